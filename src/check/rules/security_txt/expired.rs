//! `security-txt-expired`: `security.txt` has expired.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::security_txt::ending;
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-expired",
    summary: "`security.txt` has expired",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `security.txt` whose `expires` has passed: the one that is made from
`security_txt` in `registers/contacts.yaml`, or `static/.well-known/security.txt`.

## Why it matters

Researchers must not use an expired file (RFC 9116, section 2.5.5): they keep what they found,
or publish it.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-05-01
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-12-01
```

## How to fix

Look whether everything in it is still right, then move `expires` forward, by less than a year.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let today = site.context.as_of;
    let Some((known, end)) = ending(site) else { return };
    if end.value < today {
        let ago = count(today.days_since(end.value), "day");
        findings
            .add(known.source, end.span, format!("`security.txt` expired {ago} ago"))
            .help("look whether it is still right, then move `expires` forward")
            .about(end.value.to_string());
    }
}

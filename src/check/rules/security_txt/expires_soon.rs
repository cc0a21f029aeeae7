//! `security-txt-expires-soon`: `security.txt` is about to expire.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::security_txt::ending;
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-expires-soon",
    summary: "`security.txt` is about to expire",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `security.txt` that expires within 60 days.

## Why it matters

Somebody has to look whether everything in it is still right, and publish the site, before
researchers stop using it.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-07-01
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
    /// How many days before its end the file is reported.
    const SOON: i64 = 60;
    let Some((known, end)) = ending(site) else { return };
    let left = end.value.days_since(site.context.as_of);
    if (0..=SOON).contains(&left) {
        let left = count(left, "day");
        findings
            .add(known.source, end.span, format!("`security.txt` expires in {left}"))
            .help("look whether it is still right, then move `expires` forward")
            .about(end.value.to_string());
    }
}

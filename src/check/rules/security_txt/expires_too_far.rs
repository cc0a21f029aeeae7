//! `security-txt-expires-too-far`: `security.txt` is valid for more than a year.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::security_txt::ending;
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-expires-too-far",
    summary: "`security.txt` is valid for more than a year",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `security.txt` that expires more than 366 days from now.

## Why it matters

The end is there to make somebody look whether the addresses are still read. The standard
recommends less than a year (RFC 9116, section 2.5.5).

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2027-01-01
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

Choose a day less than a year from now.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    /// The most days for which the file may be valid.
    const LONGEST: i64 = 366;
    let Some((known, end)) = ending(site) else { return };
    let left = end.value.days_since(site.context.as_of);
    if left > LONGEST {
        let message =
            format!("`security.txt` is valid for another {}", count(left, "day"));
        findings
            .add(known.source, end.span, message)
            .help("choose a day less than a year from now")
            .about(end.value.to_string());
    }
}

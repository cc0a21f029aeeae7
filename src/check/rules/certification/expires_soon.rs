//! `certification-expires-soon`: a certification is about to expire.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::certification::held;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "certification-expires-soon",
    summary: "a certification is about to expire",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a certification whose last day (`valid_until`) is at most 60 days away.

## Why it matters

The next audit takes longer than that. The page should not be the last to know.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2025-07-15
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2025-12-15
```

## How to fix

Renew it, and put in the new dates.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    /// How many days before its end a certification is reported.
    const SOON: i64 = 60;
    let today = site.context.as_of;
    for (entry, name, end) in held(site) {
        let left = end.days_since(today);
        if (0..=SOON).contains(&left) {
            findings
                .add(
                    site.register_source(entry.file),
                    entry.place("valid_until"),
                    format!("{} expires in {}", code(name), count(left, "day")),
                )
                .help("renew it, and put in the new dates")
                .about(name);
        }
    }
}

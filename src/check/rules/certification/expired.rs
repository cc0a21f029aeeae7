//! `certification-expired`: a certification is not valid any more.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::certification::held;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "certification-expired",
    summary: "a certification is not valid any more",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a certification that is shown as obtained although its last day (`valid_until`) has
passed.

## Why it matters

The page claims a certification that the organisation does not hold.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2025-05-31
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2028-05-31
```

## How to fix

Put in the dates of the new certificate, or say `status: lapsed`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let today = site.context.as_of;
    for (entry, name, end) in held(site) {
        if end < today {
            let ago = count(today.days_since(end), "day");
            findings
                .add(
                    site.register_source(entry.file),
                    entry.place("valid_until"),
                    format!("{} expired {ago} ago", code(name)),
                )
                .help("put in the dates of the new certificate, or say `status: lapsed`")
                .about(name);
        }
    }
}

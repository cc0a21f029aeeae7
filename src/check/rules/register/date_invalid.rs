//! `register-date-invalid`: a value in a register is not a day.

use crate::base::date::DateError;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-date-invalid",
    summary: "a value in a register is not a day",
    level: Level::ERROR,
    docs: r"
## What it does

Reports values of the keys that hold a day (`valid_until`, `announced_on`, …) and are not one:
a word, a month without a day, a day that no calendar has.

## Why it matters

The value counts for nothing: nobody is told when the certificate runs out, or until when they
can object.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2027-02-30
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    valid_until: 2027-02-28
```

## How to fix

Write the day as YYYY-MM-DD.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::DateInvalid { key, value, reason } = flaw else { continue };
        let (message, help) = match reason {
            DateError::Malformed => (
                format!("{} is not a day", code(value)),
                "write it as YYYY-MM-DD".to_owned(),
            ),
            DateError::Impossible => (
                format!("no calendar has the day {}", code(value)),
                "write a day that exists, as YYYY-MM-DD".to_owned(),
            ),
            DateError::Ambiguous(first, second) => (
                format!("{} can be two days", code(value)),
                format!(
                    "write {} or {}",
                    code(&first.to_string()),
                    code(&second.to_string())
                ),
            ),
        };
        findings
            .add(source, span, message)
            .label(format!("the value of {}", code(key)))
            .help(help)
            .about(value);
    }
}

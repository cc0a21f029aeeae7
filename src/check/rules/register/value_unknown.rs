//! `register-value-unknown`: a value in a register is not one of those allowed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::{code, either};
use crate::check::{Findings, Rule, Safety};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-value-unknown",
    summary: "a value in a register is not one of those allowed",
    level: Level::ERROR,
    docs: r"
## What it does

Reports values of the keys that take one of a few words: `status`, `category`,
`transfer_mechanism`, `access`.

## Why it matters

The value counts for nothing.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    status: in progress
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    status: in_progress
```

## How to fix

Write one of the words that the message names.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::ValueUnknown { key, value, allowed, suggestion } = flaw else {
            continue;
        };
        let message = format!("{} has no value {}", code(key), code(value));
        let finding = findings.add(source, span, message);
        finding.about(value);
        if let Some(meant) = suggestion {
            finding
                .help(format!("write {}", code(meant)))
                .replace(Safety::Suggestion, meant);
        } else {
            let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
            finding.help(format!("write {}", either(&allowed)));
        }
    }
}

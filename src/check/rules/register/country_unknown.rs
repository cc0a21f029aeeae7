//! `register-country-unknown`: a location is in no country of ISO 3166-1.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-country-unknown",
    summary: "a location is in no country of ISO 3166-1",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `country` in `registers/subprocessors.yaml` that is not a code of two letters from
ISO 3166-1, or `EU`.

## Why it matters

Where data is processed decides which law protects it. Programs that read the list compare
codes.

## Example

```tree reports
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting
    data_categories: [event data]
    transfer_mechanism: none
    locations:
      - country: Germany
```

```tree passes
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting
    data_categories: [event data]
    transfer_mechanism: none
    locations:
      - country: DE
```

## How to fix

Write the two capital letters: `DE`, `IE`, `US`. The United Kingdom is `GB`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::CountryUnknown { value, suggestion } = flaw else { continue };
        let message = format!("{} is not the code of a country", code(value));
        let finding = findings.add(source, span, message);
        finding.about(value);
        match suggestion {
            Some(meant) => {
                finding
                    .help(format!("write {}", code(meant)))
                    .replace(Safety::Suggestion, *meant);
            }
            None => {
                finding.help("write the two letters of ISO 3166-1, such as `DE`");
            }
        }
    }
}

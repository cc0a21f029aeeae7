//! `register-id-invalid`: an id in a register is not a word.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-id-invalid",
    summary: "an id in a register is not a word",
    level: Level::ERROR,
    docs: r"
## What it does

Reports ids that are not lower-case words joined with hyphens.

## Why it matters

Ids are part of addresses and of names of facts: they must look the same everywhere.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: Data Protection
    name: Data protection officer
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: data-protection
    name: Data protection officer
```

## How to fix

Write lower-case words joined with hyphens.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::IdInvalid { id, suggestion } = flaw else { continue };
        let finding = findings.add(source, span, format!("{} is not an id", code(id)));
        finding.about(id);
        if suggestion.is_empty() {
            finding.help("write lower-case words joined with hyphens");
        } else {
            finding
                .help(format!("write {}", code(suggestion)))
                .replace(Safety::Suggestion, suggestion);
        }
    }
}

//! `register-key-unknown`: a key in a register means nothing.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-key-unknown",
    summary: "a key in a register means nothing",
    level: Level::WARNING,
    docs: r"
## What it does

Reports keys that the register does not have.

## Why it matters

Nothing of it is shown or published, and nobody notices that it is missing.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    e_mail: security@tidemark.example
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
```

## How to fix

Correct the key, or remove it. Free facts go into `registers/facts.yaml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::KeyUnknown { key, suggestion, known } = flaw else { continue };
        let finding = findings.add(source, span, format!("unknown key {}", code(key)));
        finding.about(key);
        if let Some(meant) = suggestion {
            finding
                .help(format!("write {}", code(meant)))
                .replace(Safety::Suggestion, meant);
        } else {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            finding.note(format!("the keys here are {}", known.join(", ")));
            finding.help("remove it, or write one of these");
        }
    }
}

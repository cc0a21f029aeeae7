//! `register-id-duplicate`: two entries of a register have one id.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-id-duplicate",
    summary: "two entries of a register have one id",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry whose `id` another entry of the same register has.

## Why it matters

The id is how programs and links tell entries apart from one day to the next.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
  - id: security
    name: Security office
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
  - id: security-office
    name: Security office
```

## How to fix

Give the newer entry another id. An id that was published stays with its entry.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::IdDuplicate { id, first } = flaw else { continue };
        findings
            .add(source, span, format!("another entry has the id {}", code(id)))
            .see(source, *first, "the first one")
            .help("give one of them another id")
            .about(id);
    }
}

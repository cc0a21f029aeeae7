//! `register-field-missing`: an entry of a register lacks a key.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::{flaws, in_entry, is_of};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-field-missing",
    summary: "an entry of a register lacks a key",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry without a key that it needs: the `name` of a certification, the `title` of a
report, the `answer` to a question. `registers/` in the documentation, and the published JSON
Schema of each register, say which those are.

## Why it matters

A row without its name tells the reader nothing, and programs that read the data do not
expect it.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    email: security@tidemark.example
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
```

## How to fix

Add the key.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::FieldMissing { key, entry } = flaw else { continue };
        // These have rules of their own.
        let is_other = matches!(key.as_str(), "id" | "expires");
        if is_other || is_of(site, source, "subprocessors") {
            continue;
        }
        findings
            .add(
                source,
                span,
                format!("{} is missing{}", code(key), in_entry(entry.as_deref())),
            )
            .help(format!("add {}", code(&format!("{key}: …"))))
            .about(key);
    }
}

//! `register-id-missing`: an entry of a register has no id.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-id-missing",
    summary: "an entry of a register has no id",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry without an `id`.

## Why it matters

The id is how programs tell that an entry was renamed, and not removed and added. Without
one, nothing can link to the entry, and no text can name its values.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - name: Security team
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

Add an `id`: lower-case words joined with hyphens, for ever.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::FieldMissing { key, .. } = flaw else { continue };
        if key == "id" {
            findings
                .add(source, span, "this entry has no `id`")
                .help("add `id: …`: lower-case words joined with hyphens");
        }
    }
}

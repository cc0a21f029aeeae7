//! `register-type`: a value in a register is of the wrong type.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-type",
    summary: "a value in a register is of the wrong type",
    level: Level::ERROR,
    docs: r"
## What it does

Reports values that are a list where a text is wanted, a text where a list is wanted, and the
like.

## Why it matters

The value counts for nothing.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: [Security team]
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
```

## How to fix

Write the value as the message says. Lists are written as `[a, b]`, or as lines that begin with
`- `.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::Type { key, expected, found } = flaw else { continue };
        let what = match key {
            Some(key) => code(key),
            None => "this register".to_owned(),
        };
        findings
            .add(source, span, format!("{what} should be {expected}"))
            .label(format!("this is {found}"))
            .about(key.as_deref().unwrap_or_default());
    }
}

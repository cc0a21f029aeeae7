//! `register-key-duplicate`: a key occurs twice in a register.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-key-duplicate",
    summary: "a key occurs twice in a register",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a key that one mapping has twice.

## Why it matters

Only the first value counts.

## Example

```tree reports
-- content/registers/facts.yaml --
hosting: Frankfurt
hosting: Dublin
```

```tree passes
-- content/registers/facts.yaml --
hosting: Frankfurt
```

## How to fix

Remove one of them.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::KeyDuplicate { key, first } = flaw else { continue };
        findings
            .add(source, span, format!("{} is here twice", code(key)))
            .see(source, *first, "the value of this one counts")
            .help("remove one of them")
            .about(key);
    }
}

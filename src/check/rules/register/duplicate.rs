//! `register-duplicate`: two files are one register.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-duplicate",
    summary: "two files are one register",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a second file with the name of a register: `facts.yml` beside `facts.yaml`.

## Why it matters

The second file counts for nothing, and whoever edits it does not know.

## Example

```tree reports
-- content/registers/facts.yaml --
hosting: Frankfurt
-- content/registers/facts.yml --
hosting: Dublin
```

```tree passes
-- content/registers/facts.yaml --
hosting: Frankfurt
```

## How to fix

Put everything into one file, and remove the other.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::FileDuplicate { first } = flaw else { continue };
        let path = site.config.content_path_from_root(first);
        findings
            .add(source, span, format!("{} is this register already", code(&path)))
            .note("nothing in this file counts")
            .help("put everything into one file, and remove the other");
    }
}

//! `field-version-invalid`: a version cannot be part of a URL.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-version-invalid",
    summary: "a version cannot be part of a URL",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a `version` with other characters than letters, digits, `.`, `+`, `_` and
`-`, one that begins with another character than a letter or a digit, and one
with `..` in it.

## Why it matters

Each version is published at a URL of its own, for ever.

## Example

```md reports
---
title: Access control
version: "2.0 (final)"
---
```

```md passes
---
title: Access control
version: "2.0"
---
```

## How to fix

Write a plain number, or a date: `2.0`, `2025-06-02`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::VersionInvalid { version } = problem else { continue };
        findings
            .add(source, span, format!("version {} cannot be part of a URL", code(version)))
            .help("use letters, digits, `.`, `+`, `_` and `-`; begin with one of the first two")
            .about("version");
    }
}

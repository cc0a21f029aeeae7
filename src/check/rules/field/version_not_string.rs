//! `field-version-not-string`: a version is written as a number.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-version-not-string",
    summary: "a version is written as a number",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a `version` that YAML reads as a number.

## Why it matters

The number 1.10 is 1.1, so the tenth revision would be published as the first.

## Example

```md reports
---
title: Access control
version: 1.10
---
```

```md passes
---
title: Access control
version: "1.10"
---
```

## How to fix

Put the version in quotes.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::VersionNotString { written } = problem else { continue };
        let instead = format!("\"{written}\"");
        findings
            .add(source, span, format!("version {} is a number", code(written)))
            .label("`1.10` would become `1.1`")
            .help(format!("write {}", code(&instead)))
            .replace(Safety::Suggestion, instead)
            .about("version");
    }
}

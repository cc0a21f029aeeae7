//! `field-value-lost`: a value is read as a comment.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-value-lost",
    summary: "a value is read as a comment",
    level: Level::ERROR,
    docs: r##"
## What it does

Reports a value that begins with `#` and is not in quotes.

## Why it matters

In YAML, `#` begins a comment, so the field has no value at all.

## Example

```md reports
---
title: Access control
owner: #security-team
---
```

```md passes
---
title: Access control
owner: "#security-team"
---
```

## How to fix

Put the value in quotes.
"##,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ValueLostToComment { field, comment } = problem else {
            continue;
        };
        let field = field.as_str();
        let instead = format!("\"{comment}\"");
        findings
            .add(source, span, format!("{} has no value", code(field)))
            .label("`#` begins a comment")
            .help(format!("write {}", code(&instead)))
            .replace(Safety::Suggestion, instead)
            .about(field);
    }
}

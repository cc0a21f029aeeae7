//! `field-type`: a field has a value of the wrong type.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-type",
    summary: "a field has a value of the wrong type",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a field that holds a list where a text is meant, a text where a number is
meant, and so on.

## Why it matters

The value is not understood, so the field counts as missing.

## Example

```md reports
---
title: Access control
weight: first
---
```

```md passes
---
title: Access control
weight: 1
---
```

## How to fix

Write the value as the message says.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ValueType { field, expected, found } = problem else { continue };
        let field = field.as_str();
        findings
            .add(source, span, format!("{} should be {expected}", code(field)))
            .label(format!("this is {found}"))
            .about(field);
    }
}

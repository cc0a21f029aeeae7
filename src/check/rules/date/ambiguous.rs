//! `date-ambiguous`: a date can be read in two ways.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-ambiguous",
    summary: "a date can be read in two ways",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a date such as 03/04/2026, which is in March for some readers and in April
for others.

## Why it matters

The date does not count, since it is not known.

## Example

```md reports
---
title: Access control
last_reviewed: 03/04/2025
---
```

```md passes
---
title: Access control
last_reviewed: 2025-04-03
---
```

## How to fix

Write it as YYYY-MM-DD.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::DateAmbiguous { field, value, readings: [a, b] } = problem
        else {
            continue;
        };
        findings
            .add(source, span, format!("{} can be read as two dates", code(value)))
            .label(format!("{} or {}", a.long(), b.long()))
            .help(format!("write {a} or {b}"))
            .about(field.as_str());
    }
}

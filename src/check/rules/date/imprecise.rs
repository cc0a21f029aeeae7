//! `date-imprecise`: a date has no day.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-imprecise",
    summary: "a date has no day",
    level: Level::INFO,
    docs: r"
## What it does

Reports a date with a month and no day. It counts as the last day of that month.

## Why it matters

A review that is due on a day should have been done on a day.

## Example

```md reports
---
title: Access control
last_reviewed: 2025-05
---
```

```md passes
---
title: Access control
last_reviewed: 2025-05-15
---
```

## How to fix

Write the day as well.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::DateImprecise { field, value, counted_as } = problem else {
            continue;
        };
        findings
            .add(source, span, format!("{} has no day", code(value)))
            .label(format!("counted as {counted_as}"))
            .about(field.as_str());
    }
}

//! `review-interval-invalid`: a review interval cannot be read.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Field, ProblemKind};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-interval-invalid",
    summary: "a review interval cannot be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `review_interval` that is not a period of time. `12 months`, `1 year`,
`90 days`, `annually`, `quarterly` and `P12M` are read.

## Why it matters

The interval does not count, so the next review falls on another day than its author
wanted.

## Example

```md reports
---
title: Access control
last_reviewed: 2025-05-15
review_interval: sometimes
---
```

```md passes
---
title: Access control
last_reviewed: 2025-05-15
review_interval: 12 months
---
```

## How to fix

Write a number and a unit.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::IntervalInvalid { value } = problem else { continue };
        findings
            .add(source, span, format!("{} is not a period of time", code(value)))
            .help("write a number and a unit, such as `12 months`")
            .about(Field::ReviewInterval.as_str());
    }
}

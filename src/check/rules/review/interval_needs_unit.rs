//! `review-interval-needs-unit`: a review interval has no unit.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::{code, either};
use crate::check::{Findings, Rule};
use crate::parse::{Field, ProblemKind};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-interval-needs-unit",
    summary: "a review interval has no unit",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `review_interval` that is a bare number.

## Why it matters

Twelve of what? Days and months are both common, so it is not guessed.

## Example

```md reports
---
title: Access control
last_reviewed: 2025-05-15
review_interval: 12
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

Write the unit.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::IntervalNeedsUnit { value } = problem else { continue };
        let (months, days) = (format!("{value} months"), format!("{value} days"));
        findings
            .add(source, span, format!("{} has no unit", code(value)))
            .help(format!("write {}", either(&[&months, &days])))
            .about(Field::ReviewInterval.as_str());
    }
}

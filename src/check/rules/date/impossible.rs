//! `date-impossible`: a date is not in the calendar.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-impossible",
    summary: "a date is not in the calendar",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a date that no calendar has, such as 30 February.

## Why it matters

The date does not count. And it was typed, not copied from a record.

## Example

```md reports
---
title: Access control
last_reviewed: 2025-02-30
---
```

```md passes
---
title: Access control
last_reviewed: 2025-02-28
---
```

## How to fix

Look the date up and correct it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::DateImpossible { field, value } = problem else { continue };
        findings
            .add(source, span, format!("the calendar has no {}", code(value)))
            .about(field.as_str());
    }
}

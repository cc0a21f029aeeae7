//! `date-malformed`: a date cannot be read.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-malformed",
    summary: "a date cannot be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a date field with something else than a date. `2025-06-02`, `2 June 2025`,
`June 2nd, 2025`, `20250602` and `2025-06` are read.

## Why it matters

The date does not count, so the document looks as if it had none.

## Example

```md reports
---
title: Access control
last_reviewed: annually
---
```

```md passes
---
title: Access control
last_reviewed: 2025-05-15
review_interval: annually
---
```

## How to fix

Write it as YYYY-MM-DD.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::DateMalformed { field, value } = problem else { continue };
        let field = field.as_str();
        findings
            .add(source, span, format!("{} is not a date", code(value)))
            .label(format!("not understood as {}", code(field)))
            .help("write it as YYYY-MM-DD")
            .about(field);
    }
}

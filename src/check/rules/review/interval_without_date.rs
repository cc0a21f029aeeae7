//! `review-interval-without-date`: a review interval has nothing to count from.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

use super::has_written_base;

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-interval-without-date",
    summary: "a review interval has nothing to count from",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document with `review_interval` from which no due date follows, because it
has neither `next_review` nor `last_reviewed`, `last_updated` or `effective_on`.

## Why it matters

It promises reviews and gives no day on which one is due.

## Example

```md reports
---
title: Access control
review_interval: 12 months
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

Add `last_reviewed`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let Some(interval) = &document.front_matter.review_interval else { continue };
        // A date that cannot be read is a finding of its own.
        if page.dates.next_review_on.is_some() || has_written_base(document) {
            continue;
        }
        findings
            .add(
                site.source_of(index),
                interval.span,
                format!("{} has no date to count from", code(&interval.value.words())),
            )
            .help("add `last_reviewed` to the front matter")
            .about(Field::ReviewInterval.as_str());
    }
}

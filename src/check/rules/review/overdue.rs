//! `review-overdue`: a document should have been reviewed by now.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::resolve::{ReviewState, Site};

use super::{decided_at, note_owner, reason, reviewed};

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-overdue",
    summary: "a document should have been reviewed by now",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a published document whose next review was due before the day of the check
(`--as-of`). The review is due on `next_review`; without it, one `review_interval`
after `last_reviewed`, else after `last_updated`, else after `effective_on`. On the
day itself it is not overdue.

Looked at are controlled documents, and others that have `last_reviewed`,
`next_review` or `review_interval`. The interval is the document's own, else its collection's, else
the one under `[review]`.

## Why it matters

A lapsed review date reads as a control that was not operated.

## Example

```md today=2025-06-02 reports
---
title: Access control
kind: policy
last_reviewed: 2024-12-01
review_interval: 6 months
---
```

```md today=2025-06-02 passes
---
title: Access control
kind: policy
last_reviewed: 2024-12-02
review_interval: 6 months
---
```

## How to fix

Review the document, then record it: `trustpress review <id>`, or move
`last_reviewed` by hand.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    for (index, document, page, due) in reviewed(site) {
        if page.dates.state(as_of) != ReviewState::Overdue {
            continue;
        }
        let late = count(as_of.days_since(due), "day");
        let message = format!("review of {} is {late} overdue", code(&page.title));
        let finding = findings
            .add(site.source_of(index), decided_at(document, page), message)
            .label(reason(document, page, due))
            .help(format!("review it, then run `trustpress review {}`", page.id))
            .about(&page.id);
        note_owner(finding, document);
    }
}

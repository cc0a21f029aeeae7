//! `review-due-soon`: a review is due soon.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::resolve::{ReviewState, Site};

use super::{decided_at, note_owner, reason, reviewed};

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-due-soon",
    summary: "a review is due soon",
    level: Level::INFO,
    docs: r"
## What it does

Reports a published document whose next review is due within `[review]
due_soon_days`, or on the very day of the check (`--as-of`).

## Why it matters

A review takes some weeks of several people, and they want to know before it is late.

## Example

```md today=2025-06-02 reports
---
title: Access control
kind: policy
next_review: 2025-06-20
last_reviewed: 2024-06-20
---
```

```md today=2025-06-02 passes
---
title: Access control
kind: policy
next_review: 2025-12-20
last_reviewed: 2024-12-20
---
```

## How to fix

Review the document, then record it: `trustpress review <id>`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    for (index, document, page, due) in reviewed(site) {
        if page.dates.state(as_of) != ReviewState::DueSoon {
            continue;
        }
        let when = match due.days_since(as_of) {
            0 => "today".to_owned(),
            days => format!("in {}", count(days, "day")),
        };
        let message = format!("review of {} is due {when}", code(&page.title));
        let finding = findings
            .add(site.source_of(index), decided_at(document, page), message)
            .label(reason(document, page, due))
            .about(&page.id);
        note_owner(finding, document);
    }
}

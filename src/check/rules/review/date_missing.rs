//! `review-date-missing`: it is not known when a document was reviewed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{current, is_written, name_of, top};
use crate::check::{Findings, Rule};
use crate::parse::{Field, FrontMatterFormat};
use crate::resolve::Site;

use super::{has_written_base, must_be_reviewed};

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-date-missing",
    summary: "it is not known when a document was reviewed",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a published policy, procedure, standard or plan from which no review date
follows: it has neither `next_review` nor `last_reviewed`, `last_updated` or
`effective_on`.

## Why it matters

All frameworks ask for reviews at planned intervals. A document without a date looks
as if it had never been reviewed.

## Example

```md reports
---
title: Access control
kind: policy
owner: Security
---
```

```md passes
---
title: Access control
kind: policy
owner: Security
last_reviewed: 2025-05-15
---
```

## How to fix

Add `last_reviewed`, the day on which somebody last read all of it and found it
right.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in current(site) {
        // An interval without a date is a finding of its own, and so is front
        // matter that is missing or a date that cannot be read.
        let is_reported_elsewhere = is_written(document, Field::ReviewInterval)
            || document.front_matter.format == FrontMatterFormat::None
            || has_written_base(document);
        if !must_be_reviewed(page.kind)
            || page.dates.next_review_on.is_some()
            || is_reported_elsewhere
        {
            continue;
        }
        findings
            .add(
                site.source_of(index),
                top(document),
                format!("{} has no review date", name_of(page)),
            )
            .note("whether it is up to date is unknown")
            .help("add `last_reviewed` to its front matter");
    }
}

//! `date-missing`: a controlled document has no date at all.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::review::must_be_reviewed;
use crate::check::rules::walk::{current, is_written, name_of, top};
use crate::check::{Findings, Rule};
use crate::parse::{Field, FrontMatterFormat};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-missing",
    summary: "a controlled document has no date at all",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a published guide, notice, agreement or handbook page with no date: neither
issued, in force, updated nor reviewed, in the front matter or in a line such as
`Last updated: 2 June 2025`. For policies, procedures, standards and plans,
`review-date-missing` asks for more.

## Why it matters

A reader cannot tell whether it describes today or five years ago.

## Example

```md reports
---
title: Working with GDPR
kind: guide
owner: Legal
---
```

```md passes
---
title: Working with GDPR
kind: guide
owner: Legal
last_updated: 2025-05-15
---
```

## How to fix

Add `last_updated` or `last_reviewed`.
",
    check: Check::Site(check),
};

const DATES: [Field; 6] = [
    Field::IssuedOn,
    Field::EffectiveOn,
    Field::LastUpdated,
    Field::LastReviewed,
    Field::ApprovedOn,
    Field::NextReview,
];

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in current(site) {
        let is_asked_for_more = must_be_reviewed(page.kind);
        let has_none = !DATES.iter().any(|field| is_written(document, *field))
            && document.body_date.is_none()
            && page.dates.last_updated_on.is_none();
        // Without front matter, that is what is missing first.
        let has_front_matter = document.front_matter.format != FrontMatterFormat::None;
        if page.kind.is_controlled() && !is_asked_for_more && has_none && has_front_matter
        {
            findings
                .add(
                    site.source_of(index),
                    top(document),
                    format!("{} has no date", name_of(page)),
                )
                .help("add `last_updated` or `last_reviewed` to its front matter");
        }
    }
}

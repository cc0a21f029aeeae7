//! `date-future`: something is said to have happened in the future.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-future",
    summary: "something is said to have happened in the future",
    level: Level::ERROR,
    docs: r"
## What it does

Reports `last_updated`, `last_reviewed` or `approved_on` after the day of the check
(`--as-of`). A month without a day counts from its first day.

## Why it matters

Nobody can have reviewed a document next year. Such dates are sometimes set to spread
reviews over the year, and then the published review date is not true.

## Example

```md today=2025-06-02 reports
---
title: Access control
last_reviewed: 2025-06-03
---
```

```md today=2025-06-02 passes
---
title: Access control
last_reviewed: 2025-06-02
next_review: 2026-03-01
---
```

## How to fix

Correct the date. To plan a review, set `next_review`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    for (index, document, _) in site.each() {
        let matter = &document.front_matter;
        let past = [
            (Field::ApprovedOn, &matter.approved_on),
            (Field::LastUpdated, &matter.last_updated),
            (Field::LastReviewed, &matter.last_reviewed),
        ];
        for (field, date) in past {
            let Some(date) = date.as_ref().filter(|date| date.value.earliest() > as_of)
            else {
                continue;
            };
            let key = code(key_of(document, field));
            let finding = findings
                .add(site.source_of(index), date.span, format!("{key} is in the future"))
                .label(format!("today is {as_of}"))
                .about(field.as_str());
            if field == Field::LastReviewed {
                finding.help("set `next_review` to plan a review");
            }
        }
    }
}

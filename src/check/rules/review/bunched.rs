//! `review-bunched`: many reviews fall due in one week.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::{Findings, Rule};
use crate::resolve::{PageIndex, Site};

use super::{decided_at, reviewed};

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-bunched",
    summary: "many reviews fall due in one week",
    level: Level::INFO,
    docs: r"
## What it does

Reports a week (Monday to Sunday) in which more than ten reviews fall due, and more
than a fifth of all. Weeks that have passed are not looked at.

## Why it matters

Nobody reads thirty policies in a week. Reviews that all fall due at once are signed
and not done.

## Example

```tree today=2025-06-02 reports
-- content/{1 to 12}.md --
---
title: Policy {n}
kind: policy
last_reviewed: 2025-03-10
---
```

```tree today=2025-06-02 passes
-- content/{1 to 12}.md --
---
title: Policy {n}
kind: policy
last_reviewed: 2025-03-10
next_review: 2026-{n}-10
---
```

## How to fix

Set `next_review` on some of the documents, to an earlier day.
",
    check: Check::Site(check),
};

/// How many reviews a week may always have.
const FEW: usize = 10;

/// How many other documents of the week a finding points at.
const SHOWN: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    let mut weeks: BTreeMap<Date, Vec<PageIndex>> = BTreeMap::new();
    let mut total = 0;
    for (index, _, _, due) in reviewed(site) {
        total += 1;
        if due >= as_of
            && let Some(monday) = monday_of(due)
        {
            weeks.entry(monday).or_default().push(index);
        }
    }
    for (monday, pages) in &weeks {
        let [first, others @ ..] = pages.as_slice() else { continue };
        if pages.len() > FEW && pages.len() > total / 5 {
            report(site, findings, *monday, (*first, others));
        }
    }
}

fn report(
    site: &Site,
    findings: &mut Findings,
    monday: Date,
    (first, others): (PageIndex, &[PageIndex]),
) {
    let place = |index: PageIndex| decided_at(site.document(index), site.page(index));
    let number = others.len() + 1;
    let message = format!("{number} reviews fall due in the week of {}", monday.long());
    let finding = findings
        .add(site.source_of(first), place(first), message)
        .label("one of them")
        .help("set `next_review` on some of them, to an earlier day")
        .about(monday.to_string());
    for other in others.iter().take(SHOWN) {
        finding.see(site.source_of(*other), place(*other), "and this one");
    }
    if let Some(more @ 1..) = others.len().checked_sub(SHOWN) {
        finding.note(format!("and {more} more"));
    }
}

/// Returns the Monday of a day's week.
fn monday_of(day: Date) -> Option<Date> {
    let epoch = Date::from_unix(0)?;
    // 1 January 1970 was a Thursday.
    let since_monday = (day.days_since(epoch) + 3).rem_euclid(7);
    u32::try_from(since_monday).ok().map(|days| day.days_before(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        #[rustfmt::skip]
        let cases = [
            ("2025-06-02", "2025-06-02"), // a Monday
            ("2025-06-08", "2025-06-02"), // a Sunday
            ("2027-01-01", "2026-12-28"),
            ("1969-12-31", "1969-12-29"), // before the epoch
        ];
        for (day, monday) in cases {
            let got = monday_of(day.parse().unwrap()).unwrap();
            assert_eq!(got.to_string(), monday, "{day}");
        }
    }
}

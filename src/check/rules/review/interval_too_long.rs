//! `review-interval-too-long`: a document is reviewed too rarely.

use crate::base::date::{Date, Interval};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-interval-too-long",
    summary: "a document is reviewed too rarely",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `review_interval` in a document's front matter that is longer than
`[review] max_interval_days`. Months are counted at their shortest, so that three
months are no more than 90 days.

## Why it matters

Most frameworks ask for a review at least every twelve months.

## Example

```md reports
---
title: Access control
last_reviewed: 2025-05-15
review_interval: 24 months
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

Shorten the interval, or allow a longer one in `site.toml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let longest = site.config.review.max_interval_days;
    for (index, document, _) in site.each() {
        let Some(interval) = &document.front_matter.review_interval else { continue };
        let Some(days) = shortest_days(interval.value) else { continue };
        if days <= i64::from(longest) {
            continue;
        }
        let words = interval.value.words();
        findings
            .add(
                site.source_of(index),
                interval.span,
                format!("reviewed every {words}: that is too rarely"),
            )
            .label(format!("the longest allowed is {}", count(longest, "day")))
            .about(Field::ReviewInterval.as_str());
    }
}

/// Returns the fewest days that an interval can last.
fn shortest_days(interval: Interval) -> Option<i64> {
    // From here on, no run of months is shorter.
    let start = Date::new(2025, 2, 1)?;
    Some(start.after(interval).days_since(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_at_their_shortest() {
        #[rustfmt::skip]
        let cases = [
            (Interval::Months(1),  28),
            (Interval::Months(3),  89),
            (Interval::Months(12), 365),
            (Interval::Months(24), 730),
            (Interval::Days(90),   90),
        ];
        for (interval, days) in cases {
            assert_eq!(shortest_days(interval), Some(days), "{interval}");
        }
    }
}

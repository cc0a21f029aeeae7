//! `claim-forecast-elapsed`: what was announced should have come by now.

use crate::base::date::{Date, Interval};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::{ClaimKind, Forecast};
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-forecast-elapsed",
    summary: "what was announced should have come by now",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a sentence that announces something (`we anticipate`, `plan to`, `is scheduled
for`, `will start`, `will be available`) for a time that has passed on the day of the
check: a day, a month, a quarter (`Q3 2025`) or a year (`mid-2025`).

A month without its year (`in July`), or a time such as `next quarter`, is counted
from the day on which the page was last updated. Where the page does not say when
that was, see [claim-relative-time](claim-relative-time.md).

## Why it matters

Either it came, and the page does not say so, or it did not, and the page does not
say so either.

## Example

```md today=2025-06-02 reports
---
title: SOC 2
last_updated: 2024-05-01
---

We anticipate that our report will be available in July.
```

```md today=2025-06-02 passes
# SOC 2

We anticipate that our report will be available in July 2025.
```

## How to fix

Say what became of it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    for Said { claim, source, span, written, .. } in claims(site) {
        let ClaimKind::Forecast(forecast) = claim.kind else { continue };
        let Some(end) = end_of(forecast, written) else { continue };
        if as_of <= end {
            continue;
        }
        let ago = count(as_of.days_since(end), "day");
        findings
            .add(source, span, format!("{} has passed", code(&claim.words)))
            .label(format!("{ago} ago, at the end of {end}"))
            .help("say what became of it")
            .about(&claim.words);
    }
}

/// Returns the last day that a forecast can mean, on a page written that day.
fn end_of(forecast: Forecast, written: Option<Date>) -> Option<Date> {
    match forecast {
        Forecast::Day(day) => Some(day),
        Forecast::Within(interval) => written.map(|written| written.after(interval)),
        Forecast::Month(month) => {
            let written = written?;
            let first = Date::new(written.year(), i8::try_from(month).ok()?, 1)?;
            // The day before the next month begins.
            let end = first.after(Interval::Months(1)).days_before(1);
            Some(if end < written { end.after(Interval::Months(12)) } else { end })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_a_year_is_the_next_one() {
        #[rustfmt::skip]
        let cases = [
            // written     month  end
            ("2024-05-01", 7,     "2024-07-31"),
            ("2024-07-31", 7,     "2024-07-31"),
            ("2024-08-01", 7,     "2025-07-31"),
            ("2024-12-31", 1,     "2025-01-31"),
        ];
        for (written, month, end) in cases {
            let got = end_of(Forecast::Month(month), written.parse().ok());
            assert_eq!(got.unwrap().to_string(), end, "{written}");
            assert_eq!(end_of(Forecast::Month(month), None), None);
        }
    }
}

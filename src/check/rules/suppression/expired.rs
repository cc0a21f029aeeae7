//! `suppression-expired`: a comment has accepted findings until a day that has passed.

use crate::base::severity::Level;
use crate::check::accept::{Acceptances, has_ended};
use crate::check::rule::Check;
use crate::check::rules::walk::suppressions;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

use super::{names, noun};

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-expired",
    summary: "a comment has accepted findings until a day that has passed",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a comment whose `until=YYYY-MM-DD` is before the day of the check
(`--as-of`). On the day itself it still counts.

## Why it matters

What it accepted counts again.

## Example

```md today=2025-06-02 reports
# Plans

<!-- check: ignore-next-line link-page-missing until=2025-06-01 -- written in May -->
See [next year](./2026.md).
```

```md today=2025-06-02 passes
# Plans

<!-- check: ignore-next-line link-page-missing until=2025-06-02 -- written in May -->
See [next year](./2026.md).
```

## How to fix

Mend what it accepted, or decide anew: another day, and the reason for it.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, _, comment) in suppressions(site) {
        let Some(until) = comment.until.filter(|_| has_ended(comment.until, site)) else {
            continue;
        };
        let message = format!("this {} has expired on {until}", noun(comment));
        findings
            .add(source, comment.span, message)
            .label("what it accepted counts again")
            .about(names(comment));
    }
}

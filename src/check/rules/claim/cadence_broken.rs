//! `claim-cadence-broken`: what is said to happen regularly has not happened.

use crate::base::date::Interval;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

/// How long after it was due nobody complains.
const GRACE: Interval = Interval::Days(30);

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-cadence-broken",
    summary: "what is said to happen regularly has not happened",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a sentence that says how often something is done and when it was last done,
when the next time was due more than 30 days before the day of the check. The two may
also stand in neighbouring sentences: `We test this annually. The last test was in
May 2024.`

How often is a word such as `annually`, `quarterly`, `every six months`, `twice a
year`. Without a date that says when it was last done, nothing is reported.

## Why it matters

The page proves by itself that a control did not operate.

## Example

```md today=2025-07-02 reports
# Pen tests

We conduct these annually, most recently in May 2024.
```

```md today=2025-06-02 passes
# Pen tests

We conduct these annually, most recently in May 2024. Reports are kept for five years
and reviewed annually.
```

## How to fix

Do what is claimed and renew the date. If it is done less often, say so.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Recurring { last, every } = claim.kind else { continue };
        let due = last.after(every);
        if as_of <= due.after(GRACE) {
            continue;
        }
        findings
            .add(source, span, format!("{} is not kept", code(&claim.words)))
            .label(format!("{} after {last}: the next was due {due}", every.words()))
            .help("do it again and renew the date, or say how often it is done")
            .about(&claim.words);
    }
}

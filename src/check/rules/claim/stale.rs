//! `claim-stale`: something is said of a day long ago as if it were current.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-stale",
    summary: "something is said of a day long ago as if it were current",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a sentence that says what was so on a day (`as of May 31st, 2025`), or when
something was last done (`most recently in May 2025`, `the last audit was in 2023`,
`Last test: May 2025`), when that day is longer ago than `[claims] max_age` in
`site.toml`, which is 12 months. In a table, the title of a column or the first cell of a
row says what a date is of: `Last tested`, `Latest SOC 2 report`. Claims in front matter
(`claims`, see [claim-malformed](claim-malformed.md)) are judged alike.

Left alone are headings, code and block quotes; tables and rows that begin with a date
or a version, and sections whose heading is a date or a word such as `History`; when a
text was reviewed or updated; records, advisories, and pages below folders such as
`changelog`; what is said of the future, and the day on which something begins
(`effective as of …`, `as of 1 July all changes must …`).

## Why it matters

A reviewer reads `covering controls as of May 31st, 2025` in the autumn of 2026 and
asks what has happened since.

## Example

```md today=2025-06-02 reports
# Security

Our latest report is available (covering controls as of May 31st, 2024).
```

```md today=2025-06-02 passes
# Security

Our latest report is available (covering controls as of June 2024). Changes are
effective as of May 2020.
```

## How to fix

Renew what is claimed and its date, or remove the claim. Where older statements are
right, set `max_age`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    let max_age = site.config.claims.max_age;
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Dated { date } = claim.kind else { continue };
        if as_of <= date.after(max_age) {
            continue;
        }
        let age = count(as_of.days_since(date), "day");
        findings
            .add(source, span, format!("{} is {age} old", code(&claim.words)))
            .label(format!("a claim counts as current for {}", max_age.words()))
            .help("renew the claim and its date, or remove it")
            .about(&claim.words);
    }
}

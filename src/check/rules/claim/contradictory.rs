//! `claim-contradictory`: a certification is held and still worked for.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Certificate, ClaimKind, Stage};
use crate::resolve::Site;

use super::{Said, claims, is_ours};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-contradictory",
    summary: "a certification is held and still worked for",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a sentence that says that we are working for a certification, when another
sentence of the page, or of the site, says that we have it. To work for SOC 2 Type II
while Type I is held is no contradiction.

A sentence is about us if it says `we` or `our`, or names the `publisher` of
`site.toml`. Records, advisories and superseded pages do not count.

## Why it matters

One of the two is wrong, and the reviewer asks which.

## Example

```md reports
# SOC 2

We have obtained our SOC 2 Type II report. We have been in the process of obtaining our
SOC 2 report since May 2025.
```

```md passes
# SOC 2

We have obtained our SOC 2 Type I report. We have been in the process of obtaining our
SOC 2 Type II report since May 2025.
```

## How to fix

Remove the sentence that is not true any more.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let certificates: Vec<(Said<'_>, &Certificate)> = claims(site)
        .filter_map(|said| match &said.claim.kind {
            ClaimKind::Certificate(it) if is_ours(site, it) => Some((said, it)),
            _ => None,
        })
        .collect();
    let held = || certificates.iter().filter(|(_, it)| it.stage == Stage::Held);
    for (said, certificate) in &certificates {
        if certificate.stage != Stage::InProgress {
            continue;
        }
        let mut same = held().filter(|(_, it)| is_same(it, certificate));
        let on_page = same.clone().find(|(other, _)| other.source == said.source);
        let Some((other, _)) = on_page.or_else(|| same.next()) else { continue };
        let message =
            format!("{} is said to be held already", code(&certificate.standard));
        findings
            .add(said.source, said.span, message)
            .label("still worked for")
            .see(other.source, other.span, "held")
            .help("remove the sentence that is not true any more")
            .about(&*certificate.standard);
    }
}

/// Returns whether what is worked for is what is held; a report of one type may
/// follow that of another.
fn is_same(held: &Certificate, worked_for: &Certificate) -> bool {
    held.standard == worked_for.standard
        && (worked_for.report_type.is_none() && held.report_type != Some(1)
            || held.report_type == worked_for.report_type)
}

//! `supersede-cycle`: documents replace each other in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::supersede::{Succession, successions};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "supersede-cycle",
    summary: "documents replace each other in a circle",
    level: Level::ERROR,
    docs: r"
## What it does

Reports documents of which each replaces the next one and the last replaces the first, as
`supersedes` and `superseded_by` say; and a document that replaces itself.

## Why it matters

Nobody can tell which of them is valid.

## Example

```tree reports
-- content/access.md --
---
id: access
supersedes: rules
---
-- content/rules.md --
---
id: rules
supersedes: access
---
```

```tree passes
-- content/access.md --
---
id: access
supersedes: rules
---
-- content/rules.md --
---
id: rules
superseded_by: access
status: superseded
---
```

## How to fix

Remove the statement that is wrong.
",
    check: Check::Site(check),
};

/// What each document replaces, and where that is stated first.
type Replaced = BTreeMap<PageIndex, BTreeMap<PageIndex, Succession>>;

fn check(site: &Site, findings: &mut Findings) {
    let mut replaced = Replaced::new();
    for succession in successions(site) {
        let of = replaced.entry(succession.newer).or_default();
        of.entry(succession.older).or_insert(succession);
    }
    for start in replaced.keys() {
        let Some(circle) = circle(&replaced, *start) else { continue };
        let Some(first) = circle.first() else { continue };
        let ids: Vec<_> =
            circle.iter().map(|step| code(&site.page(step.older).id)).collect();
        let message = format!(
            "{} supersedes {}",
            code(&site.page(*start).id),
            ids.join(", which supersedes ")
        );
        let source = site.source_of(first.stated_by);
        let finding = findings.add(source, first.span, message);
        finding.help("remove the statement that is wrong").about(&site.page(*start).id);
        for step in circle.iter().skip(1) {
            finding.see(site.source_of(step.stated_by), step.span, "and stated here");
        }
    }
}

/// Returns the shortest way from a document back to itself, if it is the first
/// of all that are on the way, so that each circle is told once.
fn circle(replaced: &Replaced, start: PageIndex) -> Option<Vec<Succession>> {
    let mut ways: VecDeque<Vec<Succession>> = VecDeque::from([Vec::new()]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let at = way.last().map_or(start, |step| step.older);
        for (&older, &step) in replaced.get(&at).into_iter().flatten() {
            let next = || way.iter().copied().chain([step]).collect();
            if older == start {
                return Some(next());
            }
            if older > start && seen.insert(older) {
                ways.push_back(next());
            }
        }
    }
    None
}

//! `effective-overlap`: two texts are in force that exclude each other.

use std::collections::BTreeSet;

use crate::archive::LOCK;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::supersede::{is_valid, successions};
use crate::check::rules::walk::{name_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "effective-overlap",
    summary: "two texts are in force that exclude each other",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a document that is in force on the day and replaces another one that is, too: its
`status` is neither `superseded` nor `withdrawn`, and it has not expired. Also reports a
frozen version that was in force before the one before it.

## Why it matters

Both bind, and they may say different things.

## Example

```tree today=2025-06-02 reports
-- content/access.md --
---
id: access
supersedes: rules
effective_on: 2025-06-01
---
-- content/rules.md --
---
id: rules
superseded_by: access
---
```

```tree today=2025-06-02 passes
-- content/access.md --
---
id: access
supersedes: rules
effective_on: 2025-09-01
---
-- content/rules.md --
---
id: rules
superseded_by: access
---
```

## How to fix

Write `status: superseded` in the old document. The dates of frozen versions do not change
any more; where they are wrong, accept the finding in a waiver that says what was in force.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    documents(site, findings);
    versions(site, findings);
}

fn documents(site: &Site, findings: &mut Findings) {
    let as_of = site.context.as_of;
    let mut told = BTreeSet::new();
    for it in successions(site) {
        let (newer, older) = (site.page(it.newer), site.page(it.older));
        let Some(since) = newer.dates.effective_on.filter(|day| *day <= as_of) else {
            continue;
        };
        let are_valid = is_valid(newer, as_of) && is_valid(older, as_of);
        // Both may say that one replaces the other.
        if it.newer == it.older || !are_valid || !told.insert((it.newer, it.older)) {
            continue;
        }
        let source = site.source_of(it.older);
        let message = format!(
            "{} is in force, and {}, which replaces it, has been since {since}",
            name_of(older),
            name_of(newer)
        );
        findings
            .add(source, top(site.document(it.older)), message)
            .see(site.source_of(it.stated_by), it.span, "stated here")
            .help(format!("write {}", code("status: superseded")))
            .about(&older.id);
    }
}

fn versions(site: &Site, findings: &mut Findings) {
    let Some(lock) = site.source_named(LOCK) else { return };
    for lineage in site.lineages.iter() {
        for pair in lineage.versions.windows(2) {
            let [before, after] = pair else { continue };
            let frozen = |at: usize| site.archive.versions.get(at);
            let (Some(before), Some(after)) =
                (frozen(before.frozen), frozen(after.frozen))
            else {
                continue;
            };
            let (Some(first), Some(second)) =
                (before.entry.effective_on, after.entry.effective_on)
            else {
                continue;
            };
            if second >= first {
                continue;
            }
            let name = |version: &str| code(&format!("{} {version}", lineage.id));
            let message = format!(
                "{} was in force on {second}, before {}",
                name(after.entry.version.as_str()),
                name(before.entry.version.as_str())
            );
            findings
                .add(lock, after.span, message)
                .see(lock, before.span, format!("in force since {first}"))
                .help("accept it in a waiver that says what was in force")
                .about(format!("{} {}", lineage.id, after.entry.version));
        }
    }
}

//! `supersede-not-in-force`: a document is replaced by one that is not in force.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::supersede::successions;
use crate::check::rules::walk::{name_of, place_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Field, Status};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "supersede-not-in-force",
    summary: "a document is replaced by one that is not in force yet",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `superseded` document where every document that replaces it has an `effective_on`
in the future.

## Why it matters

Until that day nothing is in force: the old text says that it is not valid, and the new one
is not valid yet.

## Example

```tree today=2025-06-02 reports
-- content/access.md --
---
id: access
supersedes: rules
effective_on: 2025-09-01
---
-- content/rules.md --
---
id: rules
status: superseded
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

Set `status` to `superseded` on the day on which the new document is in force.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let successions = successions(site);
    for (index, document, page) in site.published() {
        if page.status != Status::Superseded {
            continue;
        }
        let newer = successions.iter().filter(|it| it.older == index);
        let newer: Vec<_> = newer.map(|it| site.page(it.newer)).collect();
        let days = newer.iter().map(|page| page.dates.effective_on);
        let days: Option<Vec<_>> = days.collect();
        let Some(first) = days.and_then(|days| days.into_iter().min()) else { continue };
        if first <= site.context.as_of {
            continue;
        }
        let Some(next) = newer.iter().find(|it| it.dates.effective_on == Some(first))
        else {
            continue;
        };
        let place = place_of(document, Field::Status);
        let span = place.map_or_else(|| top(document), |place| place.value);
        let message = format!(
            "nothing is in force: {} replaces this document on {first}",
            name_of(next)
        );
        findings
            .add(site.source_of(index), span, message)
            .help(format!("write {} on that day, not before", code("status: superseded")))
            .about(&page.id);
    }
}

//! `text-copyright-stale`: a page has changed since the year of its copyright.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::claim::{Said, claims};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-copyright-stale",
    summary: "a page has changed since the year of its copyright",
    level: Level::INFO,
    docs: r"
## What it does

Reports a notice such as `© 2022 Acme, Inc.` on a page that says that it was updated
in a later year. Of several years (`© 2018-2026`) the last one counts.

## Why it matters

Readers take the year for the age of the text.

## Example

```md today=2025-06-02 reports
---
title: Privacy
last_updated: 2025-05-01
---

© 2022 Acme, Inc.
```

```md today=2025-06-02 passes
---
title: Privacy
last_updated: 2025-05-01
---

© 2018-2025 Acme, Inc.
```

## How to fix

Write the year of the last change, or leave the notice to the theme.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim: said, source, span, written, .. } in claims(site) {
        let ClaimKind::Copyright { year } = said.kind else { continue };
        let Some(updated) = written.filter(|updated| updated.year() > year) else {
            continue;
        };
        if updated <= site.context.as_of {
            findings
                .add(source, span, format!("{} is out of date", code(&said.words)))
                .label(format!("the page was updated on {updated}"))
                .help(format!("write {}", updated.year()))
                .about(&said.words);
        }
    }
}

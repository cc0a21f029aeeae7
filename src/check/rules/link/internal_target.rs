//! `link-internal-target`: a published page links to an internal document.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-internal-target",
    summary: "a published page links to an internal document",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link to a document with `classification: internal`, unless it comes from
another internal document.

## Why it matters

Internal documents are not published, so the link is dead, and its text tells
everybody that there is something to look for.

## Example

```tree reports
-- content/handbook.md --
# Handbook

See the [on-call numbers](on-call.md).
-- content/on-call.md --
---
title: On-call numbers
classification: internal
---
```

```tree passes
-- content/handbook.md --
---
title: Handbook
classification: internal
---

See the [on-call numbers](on-call.md).
-- content/on-call.md --
---
title: On-call numbers
classification: internal
---
```

## How to fix

Remove the link, or give the document another classification: `restricted` publishes
its title and a way to ask for it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::InternalTarget { page } = defect else { continue };
        let path = code(site.document(*page).path.as_str());
        place
            .add(site, findings, format!("page {path} is internal"))
            .label("internal documents are not published");
    }
}

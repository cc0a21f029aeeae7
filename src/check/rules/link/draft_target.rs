//! `link-draft-target`: a published page links to a draft.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-draft-target",
    summary: "a published page links to a draft",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link from a published page to a draft (`draft: true` or `status: draft`).
With `--drafts`, drafts are part of the site, and such links are right.

## Why it matters

Drafts are not published, so the link is dead.

## Example

```tree reports
-- content/handbook.md --
# Handbook

See [access control](access.md).
-- content/access.md --
---
title: Access control
draft: true
---
```

```tree passes
-- content/handbook.md --
# Handbook

See [access control](access.md).
-- content/access.md --
---
title: Access control
---
```

## How to fix

Publish the draft together with the page, or remove the link until then.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::DraftTarget { page } = defect else { continue };
        let path = code(site.document(*page).path.as_str());
        place
            .add(site, findings, format!("page {path} is a draft"))
            .label("drafts are not published");
    }
}

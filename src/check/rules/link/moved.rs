//! `link-moved`: a link works through a redirect only.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-moved",
    summary: "a link works through a redirect only",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link to a former URL of a page: one of its `aliases`, or a line of
`_redirects`.

## Why it matters

The reader arrives, but by a detour that ends on the day on which somebody tidies up
the aliases.

## Example

```tree reports
-- content/handbook.md --
# Handbook

See [access control](/old-access/).
-- content/access.md --
---
title: Access control
aliases: [/old-access/]
---
```

```tree passes
-- content/handbook.md --
# Handbook

See [access control](access.md).
-- content/access.md --
---
title: Access control
aliases: [/old-access/]
---
```

## How to fix

`trustpress check --fix` links to the page itself. Keep the alias: others may use it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::Moved { suggestion } = defect else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("the page at {href} has moved"));
        finding.label("works through a redirect only");
        if let Some(suggestion) = suggestion {
            place.mend(finding, Safety::Safe, suggestion);
        }
    }
}

//! `page-alias-collision`: an alias is the URL of another page.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Conflict, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-alias-collision",
    summary: "an alias is the URL of another page",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry of `aliases` that is the URL of a page, or an alias of another page.

## Why it matters

One URL cannot lead to two pages: the redirect is not published.

## Example

```tree reports
-- content/access.md --
---
title: Access control
aliases: [/passwords/]
---
-- content/passwords.md --
# Passwords
```

```tree passes
-- content/access.md --
---
title: Access control
aliases: [/access-rules/]
---
-- content/passwords.md --
# Passwords
```

## How to fix

Remove the alias, or the page that has its URL.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for conflict in site.conflicts.iter() {
        let Conflict::AliasCollision { page, alias, with } = conflict else { continue };
        let path = code(site.document(*with).path.as_str());
        findings
            .add(
                site.source_of(*page),
                alias.span,
                format!("{} belongs to {path}", code(&alias.value)),
            )
            .label("no redirect is published")
            .about(&alias.value);
    }
}

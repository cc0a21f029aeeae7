//! `page-alias-invalid`: an alias is not the path of a page.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Conflict, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-alias-invalid",
    summary: "an alias is not the path of a page",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an entry of `aliases` from which no redirect can be made: a whole URL, a path
with `..`, a query or a fragment.

## Why it matters

Whoever follows the old address gets an error page.

## Example

```md reports
---
title: Access control
aliases: ["https://old.example.com/access"]
---
```

```md passes
---
title: Access control
aliases: [/old/access/]
---
```

## How to fix

Write the path that the page had on this site: `/old/access/`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for conflict in site.conflicts.iter() {
        let Conflict::AliasInvalid { page, alias } = conflict else { continue };
        findings
            .add(
                site.source_of(*page),
                alias.span,
                format!("{} is not the path of a page", code(&alias.value)),
            )
            .label("no redirect is published")
            .help("write the path that the page had, such as `/old/access/`")
            .about(&alias.value);
    }
}

//! `front-matter-missing`: a controlled document has no front matter.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{controlled, name_of, top};
use crate::check::{Findings, Rule};
use crate::parse::FrontMatterFormat;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-missing",
    summary: "a controlled document has no front matter",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a policy, procedure, standard, plan, guide, notice, agreement or handbook
page without any metadata. A collection in `site.toml` made it one.

## Why it matters

Nobody can tell who answers for it, which version it is, or whether it was ever
reviewed.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[collections]]
path = "policies/**"
kind = "policy"
-- content/policies/access.md --
# Access control
```

```tree passes
-- site.toml --
[site]
title = "Example"
[[collections]]
path = "policies/**"
kind = "policy"
-- content/policies/access.md --
---
owner: Security
version: "1.0"
last_reviewed: 2025-05-15
summary: Who may use which system, and how that is decided.
---

# Access control
```

## How to fix

Begin the file with `---`, a line `key: value` for each fact, and `---`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in controlled(site) {
        if document.front_matter.format == FrontMatterFormat::None {
            findings
                .add(
                    site.source_of(index),
                    top(document),
                    format!("{} has no front matter", name_of(page)),
                )
                .help("begin the file with its metadata, between two lines `---`");
        }
    }
}

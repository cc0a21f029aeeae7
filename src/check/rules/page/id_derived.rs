//! `page-id-derived`: a controlled document has no id of its own.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{controlled, is_written, name_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Field, FrontMatterFormat};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-id-derived",
    summary: "a controlled document has no id of its own",
    level: Level::INFO,
    docs: r"
## What it does

Reports a controlled document (a policy, procedure, standard, plan, guide, notice,
agreement or handbook page) without `id`. Its id is then made from its path.

## Why it matters

When the file moves, such an id changes, and with it the document's address in the
policy index. A document needs an explicit id before it can be frozen.

## Example

```md reports
---
title: Access control
kind: policy
---
```

```md passes
---
title: Access control
kind: policy
id: access-control
---
```

## How to fix

Add `id` with the value that the message names.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in controlled(site) {
        // An id that cannot be understood is a finding of its own, and so is
        // front matter that is missing altogether.
        let has_front_matter = document.front_matter.format != FrontMatterFormat::None;
        if page.is_id_explicit || is_written(document, Field::Id) || !has_front_matter {
            continue;
        }
        let line = code(&format!("id: {}", page.id));
        findings
            .add(
                site.source_of(index),
                top(document),
                format!("{} has no id of its own", name_of(page)),
            )
            .help(format!("add {line} to its front matter"));
    }
}

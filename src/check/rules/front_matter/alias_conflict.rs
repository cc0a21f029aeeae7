//! `front-matter-alias-conflict`: two names of one field have different values.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-alias-conflict",
    summary: "two names of one field have different values",
    level: Level::ERROR,
    docs: r"
## What it does

Reports two keys that mean the same field (`last_updated` and `lastmod`) and disagree.

## Why it matters

The document says two things at once; which of them is published is chance.

## Example

```md reports
---
title: Access control
last_updated: 2025-05-15
lastmod: 2024-11-02
---
```

```md passes
---
title: Access control
last_updated: 2025-05-15
---
```

## How to fix

Keep one of the two keys.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::AliasConflict { field, key, other_key, other } = problem else {
            continue;
        };
        let (key, other_key) = (code(key), code(other_key));
        let field = field.as_str();
        findings
            .add(source, span, format!("{key} and {other_key} disagree"))
            .label(format!("both are {}", code(field)))
            .see(source, *other, "the other value")
            .help("keep one of them")
            .about(field);
    }
}

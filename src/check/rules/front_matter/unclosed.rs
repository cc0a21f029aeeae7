//! `front-matter-unclosed`: front matter is opened and never closed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-unclosed",
    summary: "front matter is opened and never closed",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a file that begins with `---` or `+++` and has no second such line.

## Why it matters

Where the metadata ends cannot be told, so the document has none: no owner, no dates,
no version.

## Example

```md reports
---
title: Access control
owner: Security

# Access control
```

```md passes
---
title: Access control
owner: Security
---

# Access control
```

## How to fix

Put a line `---` after the last key.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FrontMatterUnclosed = problem else { continue };
        findings
            .add(source, span, "front matter is opened and never closed")
            .label("opened here")
            .help("put the same line after the last key");
    }
}

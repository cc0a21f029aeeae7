//! `front-matter-not-mapping`: front matter is not a list of keys and values.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-not-mapping",
    summary: "front matter is not a list of keys and values",
    level: Level::ERROR,
    docs: r"
## What it does

Reports front matter that is valid YAML and something else than keys with values:
a list, or mere text.

## Why it matters

Nothing in it counts: the document has no owner, no dates, no version.

## Example

```md reports
---
- Access control
- Security
---
```

```md passes
---
title: Access control
owner: Security
---
```

## How to fix

Write `key: value`, one per line.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FrontMatterNotMapping = problem else { continue };
        findings
            .add(source, span, "front matter has no keys")
            .help("write `key: value`, one per line");
    }
}

//! `front-matter-key-unknown`: a key of front matter is misspelt.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-key-unknown",
    summary: "a key of front matter is misspelt",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a key that is no known field but nearly is. Other unknown keys are kept for
templates and are no problem.

## Why it matters

A misspelt key is silently without effect: the review date in it does not exist.

## Example

```md reports
---
title: Access control
last_reveiwed: 2025-05-15
---
```

```md passes
---
title: Access control
last_reviewed: 2025-05-15
reviewed_with: Legal
---
```

## How to fix

Correct the key. If it is one of your own, move it below `extra:`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::KeyMisspelt { key, suggestion } = problem else { continue };
        findings
            .add(source, span, format!("{} is not a known key", code(key)))
            .label("has no effect")
            .help(format!("write {}", code(suggestion)))
            .replace(Safety::Suggestion, &**suggestion)
            .about(key);
    }
}

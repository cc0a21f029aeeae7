//! `front-matter-key-duplicate`: front matter has one key twice.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-key-duplicate",
    summary: "front matter has one key twice",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a key that stands in the front matter twice.

## Why it matters

Programs disagree about which of the two counts, so the document says two things at
once.

## Example

```md reports
---
title: Access control
version: "1.0"
version: "1.1"
---
```

```md passes
---
title: Access control
version: "1.1"
---
```

## How to fix

Keep one of them.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::KeyDuplicate { key, first } = problem else { continue };
        findings
            .add(source, span, format!("key {} is here twice", code(key)))
            .label("second")
            .see(source, *first, "first")
            .help("keep one of them")
            .about(key);
    }
}

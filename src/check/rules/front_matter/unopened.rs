//! `front-matter-unopened`: front matter has no opening line.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-unopened",
    summary: "front matter has no opening line",
    level: Level::INFO,
    docs: r"
## What it does

Reports metadata at the top of a file that ends with `---` but does not begin with
it. It is read all the same.

## Why it matters

Other programs, GitHub among them, show such metadata as part of the text.

## Example

```md reports
title: Access control
owner: Security
---

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

Put a line `---` before the first key.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FrontMatterUnopened = problem else { continue };
        findings
            .add(source, span, "front matter is closed and never opened")
            .help("put a line `---` before the first key");
    }
}

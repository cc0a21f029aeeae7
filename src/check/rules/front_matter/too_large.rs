//! `front-matter-too-large`: front matter is too long to be read.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-too-large",
    summary: "front matter is too long to be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports front matter above a size that no metadata needs.

## Why it matters

It is not read, so that no file can make the build slow or exhaust its memory. The
document has no owner, no dates, no version.

## Example

```md reports
---
title: Access control
notes: {100 KiB of text}
---
```

```md passes
---
title: Access control
---
```

## How to fix

Move the text into the body of the document.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FrontMatterTooLarge { limit } = problem else { continue };
        let limit = limit / 1024;
        findings
            .add(source, span, format!("front matter is longer than {limit} KiB"))
            .label("not read");
    }
}

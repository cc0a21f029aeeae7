//! `text-heading-bold`: a line in bold stands where a heading would.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-heading-bold",
    summary: "a line in bold stands where a heading would",
    level: Level::INFO,
    docs: r"
## What it does

Reports a paragraph that is one short line in bold, with text after it. Lines that end like
a sentence or with a colon are left alone.

## Why it matters

It looks like a heading and is none: it is not in the table of contents, has no address,
and who listens to the page cannot jump to it.

## Example

```md reports
# Access

**Technical measures**

We encrypt.
```

```md passes
# Access

**Attention:**

We encrypt.

**We encrypt.**
```

## How to fix

Write it as a heading: `### Technical measures`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::HeadingBold { text } = problem else { continue };
        findings
            .add(source, span, format!("{} is no heading", code(text)))
            .help("write it as a heading, with `#`")
            .about(text);
    }
}

//! `text-heading-skipped`: a heading is more than one level below the one before.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-heading-skipped",
    summary: "a heading is more than one level below the one before",
    level: Level::INFO,
    docs: r"
## What it does

Reports a heading that is two or more levels below the heading before it.

## Why it matters

Who listens to the page moves from level to level, and looks for a section that is not
there.

## Example

```md reports
# Access

### Who decides
```

```md passes
# Access

## Who decides

# Review
```

## How to fix

Take away a `#`, or add the heading that is missing.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::HeadingSkipped { level, above, above_level } = problem else {
            continue;
        };
        let message = format!("level {level} follows level {above_level}");
        findings
            .add(source, span, message)
            .see(source, *above, "the heading before")
            .help(format!("make it level {}", above_level + 1))
            .about(format!("level {level}"));
    }
}

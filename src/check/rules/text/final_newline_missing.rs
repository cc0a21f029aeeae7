//! `text-final-newline-missing`: the last line has no end.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-final-newline-missing",
    summary: "the last line has no end",
    level: Level::INFO,
    docs: r"
## What it does

Reports a document whose last line does not end with a line break.

## Why it matters

The next change shows two changed lines instead of one, and what is put behind the file
joins its last line.

## Example

```md reports
# Access

Ask the owner.{end of file}
```

```md passes
# Access

Ask the owner.
```

## How to fix

`trustpress check --fix` adds it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FinalNewlineMissing { ending } = problem else { continue };
        findings
            .add(source, span, "the last line has no end")
            .help("end it with a line break")
            .replace(Safety::Safe, &**ending)
            .about("end of file");
    }
}

//! `text-mojibake`: text was decoded in the wrong way.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-mojibake",
    summary: "text was decoded in the wrong way",
    level: Level::ERROR,
    docs: r"
## What it does

Reports UTF-8 that a program once read as Windows-1252, so that an apostrophe became
`â€™`.

## Why it matters

Every reader sees it, and takes it for a sign of how carefully the rest was written.

## Example

```md reports
# Privacy

We protect our customersâ€™ data.
```

```md passes
# Privacy

We protect our customers’ data.
```

## How to fix

`trustpress check --fix` writes what was meant.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::Mojibake { found, meant } = problem else { continue };
        findings
            .add(source, span, format!("{} is a garbled {}", code(found), code(meant)))
            .label("UTF-8 that was read as Windows-1252")
            .help(format!("write {}", code(meant)))
            .replace(Safety::Safe, meant)
            .about(found);
    }
}

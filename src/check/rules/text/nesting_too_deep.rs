//! `text-nesting-too-deep`: lists or quotes are nested deeper than can be shown.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-nesting-too-deep",
    summary: "lists or quotes are nested deeper than can be shown",
    level: Level::ERROR,
    docs: r"
## What it does

Reports lists and quotes that are nested more than 100 levels deep. Deeper levels are
shown as if they stood on the hundredth; where there are so many that reading them
would take minutes, the whole text is shown as it is written.

## Why it matters

Nobody writes such a text. It comes from a broken conversion, or from somebody who
wants to stop the build.

## Example

```md reports
>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep
```

```md passes
> > > not deep
```

## How to fix

Look at where the text came from, and write it without the nesting.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::NestingTooDeep { depth } = problem else { continue };
        findings
            .add(source, span, format!("lists and quotes are nested {depth} levels deep"))
            .note("deeper levels than 100 are not shown as such")
            .help("write it without the nesting")
            .about("nesting");
    }
}

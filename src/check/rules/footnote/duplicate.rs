//! `footnote-duplicate`: a footnote label is used for two footnotes.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "footnote-duplicate",
    summary: "a footnote label is used for two footnotes",
    level: Level::WARNING,
    docs: r"
## What it does

Reports the second footnote of one label.

## Why it matters

Only the first one is published.

## Example

```md reports
# Retention

We keep logs for 400 days[^1], and mail for a year[^1].

[^1]: And for 35 more days in backups.

[^1]: Unless a law asks for more.
```

```md passes
# Retention

We keep logs for 400 days[^1], and mail for a year[^2].

[^1]: And for 35 more days in backups.

[^2]: Unless a law asks for more.
```

## How to fix

Give each footnote a label of its own.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FootnoteDuplicate { label, first } = problem else { continue };
        findings
            .add(source, span, format!("two footnotes are called {}", code(label)))
            .label("not published")
            .see(source, *first, "this one is")
            .about(label);
    }
}

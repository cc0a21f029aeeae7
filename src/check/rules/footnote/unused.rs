//! `footnote-unused`: a footnote is not referred to.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "footnote-unused",
    summary: "a footnote is not referred to",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a footnote that no mark in the file refers to.

## Why it matters

It is not published: what it says is lost.

## Example

```md reports
# Retention

We keep logs for 400 days.

[^backups]: And for 35 more days in backups.
```

```md passes
# Retention

We keep logs for 400 days[^backups].

[^backups]: And for 35 more days in backups.
```

## How to fix

Put the mark where it belongs, or remove the footnote.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FootnoteUnused { label } = problem else { continue };
        findings
            .add(source, span, format!("nothing refers to footnote {}", code(label)))
            .label("not published")
            .help(format!("write {} where it belongs", code(&format!("[^{label}]"))))
            .about(label);
    }
}

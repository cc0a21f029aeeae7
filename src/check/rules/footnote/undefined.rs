//! `footnote-undefined`: a footnote mark has no footnote.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "footnote-undefined",
    summary: "a footnote mark has no footnote",
    level: Level::ERROR,
    docs: r"
## What it does

Reports `[^label]` where the file has no `[^label]: text`.

## Why it matters

The page shows the raw mark, and the reader misses what the note says: often the very
exception that matters.

## Example

```md reports
# Retention

We keep logs for 400 days[^backups].
```

```md passes
# Retention

We keep logs for 400 days[^backups].

[^backups]: And for 35 more days in backups.
```

## How to fix

Write the footnote, or remove the mark.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FootnoteUndefined { label } = problem else { continue };
        let line = code(&format!("[^{label}]: text"));
        findings
            .add(source, span, format!("no footnote {}", code(label)))
            .label("published as plain text")
            .help(format!("add a line {line}"))
            .about(label);
    }
}

//! `anchor-duplicate`: a page has one id twice.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "anchor-duplicate",
    summary: "a page has one id twice",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an id that a page has already: `{#id}` after two headings, `id="…"` in raw
HTML, or both. Headings with one text are no problem: each gets an id of its own.

## Why it matters

A link can only ever reach the first of them.

## Example

```md reports
# Security

## Encryption at rest {#encryption}

## Encryption in transit {#encryption}
```

```md passes
# Security

## Encryption at rest {#encryption}

## Encryption in transit {#transit}
```

## How to fix

Give each its own id.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::AnchorDuplicate { id, first } = problem else { continue };
        findings
            .add(source, span, format!("this page has the id {} twice", code(id)))
            .label("no link can lead here")
            .see(source, *first, "links lead here")
            .about(id);
    }
}

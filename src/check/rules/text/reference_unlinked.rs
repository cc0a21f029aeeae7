//! `text-reference-unlinked`: the text points at something without a link to it.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-reference-unlinked",
    summary: "the text points at something without a link to it",
    level: Level::INFO,
    docs: r"
## What it does

Reports `see above` and `see below` at the end of a sentence or a remark, outside of links:
nothing says what to look for, or how to get there.

## Why it matters

On a long page the reader has to search, and when the page is split or reordered, the
words point nowhere.

## Example

```md reports
# Policies

These also matter for GDPR (see below).
```

```md passes
# Policies

These also matter for GDPR ([see below](#gdpr)).

## GDPR
```

## How to fix

Link to the heading that is meant.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ReferenceUnlinked { phrase } = problem else { continue };
        findings
            .add(source, span, format!("{} says not where", code(phrase)))
            .help("link to the heading that is meant")
            .about(phrase);
    }
}

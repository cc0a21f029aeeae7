//! `text-contents-mismatch`: a list of contents names what is not on the page.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-contents-mismatch",
    summary: "a list of contents names what is not on the page",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a list under `Contents`, `On this page` or the like with entries that no heading of
the page has, if more of its entries have one. Numbers, marks and case are not compared,
and neither are entries that lead to other pages.

## Why it matters

A section was renamed or taken out and the list was not: the reader looks for what is not
there.

## Example

```md reports
# Access

On this page:

- Scope
- Roles
- Exceptions

## Scope

## Roles
```

```md passes
# Access

On this page:

- Scope
- Roles

## 1. Scope

## 2. Roles
```

## How to fix

Correct the list, or leave it out: every page has one beside its text.
",
    check: Check::Site(check),
};

/// How many more entries a finding points at.
const SHOWN: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ContentsMismatch { entries } = problem else { continue };
        let Some((first, others)) = entries.split_first() else { continue };
        let name = code(&first.value);
        let finding = findings.add(source, span, format!("no heading says {name}"));
        finding.help("correct the list, or leave it out").about(&first.value);
        for other in others.iter().take(SHOWN) {
            finding.see(source, other.span, "nor this");
        }
    }
}

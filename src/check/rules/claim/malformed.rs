//! `claim-malformed`: what dates a claim exactly cannot be understood.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-malformed",
    summary: "what dates a claim exactly cannot be understood",
    level: Level::ERROR,
    docs: r#"
## What it does

Writers who want to be exact can say in a comment when the sentence before it was true,
and how often that is renewed. GitHub does not show it, and it is not published:
`<!-- claim: date=2025-05-31 every="6 months" -->`.

`date=` is a day. With `every=`, [claim-cadence-broken](claim-cadence-broken.md)
reports the sentence when the next time is overdue; without it,
[claim-stale](claim-stale.md) does when the day is too long ago. What the sentence
itself says of dates is then not judged.

What is said in a table, in a picture or in many places can be dated in front matter: a
list `claims` whose entries have `about`, `date` and, if it happens again and again,
`every`. The same two rules report it there.

This rule reports a comment that begins with `claim:` and is not written so, or that
has no sentence before it in its paragraph, and an entry of `claims` that is not written
so. Where `claims` has no mapping in it, it is somebody else's, and left to templates.

## Why it matters

The sentence is not checked, although its writer thinks so.

## Example

```md reports
# Restores

Restores are exercised. <!-- claim: on=2025-05-31 -->
```

```md today=2025-06-02 passes
---
claims:
  - about: restores are exercised
    date: 2025-05-31
    every: 6 months
---
# Restores

Restores are exercised. <!-- claim: date=2025-05-31 every="6 months" -->
```

## How to fix

Write it as above.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ClaimMalformed { message } = problem else { continue };
        let matter = site.document(PageIndex(source.0)).front_matter.span;
        let (what, help) = if span.end <= matter.end {
            ("entry", "write `about`, `date: YYYY-MM-DD` and, if need be, `every`")
        } else {
            (
                "comment",
                "write `<!-- claim: date=YYYY-MM-DD -->` at the end of the sentence",
            )
        };
        findings
            .add(source, span, format!("the {what} dates nothing: {message}"))
            .help(help)
            .about(message);
    }
}

//! `suppression-no-reason`: a comment accepts a finding without a reason.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::suppressions;
use crate::check::{Findings, Rule};
use crate::parse::SuppressionScope;
use crate::resolve::Site;

use super::{names, noun};

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-no-reason",
    summary: "a comment accepts a finding without a reason",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a comment `<!-- check: ignore RULE -->` without ` -- ` and a reason. The
finding is accepted, and this one takes its place.

## Why it matters

In a year nobody knows whether the reason still holds. An auditor asks today.

## Example

```md reports
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-missing -->
```

```md passes
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-missing -- written in Q4 -->
```

## How to fix

Write ` -- ` and the reason at the end of the comment.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, _, comment) in suppressions(site) {
        if comment.reason.as_deref().is_none_or(str::is_empty) {
            let help = match comment.scope {
                SuppressionScope::FrontMatter => "add `reason`",
                _ => "write ` -- ` and the reason at its end",
            };
            let message = format!("this {} gives no reason", noun(comment));
            findings.add(source, comment.span, message).help(help).about(names(comment));
        }
    }
}

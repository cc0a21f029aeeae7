//! `suppression-no-end`: front matter accepts findings for ever.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::suppressions;
use crate::check::{Findings, Rule};
use crate::parse::SuppressionScope;
use crate::resolve::Site;

use super::names;

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-no-end",
    summary: "front matter accepts findings for ever",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry of `check.allow` in front matter without `until`. What it names is
accepted, and this finding takes its place.

## Why it matters

It is about all of the document, and about what is added to it. Without an end, nobody
decides again. A comment at the very place need not have one.

## Example

```md reports
---
check:
  allow:
    - rule: link-page-missing
      reason: written in Q4
---
# Plans

See [next year](./2026.md).
```

```md passes
---
check:
  allow:
    - rule: link-page-missing
      reason: written in Q4
      until: 2025-12-31
---
# Plans

See [next year](./2026.md).
```

## How to fix

Add `until`, the last day on which the finding is accepted.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, _, entry) in suppressions(site) {
        if entry.scope == SuppressionScope::FrontMatter && entry.until.is_none() {
            findings
                .add(source, entry.span, "this entry has no end")
                .help("add `until`, the last day on which it counts")
                .about(names(entry));
        }
    }
}

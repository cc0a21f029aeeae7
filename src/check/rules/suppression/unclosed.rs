//! `suppression-unclosed`: a comment accepts findings to the end of the file.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::{is_register, suppressions};
use crate::check::{Findings, Rule};
use crate::parse::SuppressionScope;
use crate::resolve::Site;

use super::names;

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-unclosed",
    summary: "a comment accepts findings to the end of the file",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a comment `<!-- check: off RULE -- reason -->` that no `<!-- check: on -->`
follows. What it names is accepted to the end of the file.

## Why it matters

It accepts whatever somebody adds below, which nobody has decided.

## Example

```md reports
# Plans

<!-- check: off link-page-missing -- written in Q4 -->

See [next year](./2026.md).
```

```md passes
# Plans

<!-- check: off link-page-missing -- written in Q4 -->

See [next year](./2026.md).

<!-- check: on -->
```

## How to fix

Write `<!-- check: on -->` where it is to end, or `ignore-file` in the place of `off` if
all of the file is meant.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, _, comment) in suppressions(site) {
        if comment.scope == SuppressionScope::Block(None) {
            findings
                .add(source, comment.span, "this `off` has no `on`")
                .label("accepts to the end of the file")
                .help(if is_register(site, source) {
                    "write `# check: on` where it is to end"
                } else {
                    "write `<!-- check: on -->` where it is to end"
                })
                .about(names(comment));
        }
    }
}

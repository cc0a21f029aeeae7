//! `suppression-unknown-rule`: a comment names a rule that does not exist.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::suppressions;
use crate::check::rules::words::code;
use crate::check::rules::{is_rule_name, suggest_rule};
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-unknown-rule",
    summary: "a comment names a rule that does not exist",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a name in `<!-- check: ignore … -->` that is neither a rule nor the beginning
of one (`link`, `link-page`).

## Why it matters

The comment has no effect.

## Example

```md reports
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-mising -- written in Q4 -->
```

```md passes
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-missing -- written in Q4 -->
```

## How to fix

Correct the name. `trustpress explain` lists all rules.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, _, comment) in suppressions(site) {
        for name in &comment.rules {
            if is_rule_name(&name.value) {
                continue;
            }
            let message = format!("no rule is called {}", code(&name.value));
            let finding = findings.add(source, name.span, message);
            finding.about(&name.value);
            suggest_rule(finding, &name.value);
        }
    }
}

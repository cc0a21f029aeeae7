//! `config-unknown-rule`: a line of `[rules]` names a rule that does not exist.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::rules::{is_rule_name, suggest_rule};
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-unknown-rule",
    summary: "a line of `[rules]` names a rule that does not exist",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a name under `[rules]` in `site.toml` that is neither a rule nor the beginning
of one (`link`, `link-page`).

## Why it matters

The line has no effect: what it was to switch off stays on, or the other way about.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[rules]
link-page-mising = "warning"
-- content/plans.md --
# Plans
```

```tree passes
-- site.toml --
[site]
title = "Example"
[rules]
link-page-missing = "warning"
-- content/plans.md --
# Plans
```

## How to fix

Correct the name. `trustpress explain` lists all rules.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for line in &site.config.rules {
        let name = &line.rule;
        if is_rule_name(&name.value) {
            continue;
        }
        let message = format!("no rule is called {}", code(&name.value));
        let finding = findings.add(source, name.span, message);
        finding.about(&name.value);
        suggest_rule(finding, &name.value);
    }
}

//! `waiver-unknown-rule`: a waiver names a rule that does not exist.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::rules::{is_rule_name, suggest_rule};
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "waiver-unknown-rule",
    summary: "a waiver names a rule that does not exist",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an entry of `[[waivers]]` in `site.toml` whose `rule` is neither a rule nor
the beginning of one (`link`, `link-page`).

## Why it matters

The waiver has no effect.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-mising"
reason = "written in Q4"
until = 2025-12-31
-- content/plans.md --
# Plans

See [next year](./2026.md).
```

```tree passes
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
reason = "written in Q4"
until = 2025-12-31
-- content/plans.md --
# Plans

See [next year](./2026.md).
```

## How to fix

Correct the name. `trustpress explain` lists all rules.
"#,
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for waiver in &site.config.waivers {
        let name = &waiver.rule;
        if is_rule_name(&name.value) {
            continue;
        }
        let message = format!("no rule is called {}", code(&name.value));
        let finding = findings.add(source, name.span, message);
        finding.about(&name.value);
        suggest_rule(finding, &name.value);
    }
}

//! `waiver-no-reason`: a waiver has no reason.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "waiver-no-reason",
    summary: "a waiver has no reason",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an entry of `[[waivers]]` in `site.toml` without `reason`. What it accepts is
accepted, and this finding takes its place.

## Why it matters

In a year nobody knows whether the reason still holds. An auditor asks today.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
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

Add `reason`.
"#,
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for waiver in &site.config.waivers {
        if waiver.reason.as_deref().is_none_or(str::is_empty) {
            let rule = code(&waiver.rule.value);
            findings
                .add(source, waiver.span, format!("the waiver of {rule} gives no reason"))
                .help("add `reason`")
                .about(&waiver.rule.value);
        }
    }
}

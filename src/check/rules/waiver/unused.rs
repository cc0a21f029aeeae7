//! `waiver-unused`: a waiver accepts nothing.

use crate::base::severity::Level;
use crate::check::accept::{Acceptances, has_ended};
use crate::check::rule::Check;
use crate::check::rules::is_site_rule_name;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "waiver-unused",
    summary: "a waiver accepts nothing",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an entry of `[[waivers]]` in `site.toml` that accepts no finding.

## Why it matters

What it was written for is mended, or the waiver was never right. It waits for the
next mistake, and hides it.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
reason = "written in Q4"
until = 2025-12-31
-- content/plans.md --
# Plans
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

Remove it.
"#,
    check: Check::Acceptances(check),
};

fn check(site: &Site, acceptances: &Acceptances, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for (at, waiver) in site.config.waivers.iter().enumerate() {
        // One that has expired or names no rule is a finding of its own, and
        // whether one for a finished site is needed shows only there.
        let is_reported_elsewhere =
            has_ended(waiver.until, site) || !is_site_rule_name(&waiver.rule.value);
        if is_reported_elsewhere || acceptances.used_waiver(at) {
            continue;
        }
        let rule = code(&waiver.rule.value);
        findings
            .add(source, waiver.span, format!("the waiver of {rule} accepts nothing"))
            .help("remove it")
            .about(&waiver.rule.value);
    }
}

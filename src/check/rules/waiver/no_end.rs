//! `waiver-no-end`: a waiver has no end.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "waiver-no-end",
    summary: "a waiver has no end",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an entry of `[[waivers]]` in `site.toml` without `until`. What it accepts is
accepted, and this finding takes its place.

## Why it matters

A waiver is a decision for a time. Without an end, nobody decides again.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
reason = "written in Q4"
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

Add `until`, the last day on which the finding is accepted.
"#,
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for waiver in &site.config.waivers {
        if waiver.until.is_none() {
            let rule = code(&waiver.rule.value);
            findings
                .add(source, waiver.span, format!("the waiver of {rule} has no end"))
                .help("add `until`, the last day on which it counts")
                .about(&waiver.rule.value);
        }
    }
}

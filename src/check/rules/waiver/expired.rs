//! `waiver-expired`: a waiver has accepted findings until a day that has passed.

use crate::base::severity::Level;
use crate::check::accept::{Acceptances, has_ended};
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "waiver-expired",
    summary: "a waiver has accepted findings until a day that has passed",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an entry of `[[waivers]]` in `site.toml` whose `until` is before the day of
the check (`--as-of`). On the day itself it still counts.

## Why it matters

What it accepted counts again.

## Example

```tree today=2025-06-02 reports
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
reason = "written in May"
until = 2025-06-01
-- content/plans.md --
# Plans

See [next year](./2026.md).
```

```tree today=2025-06-02 passes
-- site.toml --
[site]
title = "Example"
[[waivers]]
rule = "link-page-missing"
reason = "written in May"
until = 2025-06-02
-- content/plans.md --
# Plans

See [next year](./2026.md).
```

## How to fix

Mend what it accepted, or decide anew: another day, and the reason for it.
"#,
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for waiver in &site.config.waivers {
        let Some(until) = waiver.until.filter(|_| has_ended(waiver.until, site)) else {
            continue;
        };
        let rule = code(&waiver.rule.value);
        findings
            .add(
                source,
                waiver.span,
                format!("the waiver of {rule} has expired on {until}"),
            )
            .label("what it accepted counts again")
            .about(&waiver.rule.value);
    }
}

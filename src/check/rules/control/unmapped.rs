//! `control-unmapped`: no document is mapped to a control that must be covered.

use std::collections::BTreeSet;

use crate::base::framework::Framework;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{is_current, site_toml};
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::config::RequiredControls;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "control-unmapped",
    summary: "no document is mapped to a control that must be covered",
    level: Level::INFO,
    docs: r#"
## What it does

Reports controls of the frameworks in `[controls] required` of `site.toml` that no
published document in force names under `controls`. `soc2-tsc` stands for all 61
criteria, `soc2-tsc CC` for those whose ids begin with `CC`; `iso-27001` is annex A,
`nist-csf` the 106 subcategories, `cis-controls` the 153 safeguards.

A document can name a group (`CC6`, `PR.AA`), a list or a range (`A.5.9–A.5.12`).

## Why it matters

An auditor goes through the list of controls, and asks for the policy of each.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[controls]
required = ["soc2-tsc CC4"]
-- content/monitoring.md --
---
controls: { soc2-tsc: [CC4.1] }
---
# Monitoring
```

```tree passes
-- site.toml --
[site]
title = "Example"
[controls]
required = ["soc2-tsc CC4"]
-- content/monitoring.md --
---
controls: { soc2-tsc: [CC4] }
---
# Monitoring
```

## How to fix

Add the control to the document that covers it, or write that document.
"#,
    check: Check::Site(check),
};

/// How many controls a finding names.
const SHOWN: usize = 20;

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for entry in &site.config.controls.required {
        let RequiredControls { framework, beginning } = &entry.value;
        let ids = framework.ids();
        let mapped = mapped(site, framework, &ids);
        let all = ids.iter().map(String::as_str);
        let required: Vec<_> =
            all.filter(|id| id.starts_with(beginning.as_str())).collect();
        let missing: Vec<_> =
            required.iter().copied().filter(|id| !mapped.contains(id)).collect();
        if missing.is_empty() {
            continue;
        }
        let Framework { title, version, .. } = framework;
        let message = format!(
            "no document is mapped to {} of the {} of {title} ({version})",
            missing.len(),
            count(required.len(), "control")
        );
        let shown = missing.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
        let more = missing.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        findings
            .add(source, entry.span, message)
            .note(format!("without a document: {shown}{more}"))
            .help("add each to `controls` of the document that covers it")
            .about(format!("{} {beginning}", framework.id).trim_end());
    }
}

/// Returns the controls of a framework that documents in force name.
fn mapped<'a>(
    site: &Site,
    framework: &Framework,
    ids: &'a [String],
) -> BTreeSet<&'a str> {
    let current = site.each().filter(|(_, _, page)| is_current(page));
    let controls = current.flat_map(|(_, document, _)| &document.front_matter.controls);
    let own = controls.filter(|control| {
        Framework::named(&control.value.framework).is_some_and(|it| it.id == framework.id)
    });
    own.flat_map(|control| framework.means(&control.value.id, ids)).collect()
}

//! `config-unknown-document`: a withdrawal names what was never frozen.

use crate::base::nearest::nearest;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-unknown-document",
    summary: "a withdrawal names what was never frozen",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a `[[withdrawals]]` of a document or a version that `archive/versions.lock` does not
have.

## Why it matters

The words that must not be read any more may still be published under their real name.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"

[[withdrawals]]
id = "acess"
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"

[[withdrawals]]
id = "access"
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/index.md --
# Security
```

## How to fix

Correct the id or the version. The text in the content folder is withdrawn by
`classification: internal` or by deleting it, not here.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    if !site.archive.is_lock_whole() {
        return;
    }
    for withdrawal in &site.config.withdrawals {
        let id = &withdrawal.id;
        let known = site.archive.of(&id.value);
        if known.is_empty() {
            let message = format!("no version of {} was ever frozen", code(&id.value));
            let finding = findings.add(source, id.span, message);
            finding.about(&id.value);
            let ids = site.lineages.iter().map(|lineage| lineage.id.as_str());
            match nearest(&id.value, ids) {
                Some(meant) => finding.help(format!("write {}", code(meant))),
                None => finding.help("correct it, or remove the withdrawal"),
            };
            continue;
        }
        let Some(version) = &withdrawal.version else { continue };
        let versions = || known.iter().map(|frozen| frozen.entry.version.as_str());
        if versions().any(|known| known == version.value) {
            continue;
        }
        let message = format!(
            "version {} of {} was never frozen",
            code(&version.value),
            code(&id.value)
        );
        let finding = findings.add(source, version.span, message);
        finding.about(format!("{} {}", id.value, version.value));
        match nearest(&version.value, versions()) {
            Some(meant) => finding.help(format!("write {}", code(meant))),
            None => finding.help("correct it, or remove the withdrawal"),
        };
    }
}

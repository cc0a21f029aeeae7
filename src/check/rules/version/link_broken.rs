//! `version-link-broken`: links of a frozen text lead nowhere today.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::Link;
use crate::resolve::{Defect, Exposure, Lineage, Site, VersionPage};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-link-broken",
    summary: "links of a frozen text lead nowhere today",
    level: Level::INFO,
    docs: r#"
## What it does

Reports a frozen version whose text has links that lead nowhere, all in one finding. A link
in a frozen text leads to the version of its target that was released with it, and to what
is there today if there is none. The version that the content folder has is left out: what
is broken in it is reported there.

## Why it matters

Whoever reads the old text cannot follow it. The text itself stays as it was.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](plan.md).
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
---
Lock the door.
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](plan.md).
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
---
Lock the door.
-- content/rules/plan.md --
---
title: Plan
aliases: /plan/
---
```

## How to fix

Where a page moved, add its former address to its `aliases`. What is gone for good can be
accepted.
"#,
    check: Check::Site(check),
};

/// How many targets a note names.
const NAMED: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    for lineage in site.lineages.iter() {
        for version in &lineage.versions {
            let is_shown = version.exposure == Exposure::Words;
            if !is_shown || is_current(site, lineage, version) {
                continue;
            }
            let broken = broken(site, version);
            let Some(first) = broken.first() else { continue };
            let name = format!("{} {}", lineage.id, version.version);
            let frozen = site.archive.versions.get(version.frozen);
            let path = frozen.map(|frozen| frozen.entry.path()).unwrap_or_default();
            let Some(source) = site.source_named(&path) else { continue };
            let verb = if broken.len() == 1 { "leads" } else { "lead" };
            let links = count(broken.len(), "link");
            let message = format!("{links} of {} {verb} nowhere", code(&name));
            let finding = findings.add(source, first.span, message);
            let targets = broken.iter().take(NAMED).map(|link| code(&link.href));
            let targets: Vec<_> = targets.collect();
            if broken.len() > 1 {
                finding.note(format!("the first: {}", targets.join(", ")));
            }
            finding.help("add `aliases` to what moved, or accept it").about(name);
        }
    }
}

/// Returns whether a version is the one that the content folder has.
fn is_current(site: &Site, lineage: &Lineage, version: &VersionPage) -> bool {
    let document = lineage.page.map(|page| site.document(page));
    let stated = document.and_then(|it| it.front_matter.version.as_ref());
    stated.is_some_and(|stated| stated.value == version.version.as_str())
}

/// Returns the links of a frozen text that lead nowhere; one that works through
/// a redirect does not.
fn broken<'a>(site: &'a Site, version: &VersionPage) -> Vec<&'a Link> {
    let Some(frozen) = site.frozen.get(version.frozen) else { return Vec::new() };
    let links = frozen.document.links.iter().zip(&frozen.links);
    let broken = links.filter(|(_, settled)| match settled.defect.as_deref() {
        None | Some(Defect::Moved { .. }) => false,
        Some(_) => true,
    });
    broken.map(|(link, _)| link).collect()
}

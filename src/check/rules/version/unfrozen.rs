//! `version-unfrozen`: a version is not frozen.

use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::version::scheme_mismatch::mismatch;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-unfrozen",
    summary: "a version is not frozen",
    level: Level::INFO,
    docs: r#"
## What it does

Reports a controlled document with a version that is not in the archive. Sites without an
archive are left alone.

## Why it matters

The version has no page of its own, so that nobody can cite it, and its words can still be
changed without a trace.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
---
Lock both doors.
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
```

## How to fix

Run `trustpress freeze` with the document's id when the version is in force.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let archive = &site.archive;
    if archive.is_empty() || !archive.is_lock_whole() {
        return;
    }
    for (index, document, page) in site.controlled() {
        let Some(written) = &document.front_matter.version else { continue };
        let Ok(version) = Version::new(&written.value) else { continue };
        let departs = site.standing(index).is_some_and(|it| !it.departures.is_empty());
        if departs
            || mismatch(site, document, &version).is_some()
            || archive.find(&page.id, &version).is_some()
        {
            continue;
        }
        let message = format!("version {} is not frozen", code(version.as_str()));
        findings
            .add(site.source_of(index), written.span, message)
            .help(format!("run `trustpress freeze {}`", page.id))
            .about(&page.id);
    }
}

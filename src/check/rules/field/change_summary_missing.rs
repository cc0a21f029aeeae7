//! `field-change-summary-missing`: a new version does not say what changed.

use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::walk::{is_written, key_of, name_of};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-change-summary-missing",
    summary: "a new version does not say what changed",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document whose version is not frozen yet, with a version before it that is, and
without `change_summary`.

## Why it matters

The history of the document, the feeds and the release show the summary. Without it every
reader has to compare two texts to learn whether the change matters.

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
version: "1.1"
change_summary: The back door as well
---
Lock both doors.
```

## How to fix

Say in `change_summary` what changed, in a sentence for readers.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for standing in &site.standings {
        let (document, page) = (site.document(standing.page), site.page(standing.page));
        let Some(written) = &document.front_matter.version else { continue };
        let Ok(version) = Version::new(&written.value) else { continue };
        // What departs from the frozen versions is told by the rules for those.
        let departs = !standing.departures.is_empty();
        let is_frozen = site.archive.position(&page.id, &version).is_some();
        if departs || is_frozen || is_written(document, Field::ChangeSummary) {
            continue;
        }
        let key = code(key_of(document, Field::Version));
        findings
            .add(
                site.source_of(standing.page),
                written.span,
                format!("{} does not say what changed", name_of(page)),
            )
            .label(format!("{key} {} is frozen", standing.latest))
            .help("add `change_summary:`, a sentence for readers")
            .about(&page.id);
    }
}

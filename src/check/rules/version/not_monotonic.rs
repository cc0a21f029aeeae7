//! `version-not-monotonic`: a version does not come after the last frozen one.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::version::{departures, raise, see_entry};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Departure, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-not-monotonic",
    summary: "a version does not come after the last frozen one",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a document whose version is earlier than the last one that was frozen, or is
numbered in another way so that nobody can tell. Versions are whole numbers (`3`), dates
(`2026-05-31`), major and minor numbers (`2.1`) or semantic versions (`2.1.0`); all versions
of a document are of one kind.

## Why it matters

Whoever sees two versions must know which one is in force.

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
version: "0.9"
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
---
Lock both doors.
```

## How to fix

Raise `version` above the last frozen one. To put an old text in force again, give it a new
version.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (followed, departure) in departures(site) {
        let latest = &followed.standing.latest;
        let (version, before) = (code(followed.version()), code(latest.as_str()));
        let message = match departure {
            Departure::NotLater => {
                format!("version {version} does not come after version {before}")
            }
            Departure::NotComparable => {
                format!("version {version} is not numbered as version {before} is")
            }
            Departure::WordsChanged
            | Departure::LinksChanged { .. }
            | Departure::WordsUnchanged
            | Departure::DateBackwards { .. }
            | Departure::VersionGone
            | Departure::Uncontrolled => continue,
        };
        let id = &followed.page.id;
        let source = site.source_of(followed.standing.page);
        let finding = findings.add(source, followed.version_place(), message);
        finding.help(raise(site, followed.page, latest)).about(id);
        see_entry(site, finding, id, latest);
    }
}

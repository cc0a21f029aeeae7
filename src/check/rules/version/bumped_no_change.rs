//! `version-bumped-no-change`: a version was raised and no word was changed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::version::{departures, see_entry};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Departure, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-bumped-no-change",
    summary: "a version was raised and no word was changed",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document with a new version and the words of its last frozen one.

## Why it matters

Readers who follow the versions look for a change that is not there.

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
Lock the door.
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

Set `version` back. If the document was reviewed and is in force again as it is, freeze it
with `--class review-only`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (followed, departure) in departures(site) {
        if *departure != Departure::WordsUnchanged {
            continue;
        }
        let latest = &followed.standing.latest;
        let id = &followed.page.id;
        let (version, before) = (code(followed.version()), code(latest.as_str()));
        let source = site.source_of(followed.standing.page);
        let message = format!("version {version} has the words of version {before}");
        let finding = findings.add(source, followed.version_place(), message);
        finding
            .help(format!(
                "set `version` back to {before}, or run `trustpress freeze {id} --class review-only`"
            ))
            .about(id);
        see_entry(site, finding, id, latest);
    }
}

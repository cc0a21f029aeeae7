//! `version-date-backwards`: a date of a new version is before that of the last one.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::version::{departures, see_entry};
use crate::check::rules::walk::{key_of, place_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Departure, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-date-backwards",
    summary: "a date of a new version is before that of the last one",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a new version that was in force, approved or updated before the last frozen version
was.

## Why it matters

For the days in between, two texts claim to be in force.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
effective_on: 2025-03-01
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
effective_on: 2025-02-01
---
Lock both doors.
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
effective_on: 2025-03-01
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
effective_on: 2025-05-01
---
Lock both doors.
```

## How to fix

Correct the date. The dates of a frozen version do not change any more.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (followed, departure) in departures(site) {
        let Departure::DateBackwards { field, before } = departure else { continue };
        let latest = &followed.standing.latest;
        let document = followed.document;
        let place =
            place_of(document, *field).map_or_else(|| top(document), |it| it.value);
        let key = code(key_of(document, *field));
        let message =
            format!("{key} is before that of version {}", code(latest.as_str()));
        let source = site.source_of(followed.standing.page);
        let finding = findings.add(source, place, message);
        finding
            .note(format!("version {latest} has {before}"))
            .help(format!("correct {key}"))
            .about(field.as_str());
        see_entry(site, finding, &followed.page.id, latest);
    }
}

//! `version-links-changed`: a link was changed and the version was not.

use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::version::{departures, raise, see_entry};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Departure, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-links-changed",
    summary: "a link was changed and the version was not",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document with the words that were frozen under its version in which a link or an
image has another target.

## Why it matters

The page in force and the frozen page of the same version lead to different places. The
words are the same, so it may be a repair; what the link leads to may be a part of the
rule.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](https://example.com/1).
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](https://example.com/2).
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](https://example.com/1).
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
See [the plan](https://example.com/1).
```

## How to fix

Raise `version` if the new target says something else. If the page only moved, accept the
finding in a comment with the reason.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (followed, departure) in departures(site) {
        let Departure::LinksChanged { before, now } = departure else { continue };
        let version = code(followed.version());
        let show = |target: &Option<String>| {
            target.as_deref().map_or_else(|| "no link".to_owned(), code)
        };
        let message = format!("a link was changed after version {version} was frozen");
        let source = site.source_of(followed.standing.page);
        let id = &followed.page.id;
        let finding = findings.add(source, followed.version_place(), message);
        finding
            .note(format!("it was {} and is {}", show(before), show(now)))
            .help(format!(
                "{}, if it leads to something else",
                raise(site, followed.page, &followed.standing.latest)
            ))
            .about(id);
        if let Ok(version) = Version::new(followed.version()) {
            see_entry(site, finding, id, &version);
        }
    }
}

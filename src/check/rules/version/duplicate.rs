//! `version-duplicate`: the archive has two entries for one thing.

use crate::archive::{ProblemKind, Sameness};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-duplicate",
    summary: "the archive has two entries for one thing",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a second entry in `archive/versions.lock` for one version of one document, and the
same of releases and reviews. Usually two branches have frozen the same number.

Nothing switches this rule off, and no site is written while it reports.

## Why it matters

Two texts under one number: neither proves anything. trustpress takes neither, because
choosing would rewrite what one of the two said.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock both doors.
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
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
-- frozen: access 1.1 --
---
id: access
kind: policy
version: "1.1"
---
Lock both doors.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
---
Lock both doors.
```

## How to fix

Keep the entry that was published first. Give the other text a new `version` in the content
folder, and freeze that.
"#,
    check: Check::Integrity(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for problem in &site.archive.problems {
        let ProblemKind::Duplicate { of, first, sameness } = &problem.kind else {
            continue;
        };
        let Some(source) = site.source_named(&problem.path) else { continue };
        let (message, help) = match sameness {
            Sameness::Same => {
                (format!("{} is there twice", code(of)), "remove one of the two")
            }
            Sameness::Different => (
                format!("{} is there twice, and the two differ", code(of)),
                "keep the one that was published first, and freeze the other text under a \
                 new version",
            ),
        };
        findings
            .add(source, problem.span, message)
            .see(source, *first, "the other one")
            .help(help)
            .about(of);
    }
}

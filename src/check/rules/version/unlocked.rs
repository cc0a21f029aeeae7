//! `version-unlocked`: a text in the archive is in no entry of the lock.

use crate::archive::{ProblemKind, text_path};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-unlocked",
    summary: "a text in the archive is in no entry of the lock",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a file `archive/<id>/<version>.md` for which `archive/versions.lock` has no entry.

## Why it matters

Either a run of `trustpress freeze` was interrupted, which does no harm, or an entry of the
lock was removed, and with it the proof of what was published.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- archive/access/0.9.md --
---
id: access
---
Doors.
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
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
```

## How to fix

If the entry was lost, bring the lock back from the history of the repository. If a run was
interrupted, freeze the document again, which takes the file over, or delete the file.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for problem in &site.archive.problems {
        let ProblemKind::Unlocked { .. } = &problem.kind else { continue };
        // A release has it: its entry was lost, which another rule says.
        let is_pinned = site.archive.problems.iter().any(|other| match &other.kind {
            ProblemKind::PinUnknown { id, version, .. } => {
                text_path(id, version) == problem.path
            }
            _ => false,
        });
        if is_pinned {
            continue;
        }
        let Some(source) = site.source_named(&problem.path) else { continue };
        findings
            .add(source, problem.span, "this text is in no entry of the lock")
            .help("freeze the document again, or delete the file; if the entry was lost, bring it back")
            .about(&problem.path);
    }
}

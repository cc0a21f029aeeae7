//! `version-removed`: a frozen version is gone.

use crate::archive::{Entry, FrozenText, LOCK, ProblemKind, asset_path};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::version::lock_unreadable::unreadable;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-removed",
    summary: "a frozen version is gone",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a version that is in `archive/versions.lock` and whose file in `archive/` is
missing or cannot be read, and a version that a release names and the lock does not have.

Nothing switches this rule off, and no site is written while it reports.

## Why it matters

The page of the version would be gone, and with it what somebody bookmarked, cited or
agreed to.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- archive/access/1.0.md (gone) --
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

Bring the file, or the entry, back from the history of the repository. A version that must
not be read any more is withdrawn and not removed.
"#,
    check: Check::Integrity(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for frozen in &site.archive.versions {
        let problem = match &frozen.text {
            FrozenText::Missing => "is missing".to_owned(),
            FrozenText::Unreadable(reason) => unreadable(reason),
            FrozenText::Intact(_) | FrozenText::Altered { .. } => continue,
        };
        // Its words must not be read any more, so its file may go.
        if site.withdrawal(&frozen.entry.id, &frozen.entry.version).is_some() {
            continue;
        }
        let Some(lock) = site.source_named(LOCK) else { continue };
        let path = frozen.entry.path();
        let Entry { id, version, .. } = &frozen.entry;
        let name = code(&format!("{id} {version}"));
        findings
            .add(
                lock,
                frozen.span,
                format!("the text of {name} is gone: {} {problem}", code(&path)),
            )
            .help(format!("bring the file back: `git log -- {path}` shows where it went"))
            .about(path);
    }
    for problem in &site.archive.problems {
        let Some(source) = site.source_named(&problem.path) else { continue };
        if let ProblemKind::AssetMissing { of, asset, sha256 } = &problem.kind {
            let path = asset_path(sha256);
            findings
                .add(
                    source,
                    problem.span,
                    format!("{} shows {}, which is gone", code(of), code(asset.as_str())),
                )
                .help(format!(
                    "bring {} back: `git log -- {path}` shows where it went",
                    code(&path)
                ))
                .about(path);
            continue;
        }
        let ProblemKind::PinUnknown { release, id, version } = &problem.kind else {
            continue;
        };
        let name = format!("{id} {version}");
        let message = format!(
            "the release {} has {}, which is not in the lock",
            code(release),
            code(&name)
        );
        findings
            .add(source, problem.span, message)
            .help(format!(
                "bring its entry in {} back from the history of the repository",
                code(LOCK)
            ))
            .about(name);
    }
}

//! `version-altered`: a frozen text was changed.

use crate::archive::{Entry, FrozenText, LOCK, ProblemKind};
use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-altered",
    summary: "a frozen text was changed",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a file in `archive/` whose bytes are not those that were frozen: their SHA-256 is
not the `source_sha256` in `archive/versions.lock`. Ends of lines do not count, as git
may change them.

Reports an entry of the lock that contradicts the text it is for, too: its `words_sha256` or
one of its dates is another one. Then the lock was edited.

Nothing switches this rule off, and no site is written while it reports.

## Why it matters

A version that was published must stay what it was. Whoever agreed to it, or audited it,
has to find the same words.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- archive/access/1.0.md --
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
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
```

## How to fix

Bring the file, or the lock, back from the history of the repository. To change the text, change the
document in the content folder, raise its `version`, and freeze that.
"#,
    check: Check::Integrity(check),
};

fn check(site: &Site, findings: &mut Findings) {
    texts(site, findings);
    entries(site, findings);
    assets(site, findings);
}

fn texts(site: &Site, findings: &mut Findings) {
    for frozen in &site.archive.versions {
        let FrozenText::Altered { found } = &frozen.text else { continue };
        // Its words must not be read any more, so they may be cut out.
        if site.withdrawal(&frozen.entry.id, &frozen.entry.version).is_some() {
            continue;
        }
        let path = frozen.entry.path();
        let (Some(source), Some(lock)) =
            (site.source_named(&path), site.source_named(LOCK))
        else {
            continue;
        };
        let Entry { id, version, frozen_on, source_sha256, .. } = &frozen.entry;
        let name = code(&format!("{id} {version}"));
        findings
            .add(
                source,
                Span::default(),
                format!("the text of {name} was changed after it was frozen"),
            )
            .see(lock, frozen.span, format!("frozen on {frozen_on}"))
            .note(format!("its digest was {source_sha256} and is {found}"))
            .help(format!("bring the file back: `git log -p -- {path}` shows how it was"))
            .about(path);
    }
}

/// Reports entries that are not those of their texts.
fn entries(site: &Site, findings: &mut Findings) {
    let Some(lock) = site.source_named(LOCK) else { return };
    for (frozen, key) in site.contradictions() {
        let Entry { id, version, .. } = &frozen.entry;
        let name = code(&format!("{id} {version}"));
        findings
            .add(
                lock,
                frozen.span,
                format!(
                    "the entry of {name} was changed: its {} is not that of its text",
                    code(key)
                ),
            )
            .help(format!("bring {} back from the history of the repository", code(LOCK)))
            .about(format!("{id} {version}"));
    }
}

fn assets(site: &Site, findings: &mut Findings) {
    for problem in &site.archive.problems {
        let ProblemKind::AssetAltered { found } = &problem.kind else { continue };
        let Some(source) = site.source_named(&problem.path) else { continue };
        let path = &problem.path;
        findings
            .add(
                source,
                problem.span,
                "an image or file that frozen texts show was changed".to_owned(),
            )
            .note(format!("its digest was its name and is {found}"))
            .help(format!("bring the file back: `git log -- {path}` shows where it went"))
            .about(path);
    }
}

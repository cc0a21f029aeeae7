//! `version-lock-unreadable`: a file of the archive cannot be read.

use crate::archive::ProblemKind;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::Unreadable;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-lock-unreadable",
    summary: "a file of the archive cannot be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports what cannot be read in `archive/versions.lock`, `archive/releases.toml`,
`archive/reviews.toml` and `archive/releases/`: a merge that was not finished, a format
that this trustpress does not know, a key or value that was edited by hand, anything that
is no TOML or no text.

Nothing switches this rule off, and no site is written while it reports.

## Why it matters

What cannot be read proves nothing: any version could have been changed or removed.

## Example

```tree reports
-- archive/versions.lock --
format = 1
<<<<<<< HEAD
=======
>>>>>>> main
-- content/index.md --
# Security
```

```tree passes
-- archive/versions.lock --
format = 1
-- content/index.md --
# Security
```

## How to fix

Finish the merge: keep the entries of both branches. If one was edited by hand, bring the
file back from the history of the repository. If the format is newer, use the trustpress
that wrote it. `docs/archive-format.md` says what each line means.
",
    check: Check::Integrity(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for problem in &site.archive.problems {
        let Some((message, help)) = told(&problem.kind) else { continue };
        let Some(source) = site.source_named(&problem.path) else { continue };
        findings.add(source, problem.span, message).help(help).about(&problem.path);
    }
}

/// Returns what is wrong with a file, and what to do.
fn told(kind: &ProblemKind) -> Option<(String, &'static str)> {
    const RESTORE: &str = "bring the file back from the history of the repository";
    let told = match kind {
        ProblemKind::Unreadable(reason) => {
            (format!("this file of the archive {}", unreadable(reason)), RESTORE)
        }
        ProblemKind::MergeConflict => (
            "a merge was not finished here".to_owned(),
            "keep the entries of both sides, and remove the lines that git added",
        ),
        ProblemKind::Syntax { message } => (format!("not TOML: {message}"), RESTORE),
        ProblemKind::FormatMissing => ("`format = 1` is missing".to_owned(), RESTORE),
        ProblemKind::FormatUnknown { found } => (
            format!("the format is {}, and this trustpress knows 1 only", code(found)),
            "use the trustpress that wrote it, or a newer one",
        ),
        ProblemKind::Value { message } => (message.clone(), RESTORE),
        ProblemKind::Duplicate { .. }
        | ProblemKind::Unlocked { .. }
        | ProblemKind::AssetAltered { .. }
        | ProblemKind::AssetMissing { .. }
        | ProblemKind::PinUnknown { .. } => return None,
    };
    Some(told)
}

/// Returns why a file cannot be read, as the end of a sentence about it.
pub(in crate::check) fn unreadable(reason: &Unreadable) -> String {
    match reason {
        Unreadable::NotUtf8 { line, .. } => format!("is not UTF-8 on line {line}"),
        Unreadable::TooLarge { bytes, limit } => {
            format!("has {bytes} bytes, and may have {limit}")
        }
        Unreadable::Io(reason) => format!("cannot be read: {reason}"),
    }
}

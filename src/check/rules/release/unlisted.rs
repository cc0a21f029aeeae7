//! `release-unlisted`: a list of addresses belongs to no release.

use crate::archive::{RELEASES, surface_path};
use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "release-unlisted",
    summary: "a list of addresses belongs to no release",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a file `archive/releases/<name>.toml` for which `archive/releases.toml` has no entry.

## Why it matters

Either a run of `trustpress release` was interrupted, which does no harm, or an entry was
removed, and with it the proof of what was published.

## Example

```tree reports
-- archive/releases.toml --
format = 1
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/"
-- content/index.md --
# Security
```

```tree passes
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/"
-- content/index.md --
# Security
```

## How to fix

If the entry was lost, bring `archive/releases.toml` back from the history of the
repository. If a run was interrupted, run `trustpress release` again with the same name, or
delete the file.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let archive = &site.archive;
    // What an entry that was not understood is for is not known.
    if archive.problems.iter().any(|problem| problem.path == RELEASES) {
        return;
    }
    for surface in &archive.surfaces {
        let name = &surface.release;
        if archive.releases.iter().any(|release| release.name == *name) {
            continue;
        }
        let Some(source) = site.source_named(&surface_path(name)) else { continue };
        findings
            .add(source, Span::default(), format!("no release is called {}", code(name)))
            .help(format!(
                "run `trustpress release {name}` again, or delete the file; if the entry \
                 was lost, bring it back"
            ))
            .about(name);
    }
}

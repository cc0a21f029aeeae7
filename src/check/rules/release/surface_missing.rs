//! `release-surface-missing`: nobody knows what a release published.

use crate::archive::{RELEASES, surface_path};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "release-surface-missing",
    summary: "the list of what a release published is gone",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a release in `archive/releases.toml` that has no file `archive/releases/<name>.toml`,
where `trustpress release` lists every address and anchor of the site.

## Why it matters

Without the list nobody can tell whether an address that was published still leads
somewhere.

## Example

```tree reports
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01
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

Bring the file back from the history of the repository.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(list) = site.source_named(RELEASES) else { return };
    for release in &site.archive.releases {
        let path = surface_path(&release.name);
        // One that is there and cannot be read is reported as such.
        if site.archive.surface(&release.name).is_some()
            || site.source_named(&path).is_some()
        {
            continue;
        }
        let message =
            format!("the list of what {} published is gone", code(&release.name));
        findings
            .add(list, release.span, message)
            .help(format!(
                "bring {} back: `git log -- {path}` shows where it went",
                code(&path)
            ))
            .about(&release.name);
    }
}

//! `git-date-newer`: a text was changed after its date.

use crate::base::date::Date;
use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::git::{Commit, FileHistory, History};
use crate::parse::Field;
use crate::resolve::{Departure, PageIndex, Site, Standing};

pub(in crate::check) static RULE: Rule = Rule {
    name: "git-date-newer",
    summary: "a text was changed after its date",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document whose words were changed by a commit after `last_updated`. Commits
that touch front matter or white space only do not count, nor does the commit that
brought the file into the repository, nor one on the day after, which may be the same
day in another time zone. Nor does one after the words were frozen as they are: the archive
proves that it changed none. Needs `[dates] git`.

## Why it matters

The page says that its text is older than it is.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
---
title: Access control
last_updated: 2025-01-12
---
-- git log --
2025-01-12 9d0e771 content/access.md
2025-02-24 3f2c1ab content/access.md
```

```tree passes
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
---
title: Access control
last_updated: 2025-02-24
---
-- git log --
2025-01-12 9d0e771 content/access.md
2025-02-24 3f2c1ab content/access.md
```

## How to fix

Set `last_updated` to the day of the change.
"#,
    check: Check::Site(check),
};

/// How much of a commit's name a message shows, as git does.
const SHORT: usize = 7;

/// How far an author's day can be from the same day in UTC.
const TIME_ZONES: i64 = 1;

fn check(site: &Site, findings: &mut Findings) {
    let History::Known(known) = &*site.history else { return };
    for (index, document, _) in site.each() {
        let history = known.files.get(&document.path);
        let Some(commit) = history.and_then(last_change) else { continue };
        let Some(updated) = &document.front_matter.last_updated else { continue };
        let is_near = commit.day.days_since(updated.value.date) <= TIME_ZONES;
        if is_near || is_frozen_before(site, index, commit.day) {
            continue;
        }
        let key = key_of(document, Field::LastUpdated);
        let id: String = commit.id.chars().take(SHORT).collect();
        findings
            .add(
                site.source_of(index),
                updated.span,
                format!("the text was changed after {}", code(key)),
            )
            .label(format!("changed on {} in {id}", commit.day))
            .help(format!("write {}", code(&format!("{key}: {}", commit.day))))
            .about(Field::LastUpdated.as_str());
    }
}

/// Returns whether the words of a document were frozen as they are before a day.
fn is_frozen_before(site: &Site, index: PageIndex, day: Date) -> bool {
    let stated = site.document(index).front_matter.version.as_ref();
    let version = stated.and_then(|stated| Version::new(&stated.value).ok());
    let frozen = version.and_then(|version| {
        site.archive.find(&site.page(index).id, &version).map(|it| it.entry.frozen_on)
    });
    let is_same =
        |standing: &Standing| !standing.departures.contains(&Departure::WordsChanged);
    frozen.is_some_and(|on| on < day) && site.standing(index).is_some_and(is_same)
}

/// Returns the last commit that changed the words. The one that brought the
/// file into the repository is not a change: git knows nothing of its life
/// before.
fn last_change(history: &FileHistory) -> Option<&Commit> {
    let last = history.last_substantive.as_ref()?;
    (history.first.as_ref() != Some(last)).then_some(last)
}

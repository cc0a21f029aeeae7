//! `version-not-bumped`: a text was changed and its version was not.

use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::version::{Followed, departures, raise, see_entry};
use crate::check::rules::words::code;
use crate::check::{Finding, Findings, Rule};
use crate::parse::Document;
use crate::resolve::{Departure, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-not-bumped",
    summary: "a text was changed and its version was not",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a document whose words are not those that were frozen under its version: the SHA-256
of its `.txt` is not the `words_sha256` in `archive/versions.lock`. Front matter, the
targets of links and the way in which paragraphs are wrapped do not count. A document that
was frozen and has no version any more, or is no longer of a controlled kind, is reported
as well.

## Why it matters

Two texts would be published under one number, and nobody could say which of them was
agreed to or audited.

## Example

```tree reports
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
Lock both doors.
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
version: "1.1"
---
Lock both doors.
```

## How to fix

Raise `version`, say in `change_summary` what changed, and run `trustpress freeze`. If the
change was not meant, bring the old words back: they are in `archive/`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (followed, departure) in departures(site) {
        let latest = &followed.standing.latest;
        let id = &followed.page.id;
        let (message, help) = match departure {
            // The entry of the lock was changed, not the text.
            Departure::WordsChanged if has_frozen_words(site, followed) => continue,
            Departure::WordsChanged => (
                format!(
                    "the text was changed after version {} was frozen",
                    code(followed.version())
                ),
                format!(
                    "{}, or bring the old text back",
                    raise(site, followed.page, latest)
                ),
            ),
            Departure::VersionGone => (
                format!(
                    "`version` is gone, and version {} is frozen",
                    code(latest.as_str())
                ),
                format!(
                    "write `version: \"{latest}\"`; a changed text needs a later version"
                ),
            ),
            Departure::Uncontrolled => (
                format!(
                    "version {} is frozen, and the kind {} has no versions",
                    code(latest.as_str()),
                    code(followed.page.kind.as_str())
                ),
                "set `kind` to what it was".to_owned(),
            ),
            Departure::LinksChanged { .. }
            | Departure::WordsUnchanged
            | Departure::NotLater
            | Departure::NotComparable
            | Departure::DateBackwards { .. } => continue,
        };
        let source = site.source_of(followed.standing.page);
        let finding = findings.add(source, followed.version_place(), message);
        finding.help(help).about(id);
        let frozen = Version::new(followed.version());
        let frozen = frozen.as_ref().unwrap_or(latest);
        see_entry(site, finding, id, frozen);
        if matches!(departure, Departure::WordsChanged) {
            note_facts(site, finding, followed, frozen);
        }
    }
}

/// Says which facts have another value now than in the frozen text: nothing in the
/// document shows that they changed it.
fn note_facts(
    site: &Site,
    finding: &mut Finding,
    followed: Followed<'_>,
    frozen: &Version,
) {
    let Some(frozen) = site.archive.find(&followed.page.id, frozen) else { return };
    for (name, then) in &frozen.entry.facts {
        let now = followed.document.facts.iter().find(|fact| fact.name == *name);
        if let Some(now) = now.filter(|now| now.value != *then) {
            let (name, then, now) = (code(name), code(then), code(&now.value));
            finding.note(format!("the fact {name} was {then} then, and is {now} now"));
        }
    }
}

/// Returns whether a document has the words of the text that was frozen under
/// its version.
fn has_frozen_words(site: &Site, followed: Followed<'_>) -> bool {
    let words = |document: &Document| document.text.words_sha256.clone();
    let version = Version::new(followed.version()).ok();
    let frozen =
        version.and_then(|version| site.frozen_text(&followed.page.id, &version));
    frozen.is_some_and(|(_, frozen)| words(frozen) == words(followed.document))
}

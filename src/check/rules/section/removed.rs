//! `section-removed`: a section of the last version is gone without a word.

use crate::archive::LOCK;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{current, key_of, place_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, Field, Heading};
use crate::resolve::{Departure, Publication, Site, Successors};

pub(in crate::check) static RULE: Rule = Rule {
    name: "section-removed",
    summary: "a section of the last version is gone without a word",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a new version of a document that lacks a section of the last frozen one, where
neither `change_summary` nor `summary` names the section. Sections are those that stand
directly below the title. One that is renamed, or whose text is elsewhere now, is not gone.

## Why it matters

What is gone is seen last: a reader compares what is there. A duty or a promise that
disappears without a word is the change that an auditor asks about.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
## Doors

Lock them.

## HIPAA

We sign a business associate agreement.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
change_summary: Clearer words.
---
## Doors

Lock all of them.
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
## Doors

Lock them.

## HIPAA

We sign a business associate agreement.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
change_summary: HIPAA has a page of its own now.
---
## Doors

Lock all of them.
```

## How to fix

Say in `change_summary` that the section is gone, and why or where its text is now. Such a
change is material, never editorial.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in current(site) {
        let Some(standing) = site.standing(index) else { continue };
        // A text that was changed under its old number has that to mend first.
        let is_of_old_number = standing.departures.contains(&Departure::WordsChanged);
        if page.publication != Publication::Full || is_of_old_number {
            continue;
        }
        let Some(old) = site.frozen_text(&page.id, &standing.latest) else { continue };
        for heading in gone(site, old, document) {
            if is_named(&heading.text, document) {
                continue;
            }
            let place = place_of(document, Field::ChangeSummary);
            let span = place.map_or_else(|| top(document), |place| place.value);
            let message = format!(
                "the section {} of version {} is gone, and no summary says so",
                code(&heading.text),
                code(standing.latest.as_str())
            );
            let source = site.source_of(index);
            let finding = findings.add(source, span, message);
            finding
                .help(format!(
                    "name it in {}",
                    code(key_of(document, Field::ChangeSummary))
                ))
                .about(&heading.text);
            let frozen = site.archive.find(&page.id, &standing.latest);
            if let (Some(frozen), Some(lock)) = (frozen, site.source_named(LOCK)) {
                let day = frozen.entry.frozen_on;
                finding.see(lock, frozen.span, format!("frozen on {day}"));
            }
        }
    }
}

/// Returns the sections of a text that another one has not.
fn gone<'a>(
    site: &Site,
    (at, old): (usize, &'a Document),
    new: &Document,
) -> Vec<&'a Heading> {
    // Most new versions have all headings of the old one.
    let is_kept =
        |heading: &Heading| new.headings.iter().any(|it| it.anchor == heading.anchor);
    let sections = old.headings.iter().enumerate();
    let missing: Vec<_> =
        sections.filter(|(_, it)| it.shown_level == 2 && !is_kept(it)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let shown = site.shown(at);
    let was = shown.as_ref().and_then(|shown| shown.published.as_ref());
    let successors = Successors::new((old, was), (new, new.text.published.as_ref()));
    let gone = missing.into_iter().filter(|(at, _)| successors.of(*at).is_none());
    gone.map(|(_, heading)| heading).collect()
}

/// Returns whether a summary of a document has the words of a heading, whatever
/// its number.
fn is_named(heading: &str, document: &Document) -> bool {
    let matter = &document.front_matter;
    let words = plain(heading);
    let number = |c: char| c.is_numeric() || c == ' ';
    let name = words.trim_start_matches(number).trim();
    let name = if name.is_empty() { words.trim() } else { name };
    let summaries = [&matter.change_summary, &matter.summary].into_iter().flatten();
    let mut plain = summaries.map(|summary| plain(&summary.value));
    plain.any(|summary| format!(" {summary} ").contains(&format!(" {name} ")))
}

/// Returns the words of a text in lower case, one space between them.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

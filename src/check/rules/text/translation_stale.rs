//! `text-translation-stale`: a translation is of a text that has changed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::is_current;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Translation;
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-translation-stale",
    summary: "a translation is of a text that has changed",
    level: Level::WARNING,
    docs: r#"
## What it does

A translation can say in its front matter what it is a translation of, by id or by path,
and which `version` was translated, or the text of which day (`date: 2025-05-31`), as in
the example below. Under `translation`, anything but a mapping with `of` is left to
templates.

This rule reports a translation whose document has another version now, or was updated
after that day; one whose document does not exist; and an entry that cannot be
understood.

## Why it matters

The translation still promises what the text in force does not, and its readers cannot
tell.

## Example

```tree reports
-- content/access.md --
---
id: access
version: "2.1"
---
# Access control
-- content/de/zugriff.md --
---
translation: { of: access, version: "2.0" }
---
# Zugriffskontrolle
```

```tree passes
-- content/access.md --
---
id: access
version: "2.1"
---
# Access control
-- content/de/zugriff.md --
---
translation: { of: access, version: "2.1" }
---
# Zugriffskontrolle
```

## How to fix

Translate what has changed, and name the version that it is of now.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let Some(translation) =
            document.translation.as_ref().filter(|_| is_current(page))
        else {
            continue;
        };
        let source = site.source_of(index);
        let translation = match translation {
            Ok(translation) => translation,
            Err(wrong) => {
                findings
                    .add(source, wrong.span, "what this translates is not understood")
                    .label(wrong.value.as_str())
                    .help("write `translation: {of: ID, version: \"1.0\"}`")
                    .about("translation");
                continue;
            }
        };
        if let Some(of) = named(site, &translation.of.value) {
            compare(site, (index, translation), of, findings);
            continue;
        }
        let name = code(&translation.of.value);
        findings
            .add(source, translation.of.span, format!("no document is {name}"))
            .help("write the id of the document, or its path below the content folder")
            .about(&translation.of.value);
    }
}

/// Returns the document with an id or a path.
fn named(site: &Site, name: &str) -> Option<PageIndex> {
    let path = name.trim_start_matches('/');
    let by_path = || site.each().find(|(_, document, _)| document.path.as_str() == path);
    site.ids.get(name).copied().or_else(|| by_path().map(|(index, ..)| index))
}

fn compare(
    site: &Site,
    (index, translation): (PageIndex, &Translation),
    of: PageIndex,
    findings: &mut Findings,
) {
    let source = site.source_of(index);
    let (original, title) = (site.document(of), code(&site.page(of).title));
    let now = original.front_matter.version.as_ref();
    if let (Some(stated), Some(now)) = (&translation.version, now) {
        if stated.value != now.value {
            let (was, is) = (code(&stated.value), code(&now.value));
            findings
                .add(
                    source,
                    stated.span,
                    format!("{title} is not version {was} any more"),
                )
                .see(site.source_of(of), now.span, "its version now")
                .help(format!("translate what has changed, and write {is}"))
                .about(&translation.of.value);
        }
        return;
    }
    let updated = site.page(of).dates.last_updated_on;
    if let (Some(stated), Some(updated)) = (&translation.date, updated)
        && stated.value < updated
    {
        findings
            .add(source, stated.span, format!("{title} was updated on {updated}"))
            .help("translate what has changed, and write the day of the text")
            .about(&translation.of.value);
    }
}

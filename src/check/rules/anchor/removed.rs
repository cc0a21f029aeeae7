//! `anchor-removed`: a place on a page that was published is gone.

use crate::archive::{LOCK, surface_path};
use crate::base::severity::Level;
use crate::base::span::{SourceId, Span};
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, Heading};
use crate::resolve::{Page, PageIndex, Publication, Site, Successors};

pub(in crate::check) static RULE: Rule = Rule {
    name: "anchor-removed",
    summary: "a place on a page that was published is gone",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an id that the last release had on a page, and that the page has no more: a heading
was renamed or removed, or an explicit id. Where no release has the page, its last frozen
version is looked at. The heading at the top of a page is left out, because a link to it
leads there anyway.

## Why it matters

Links to a section are in contracts, questionnaires and other people's documents. They lead
to the top of the page now, and the reader has to search.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
## Guests

Guests are accompanied.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
---
## Visitors

Guests are accompanied.
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
## Guests

Guests are accompanied.
-- content/access.md --
---
id: access
kind: policy
version: "1.1"
anchor_aliases:
  guests: visitors
---
## Visitors

Guests are accompanied.
```

## How to fix

Say under `anchor_aliases` what the section is called now, or give the new heading the old
id: `## Visitors {#guests}`.
"#,
    check: Check::Site(check),
};

/// What was published of a page.
struct Before<'a> {
    /// Its ids.
    ids: Vec<&'a str>,
    /// Its text, where that is known: its position among the frozen ones, and the
    /// facts in it.
    text: Option<(usize, &'a Document)>,
    /// Where it says so.
    source: Option<SourceId>,
    span: Span,
    /// What has it: ``the release `spring` ``.
    name: String,
}

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.published() {
        if page.publication != Publication::Full {
            continue;
        }
        let Some(before) = before(site, index, page) else { continue };
        let is_here = |id: &str| document.anchors.iter().any(|anchor| anchor.id == id);
        let gone: Vec<&str> =
            before.ids.iter().copied().filter(|id| !is_here(id)).collect();
        if gone.is_empty() {
            continue;
        }
        let shown = before.text.and_then(|(at, _)| site.shown(at));
        let was = shown.as_ref().and_then(|it| it.published.as_ref());
        let now = (document, document.text.published.as_ref());
        let successors =
            before.text.map(|(_, text)| (text, Successors::new((text, was), now)));
        for id in gone {
            let told = successors.as_ref();
            let old = told.and_then(|(text, _)| position(text, id));
            let heading = old.and_then(|at| told?.0.headings.get(at));
            if old == Some(0) && heading.is_some_and(|heading| heading.level == 1) {
                continue;
            }
            let now = old.and_then(|at| told?.1.of(at));
            report(
                site,
                findings,
                (index, document),
                &before,
                &Gone { id, heading, now },
            );
        }
    }
}

/// An id that is gone.
struct Gone<'a> {
    id: &'a str,
    /// The heading that had it.
    heading: Option<&'a Heading>,
    /// The heading that continues it.
    now: Option<&'a Heading>,
}

fn report(
    site: &Site,
    findings: &mut Findings,
    (index, document): (PageIndex, &Document),
    before: &Before<'_>,
    gone: &Gone<'_>,
) {
    let id = gone.id;
    let span = gone.now.map_or_else(|| top(document), |heading| heading.span);
    let message =
        format!("{} is gone, and {} has it", code(&format!("#{id}")), before.name);
    let finding = findings.add(site.source_of(index), span, message);
    if let Some(heading) = gone.heading {
        let was = format!("it was the heading {}", code(&heading.text));
        match gone.now {
            Some(now) if now.text != heading.text => {
                finding.note(format!("{was}, which seems to be {} now", code(&now.text)));
            }
            _ => {
                finding.note(was);
            }
        }
    }
    let alias = match gone.now {
        Some(now) => format!("add {} to", code(&format!("{id}: {}", now.anchor))),
        None => format!("say where {} leads now in", code(id)),
    };
    finding.help(format!("{alias} `anchor_aliases`")).about(format!("#{id}"));
    if let Some(source) = before.source {
        finding.see(source, before.span, "published with it");
    }
}

/// Returns the heading with an id, by its position.
fn position(text: &Document, id: &str) -> Option<usize> {
    text.headings.iter().position(|heading| heading.anchor == id)
}

/// Returns what the last release, else the last frozen version, has of a page.
fn before<'a>(site: &'a Site, index: PageIndex, page: &Page) -> Option<Before<'a>> {
    let released = released(site, index, page);
    released.or_else(|| {
        let frozen = site.latest(&page.id)?;
        let entry = &frozen.entry;
        let text = site.frozen_text(&entry.id, &entry.version)?;
        Some(Before {
            ids: text.1.anchors.iter().map(|anchor| anchor.id.as_str()).collect(),
            text: Some(text),
            source: site.source_named(LOCK),
            span: frozen.span,
            name: format!("version {}", code(entry.version.as_str())),
        })
    })
}

/// Returns what the last release has of a page, wherever that was then.
fn released<'a>(site: &'a Site, index: PageIndex, page: &Page) -> Option<Before<'a>> {
    let (release, surface) = site.archive.published().last()?;
    let pinned = release.pin(&page.id);
    let home = pinned.and_then(|version| site.archive.find(&page.id, version));
    let home = home.map(|frozen| &frozen.entry.url);
    let former = site.redirects.iter().filter(|redirect| redirect.page == Some(index));
    let former = former.map(|redirect| &redirect.from);
    let mut places = home.into_iter().chain([&page.url]).chain(former);
    let url = places.find_map(|place| surface.find(place))?;
    let version = pinned.or_else(|| Some(&site.latest(&page.id)?.entry.version));
    Some(Before {
        ids: url.anchors.iter().map(String::as_str).collect(),
        text: version.and_then(|version| site.frozen_text(&page.id, version)),
        source: site.source_named(&surface_path(&release.name)),
        span: url.span,
        name: format!("the release {}", code(&release.name)),
    })
}

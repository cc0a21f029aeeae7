//! `/search/index.json`: what the search of the site knows.
//!
//! The browser fetches it when somebody first searches, so it holds what pages
//! and the entries of registers are found by and no more: titles, headings, ids,
//! former names, and a sentence or two. What is empty is left out.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use crate::config::Kind;
use crate::parse::{Document, Heading};
use crate::render::view::{lead, release_url, releases_url};
use crate::render::{GUIDE, LIBRARY, SEARCH_INDEX};
use crate::resolve::{Page, PageIndex, Publication, RegisterPage, SectionIndex, Site};

use super::super::Recipe;
use super::{OutputFile, Planned, UrlPath};

mod entries;

/// The most headings that a page is found by: text that is all headings must
/// not make the index as long as the site.
const HEADINGS: usize = 40;

/// The most characters of a heading, or of what a page says.
const LONGEST: usize = 160;

#[derive(Serialize)]
struct Index<'a> {
    entries: Vec<Entry<'a>>,
}

/// One page, or one entry of a register.
#[derive(Default, Serialize)]
struct Entry<'a> {
    title: Cow<'a, str>,
    href: String,
    /// The section that it is in, or the register: what sort of thing it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    /// What it says, in a sentence or two.
    #[serde(skip_serializing_if = "String::is_empty")]
    lead: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headings: Vec<Found>,
    /// Ids, controls, tags and former addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<&'a str>,
}

/// A heading.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Found {
    /// One whose anchor is its text, in lower case and with hyphens.
    Plain(String),
    /// One with another anchor.
    Anchored(String, String),
}

/// Plans the index.
pub(super) fn index(site: &Site) -> Planned<'_> {
    let url = UrlPath::new(SEARCH_INDEX).ok()?;
    let make = || Ok(serde_json::to_vec(&entries(site)).unwrap_or_default());
    Some(OutputFile::new(url, Recipe::Render(Box::new(make))))
}

fn entries(site: &Site) -> Index<'_> {
    let pages: Vec<_> = site.published().collect();
    let pages = pages.into_par_iter();
    let pages = pages.map(|(index, document, page)| entry(site, index, document, page));
    let mut entries: Vec<Entry<'_>> = pages.collect();
    let href = |path: &str| site.config.site.base_url.href(path);
    let library = site.controlled().next().map(|_| Entry::made("Library", href(LIBRARY)));
    entries.extend(library);
    entries.push(Entry::made("Data for programs", href(GUIDE)));
    entries.extend(releases(site));
    entries.extend(entries::of_registers(site));
    Index { entries }
}

/// Lists the releases, the latest first, below the page that lists them.
fn releases(site: &Site) -> impl Iterator<Item = Entry<'_>> {
    let href = |url: &UrlPath| site.config.site.base_url.href(&url.encoded());
    let releases = &site.archive.releases;
    let list =
        (!releases.is_empty()).then(|| Entry::made("Releases", href(&releases_url())));
    let each = releases.iter().rev().map(move |release| Entry {
        lead: release.note.as_deref().map(shortened).unwrap_or_default(),
        place: Some("Releases"),
        title: Cow::Owned(format!("Release {}", release.name)),
        ..Entry::made("", href(&release_url(release)))
    });
    list.into_iter().chain(each)
}

fn entry<'a>(
    site: &'a Site,
    index: PageIndex,
    document: &'a Document,
    page: &'a Page,
) -> Entry<'a> {
    let place = match page.kind {
        Kind::Advisory => Some(RegisterPage::Advisories.title()),
        _ if page.section == SectionIndex::ROOT => None,
        _ => Some(site.section(page.section).title.as_str()),
    };
    let has_body = page.publication == Publication::Full;
    let headings = document.headings.iter().filter(|heading| heading.shown_level > 1);
    Entry {
        title: Cow::Borrowed(&page.title),
        href: site.href(index),
        place,
        lead: lead(site, index).map(|lead| shortened(&lead)).unwrap_or_default(),
        headings: headings.filter(|_| has_body).take(HEADINGS).map(Found::new).collect(),
        terms: terms(document, page),
    }
}

/// Returns what else a page is found by: what people write in questionnaires
/// and remember from before.
fn terms<'a>(document: &'a Document, page: &'a Page) -> Vec<&'a str> {
    let matter = &document.front_matter;
    let lists = [&matter.tags, &matter.aliases];
    let mut terms = vec![page.id.as_str()];
    terms.extend(matter.reference.iter().map(|it| it.value.as_str()));
    terms.extend(matter.short_title.iter().map(|it| it.value.as_str()));
    terms.extend(lists.into_iter().flatten().map(|it| it.value.as_str()));
    terms.extend(matter.controls.iter().map(|it| it.value.id.as_str()));
    if let Some(advisory) = &matter.advisory {
        terms.extend(advisory.cves.iter().map(String::as_str));
        terms.extend(advisory.affected.iter().filter_map(|it| it.product.as_deref()));
    }
    terms
}

impl<'a> Entry<'a> {
    /// Describes a page that the build makes.
    fn made(title: &'a str, href: String) -> Self {
        Self { title: Cow::Borrowed(title), href, ..Self::default() }
    }
}

impl Found {
    fn new(heading: &Heading) -> Self {
        let text = shortened(&heading.text);
        let plain = text.to_ascii_lowercase().replace(' ', "-");
        if text.is_ascii() && plain == heading.anchor {
            Self::Plain(text)
        } else {
            Self::Anchored(text, heading.anchor.clone())
        }
    }
}

/// Returns the beginning of a text, up to the end of a word.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else {
        return text.to_owned();
    };
    let (start, _) = text.split_at(end);
    let whole = start.rsplit_once(' ').map_or(start, |(whole, _)| whole);
    format!("{whole}\u{2026}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn an_anchor_is_left_out_where_the_text_tells_it() {
        #[rustfmt::skip]
        let cases = [
            ("Scope",            "scope",             true),
            ("Who may read it",  "who-may-read-it",   true),
            ("Scope",            "scope-1",           false),
            ("Who, and why",     "who-and-why",       false),
            ("Größe",            "größe",             false),
        ];
        for (text, anchor, is_plain) in cases {
            let heading = Heading {
                level: 2,
                shown_level: 2,
                text: text.to_owned(),
                anchor: anchor.to_owned(),
                span: Span::default(),
            };
            let plain = matches!(Found::new(&heading), Found::Plain(_));
            assert_eq!(plain, is_plain, "{text}");
        }
    }

    #[test]
    fn what_is_long_ends_with_a_word() {
        assert_eq!(shortened("short"), "short");
        let long = "word ".repeat(40);
        assert!(shortened(&long).ends_with("word\u{2026}"), "{}", shortened(&long));
        assert_eq!(shortened(&"ä".repeat(161)).chars().count(), LONGEST + 1);
    }
}

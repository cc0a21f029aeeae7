//! What is the same on every page.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::render::assets::{Assets, STYLESHEET};
use crate::render::full_text::SCRIPT as FULL_TEXT;
use crate::render::outline::Outline;
use crate::render::tokens::SchemeColors;
use crate::render::{GUIDE, LIBRARY, SEARCH, SEARCH_INDEX};
use crate::resolve::{Item, Site};

use super::here::HereView;
use super::register::register_link;
use super::release::list_url as releases_url;
use super::{HeadView, LinkView};

/// How many sections the header has room for.
const HEADER_SECTIONS: usize = 7;

/// How many pages the footer has room for.
const FOOTER_PAGES: usize = 8;

/// The script that makes pages more convenient.
const SCRIPT: &str = "js/enhance.js";

/// The script that sets what the reader chose before.
const EARLY_SCRIPT: &str = "js/remembered.js";

/// The path of the policy index.
const INDEX: &str = "/api/v1/policies.json";

/// The path of the feed.
const FEED: &str = "/changes.atom";

/// What is the same on every page; every template knows it as `site`.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct SiteView {
    /// The site's name.
    title: String,
    /// The language of the content, a BCP 47 tag.
    language: String,
    /// The organisation that publishes.
    publisher: String,
    /// Where to write to.
    contact: Option<ContactView>,
    /// The address of the logo.
    logo: Option<String>,
    /// The front page.
    home: String,
    /// The policy library, if there is something in it.
    library: Option<String>,
    /// The page of the search, and what it knows.
    search: SearchView,
    /// The list of releases, if there is one.
    releases: Option<String>,
    /// The policy index, for machines.
    index: String,
    /// The feed of changes.
    feed: String,
    /// The sections that the header shows, besides those that are registers.
    sections: Vec<LinkView>,
    /// The pages that are made of registers.
    registers: Vec<LinkView>,
    /// Whether there are more sections than the header shows; the front page
    /// then lists all of them.
    has_more_sections: bool,
    /// The pages beside the sections, for the footer.
    pages: Vec<LinkView>,
    /// The address of the style sheet.
    stylesheet: String,
    /// The address of the script module; `None` if the theme has none.
    script: Option<String>,
    /// The address of the script that runs before the page is drawn; `None` if
    /// the theme has none.
    early_script: Option<String>,
    /// The colours of the page, for the browser's own frame.
    colors: Option<SchemeColors>,
}

/// Where to search.
#[derive(Clone, Debug, Serialize)]
struct SearchView {
    /// The page.
    page: String,
    /// What scripts fetch.
    index: String,
    /// The script that finds every word; `None` unless the site asks for it.
    full_text: Option<String>,
}

/// Where to write to.
#[derive(Clone, Debug, Serialize)]
struct ContactView {
    /// The address, for readers.
    text: String,
    /// The same as a link, where it is one.
    href: Option<String>,
}

/// The page of the search.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchPage {
    head: HeadView,
    here: HereView,
}

/// The page for addresses that lead nowhere.
#[derive(Debug, Serialize)]
pub(in crate::render) struct NotFoundPage {
    head: HeadView,
    here: HereView,
}

impl SiteView {
    /// Creates the view of a site.
    pub(in crate::render) fn new(
        site: &Site,
        outline: &Outline,
        assets: &Assets,
    ) -> Self {
        let config = &site.config.site;
        let href = |path: &str| config.base_url.href(path);
        let sections = sections(site, outline);
        let registers: Vec<LinkView> =
            site.register_pages().map(|page| register_link(site, page)).collect();
        let is_register =
            |link: &LinkView| registers.iter().any(|it| it.href == link.href);
        let header = sections.iter().take(HEADER_SECTIONS).cloned();
        let asset = |name: &str| assets.path(name).map(|path| href(&path));
        Self {
            title: config.title.clone(),
            language: config.language.clone(),
            publisher: config.publisher.clone(),
            contact: config.contact.as_deref().map(ContactView::new),
            logo: config.logo.as_ref().and_then(|logo| {
                let url = UrlPath::new(&format!("/{}", logo.value)).ok()?;
                Some(href(&url.encoded()))
            }),
            home: href("/"),
            library: site.controlled().next().map(|_| href(LIBRARY)),
            search: SearchView {
                page: href(SEARCH),
                index: href(SEARCH_INDEX),
                full_text: site.config.search.is_full_text().then(|| href(FULL_TEXT)),
            },
            releases: site
                .archive
                .releases
                .first()
                .map(|_| href(&releases_url().encoded())),
            index: href(INDEX),
            feed: href(FEED),
            has_more_sections: sections.len() > HEADER_SECTIONS,
            sections: header.filter(|link| !is_register(link)).collect(),
            registers,
            pages: [pages(site, outline), vec![guide(site)]].concat(),
            stylesheet: asset(STYLESHEET).unwrap_or_default(),
            script: asset(SCRIPT),
            early_script: asset(EARLY_SCRIPT),
            colors: SchemeColors::of_page(assets.stylesheet()),
        }
    }
}

impl SearchPage {
    /// Creates the page. What is asked there has no address of its own: the
    /// canonical one is that of the page.
    pub(in crate::render) fn new(site: &Site, url: &UrlPath) -> Self {
        let what = if site.config.search.is_full_text() {
            "every word of every document"
        } else {
            "titles, headings, ids of controls"
        };
        let about = format!("Search {}: {what}.", site.config.site.title);
        let head = HeadView::new(site, "Search", url).described(Some(about));
        Self { head, here: HereView::of_url(site, url) }
    }
}

impl NotFoundPage {
    /// Creates the page; it has no address of its own.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let head = HeadView::new(site, "Page not found", &UrlPath::root()).unlisted();
        Self { head, here: HereView::nowhere() }
    }
}

fn guide(site: &Site) -> LinkView {
    let href = site.config.site.base_url.href(GUIDE);
    LinkView { title: "Data for programs".to_owned(), href }
}

/// Returns whether the front page lists the sections because the header does
/// not show all of them.
pub(in crate::render) fn has_more_sections(outline: &Outline) -> bool {
    let is_section = |item: &&Item| matches!(item, Item::Section(_));
    outline.root().iter().filter(is_section).count() > HEADER_SECTIONS
}

fn sections(site: &Site, outline: &Outline) -> Vec<LinkView> {
    let link = |item: &Item| match item {
        Item::Section(section) => Some(LinkView {
            title: site.section(*section).title.clone(),
            href: outline.section(*section).href.clone(),
        }),
        Item::Page(_) => None,
    };
    outline.root().iter().filter_map(link).collect()
}

fn pages(site: &Site, outline: &Outline) -> Vec<LinkView> {
    let link = |item: &Item| match item {
        Item::Page(page) => Some(LinkView {
            title: site.page(*page).short_title.clone(),
            href: site.href(*page),
        }),
        Item::Section(_) => None,
    };
    outline.root().iter().filter_map(link).take(FOOTER_PAGES).collect()
}

impl ContactView {
    fn new(contact: &str) -> Self {
        let is_url = ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| contact.starts_with(scheme));
        let href = if is_url {
            Some(contact.to_owned())
        } else {
            contact.contains('@').then(|| format!("mailto:{contact}"))
        };
        Self { text: contact.trim_start_matches("mailto:").to_owned(), href }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_an_address_a_url_or_just_a_text() {
        #[rustfmt::skip]
        let cases = [
            ("a@example.com",         "a@example.com",         Some("mailto:a@example.com")),
            ("mailto:a@example.com",  "a@example.com",         Some("mailto:a@example.com")),
            ("https://example.com/c", "https://example.com/c", Some("https://example.com/c")),
            ("the front desk",        "the front desk",        None),
        ];
        for (written, text, href) in cases {
            let got = ContactView::new(written);
            assert_eq!(
                (got.text.as_str(), got.href.as_deref()),
                (text, href),
                "{written}"
            );
        }
    }
}

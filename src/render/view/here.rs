//! Where a page is in the site.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::parse::{Anchor, Document};
use crate::render::outline::{Outline, upward};
use crate::resolve::{PageIndex, SectionIndex, Site};

use super::LinkView;

/// How many folders a page shows above it. Deeper trees exist only to be
/// expensive: what a page costs must not grow with its depth.
const BREADCRUMBS: usize = 8;

/// The id of the main part of a page.
const MAIN: &str = "main";

/// Where a page is in the site.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct HereView {
    /// The address of the page; none where it has no address of its own.
    href: Option<String>,
    /// The address of the top-level section that it is in, or that it is.
    top: Option<String>,
    /// The folders above it, the front page first; empty for the front page.
    breadcrumbs: Vec<LinkView>,
    /// The id of the main part of the page: one that its text does not have.
    main: String,
}

impl HereView {
    /// Describes the place of a page of the content.
    pub(in crate::render) fn of_page(
        site: &Site,
        outline: &Outline,
        index: PageIndex,
    ) -> Self {
        let page = site.page(index);
        let is_front = page.url == UrlPath::root();
        Self {
            href: Some(site.href(index)),
            top: top(site, outline, outline.place(index).section),
            breadcrumbs: if is_front {
                Vec::new()
            } else {
                breadcrumbs(site, outline, page.section)
            },
            main: main_beside(&site.document(index).anchors),
        }
    }

    /// Describes the place of a page that belongs to a document: below its page,
    /// if it still has one.
    pub(in crate::render) fn below(
        site: &Site,
        outline: &Outline,
        (document, page): (LinkView, Option<PageIndex>),
        url: &UrlPath,
    ) -> Self {
        let section = page.map(|page| site.page(page).section);
        let mut above = match section {
            Some(section) => breadcrumbs(site, outline, section),
            None => vec![home(site)],
        };
        above.push(document);
        Self {
            top: page.and_then(|it| top(site, outline, outline.place(it).section)),
            breadcrumbs: above,
            ..Self::of_url(site, url)
        }
    }

    /// Says which part of the site the page is in.
    pub(in crate::render) fn within(self, top: String) -> Self {
        Self { top: Some(top), ..self }
    }

    /// Keeps the ids of the page apart from those of a text that it shows.
    pub(in crate::render) fn around(self, text: &Document) -> Self {
        Self { main: main_beside(&text.anchors), ..self }
    }

    /// Keeps the ids of the page apart from those of entries that it lists.
    pub(in crate::render) fn apart_from(self, ids: &[Anchor]) -> Self {
        Self { main: main_beside(ids), ..self }
    }

    /// Describes the place of the list of a section.
    pub(in crate::render) fn of_section(
        site: &Site,
        outline: &Outline,
        section: SectionIndex,
    ) -> Self {
        let above = site.section(section).parent.unwrap_or(SectionIndex::ROOT);
        Self {
            href: Some(outline.section(section).href.clone()),
            top: top(site, outline, section),
            breadcrumbs: breadcrumbs(site, outline, above),
            main: MAIN.to_owned(),
        }
    }

    /// Describes the place of a page that the build adds below the front page.
    pub(in crate::render) fn of_url(site: &Site, url: &UrlPath) -> Self {
        let href = site.config.site.base_url.href(&url.encoded());
        let is_front = *url == UrlPath::root();
        let above = if is_front { Vec::new() } else { vec![home(site)] };
        Self { href: Some(href), breadcrumbs: above, ..Self::nowhere() }
    }

    /// Describes the place of a page that is shown at any address.
    pub(in crate::render) fn nowhere() -> Self {
        Self { href: None, top: None, breadcrumbs: Vec::new(), main: MAIN.to_owned() }
    }
}

/// Returns an id for the main part of a page that is none of those on it.
fn main_beside(ids: &[Anchor]) -> String {
    let is_taken =
        |id: &str| ids.binary_search_by(|anchor| anchor.id.as_str().cmp(id)).is_ok();
    let mut id = MAIN.to_owned();
    while is_taken(&id) {
        id.insert(0, '_');
    }
    id
}

/// Returns the front page and the folders down to `section`.
fn breadcrumbs(site: &Site, outline: &Outline, section: SectionIndex) -> Vec<LinkView> {
    let folders = upward(site, section)
        .filter(|section| *section != SectionIndex::ROOT)
        .take(BREADCRUMBS)
        .map(|section| LinkView {
            title: site.section(section).title.clone(),
            href: outline.section(section).href.clone(),
        });
    let mut links: Vec<_> = folders.chain([home(site)]).collect();
    links.reverse();
    links
}

fn home(site: &Site) -> LinkView {
    LinkView { title: "Home".to_owned(), href: site.config.site.base_url.href("/") }
}

/// Returns the address of the section below the root that `section` is in.
fn top(site: &Site, outline: &Outline, section: SectionIndex) -> Option<String> {
    let below = upward(site, section).take_while(|level| *level != SectionIndex::ROOT);
    below.last().map(|section| outline.section(section).href.clone())
}

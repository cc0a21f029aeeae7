//! Where a page is in the site.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::render::outline::{Outline, upward};
use crate::resolve::{PageIndex, SectionIndex, Site};

use super::LinkView;

/// How many folders a page shows above it. Deeper trees exist only to be
/// expensive: what a page costs must not grow with its depth.
const BREADCRUMBS: usize = 8;

/// Where a page is in the site.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct HereView {
    /// The address of the page; none where it has no address of its own.
    href: Option<String>,
    /// The address of the top-level section that it is in, or that it is.
    top: Option<String>,
    /// The folders above it, the front page first; empty for the front page.
    breadcrumbs: Vec<LinkView>,
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
        }
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
        }
    }

    /// Describes the place of a page that the build adds below the front page.
    pub(in crate::render) fn of_url(site: &Site, url: &UrlPath) -> Self {
        let href = site.config.site.base_url.href(&url.encoded());
        let is_front = *url == UrlPath::root();
        let above = if is_front { Vec::new() } else { vec![home(site)] };
        Self { href: Some(href), top: None, breadcrumbs: above }
    }

    /// Describes the place of a page that is shown at any address.
    pub(in crate::render) fn nowhere() -> Self {
        Self { href: None, top: None, breadcrumbs: Vec::new() }
    }
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

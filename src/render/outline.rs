//! Where each page and section stands: what a [`Site`] implies and many pages
//! need.

use std::iter;

use crate::base::path::UrlPath;
use crate::resolve::{Item, PageIndex, Section, SectionIndex, Site};

/// The table of contents of a site.
#[derive(Debug)]
pub(super) struct Outline {
    sections: Vec<SectionPlace>,
    pages: Vec<PagePlace>,
}

/// A section, as readers see it.
#[derive(Debug)]
pub(super) struct SectionPlace {
    /// Where it is published: its index page, or a list that the build makes.
    pub(super) url: UrlPath,
    /// The same as a link.
    pub(super) href: String,
    /// Its index page, if it has one that is published.
    pub(super) index: Option<PageIndex>,
    /// What it lists and is published, in order.
    pub(super) items: Vec<Item>,
    /// How many published documents are in it and below.
    pub(super) document_count: usize,
    /// Its place among the items of the section above it.
    pub(super) position: usize,
}

/// Where a page stands in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PagePlace {
    /// The section whose navigation it shows: for an index page, its own.
    pub(super) section: SectionIndex,
    /// Its place among the items of that section; 0 for an index page.
    pub(super) position: usize,
}

impl Outline {
    /// Works out the place of every page and section.
    pub(super) fn new(site: &Site) -> Self {
        let mut sections: Vec<_> =
            site.sections.iter().map(|section| place(site, section)).collect();
        let mut pages: Vec<_> = site
            .pages
            .iter()
            .map(|page| PagePlace { section: page.section, position: 0 })
            .collect();
        for (section, place) in indices().zip(&sections) {
            if let Some(index) = place.index {
                pages[index.index()].section = section;
            }
        }
        for (index, _, _) in site.published() {
            for section in upward(site, pages[index.index()].section) {
                sections[section.index()].document_count += 1;
            }
        }
        let mut outline = Self { sections, pages };
        outline.keep_what_is_published(site);
        outline
    }

    /// Drops items that readers cannot see, and numbers the others.
    fn keep_what_is_published(&mut self, site: &Site) {
        let counts: Vec<_> =
            self.sections.iter().map(|place| place.document_count).collect();
        let mut positions = vec![0; counts.len()];
        for place in &mut self.sections {
            place.items.retain(|item| match item {
                Item::Page(page) => site.page(*page).publication.is_listed(),
                Item::Section(section) => counts[section.index()] > 0,
            });
            for (position, item) in place.items.iter().enumerate() {
                match item {
                    Item::Page(page) => self.pages[page.index()].position = position,
                    Item::Section(section) => positions[section.index()] = position,
                }
            }
        }
        for (place, position) in self.sections.iter_mut().zip(positions) {
            place.position = position;
        }
    }

    /// Returns one section.
    pub(super) fn section(&self, index: SectionIndex) -> &SectionPlace {
        &self.sections[index.index()]
    }

    /// Returns what the root section lists.
    pub(super) fn root(&self) -> &[Item] {
        self.sections.first().map_or(&[], |root| &root.items)
    }

    /// Returns every section that has documents, in the order of the site.
    pub(super) fn sections(&self) -> impl Iterator<Item = (SectionIndex, &SectionPlace)> {
        indices().zip(&self.sections).filter(|(_, place)| place.document_count > 0)
    }

    /// Returns where a page stands.
    pub(super) fn place(&self, page: PageIndex) -> PagePlace {
        self.pages[page.index()]
    }
}

/// Returns a section and those above it, up to and with the root.
pub(super) fn upward(
    site: &Site,
    section: SectionIndex,
) -> impl Iterator<Item = SectionIndex> {
    iter::successors(Some(section), |section| site.section(*section).parent)
}

fn indices() -> impl Iterator<Item = SectionIndex> {
    (0..).map(SectionIndex)
}

fn place(site: &Site, section: &Section) -> SectionPlace {
    SectionPlace {
        href: site.config.site.base_url.href(&section.url.encoded()),
        url: section.url.clone(),
        index: section.index,
        items: section.items.clone(),
        document_count: 0,
        position: 0,
    }
}

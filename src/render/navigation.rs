//! The navigation beside a page: the folders from the top down to the page, and
//! what each of them holds.
//!
//! It is the same for all pages of a section, so it is rendered once, when the
//! first of them asks for it, and only the mark of the current page is put in
//! for each. A long section is shown in parts, so that a page does not cost
//! more because it has many neighbours.

use std::iter;

use serde::Serialize;

use crate::error::Error;
use crate::resolve::{Item, SectionIndex, Site};

use super::engine::Engine;
use super::fragment::{Fragment, Mark};
use super::markup::Markup;
use super::outline::{Outline, PagePlace, upward};
use super::view::LinkView;

/// How many entries of one section are shown at once.
pub(super) const PART: usize = 80;

/// How many levels are shown, from the innermost outward. Deeper trees exist
/// only to be expensive.
const LEVELS: usize = 6;

/// The template of one level.
pub(super) const TEMPLATE: &str = "partials/navigation.html";

/// The navigation of all sections, as far as somebody has asked for it.
#[derive(Debug)]
pub(super) struct Navigation {
    /// For each section, for each of its parts.
    parts: Vec<Vec<Fragment>>,
}

/// The navigation beside one page.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct NavigationView {
    /// The title of the outermost section shown.
    title: String,
    /// The links: nested lists.
    links: Markup,
}

/// What the template of one level sees.
#[derive(Debug, Serialize)]
struct LevelView {
    /// The section itself, on the outermost level.
    heading: Option<LinkView>,
    /// What the section holds.
    entries: Vec<EntryView>,
    /// The level below, which belongs into the open entry.
    nested: Markup,
    /// The whole list, if this is a part of it.
    whole: Option<WholeView>,
}

/// One line of a level.
#[derive(Debug, Serialize)]
struct EntryView {
    /// The title, shortened if the document has a short one.
    title: String,
    /// Where it leads.
    href: String,
    /// Whether the page is in this section or below.
    is_open: bool,
}

/// The list that a part is taken from.
#[derive(Debug, Serialize)]
struct WholeView {
    /// How many entries it has.
    count: usize,
    /// Where all of them are listed.
    href: String,
}

impl NavigationView {
    /// Shows links under a title.
    pub(super) const fn new(title: String, links: Markup) -> Self {
        Self { title, links }
    }
}

impl Navigation {
    /// Makes room for the navigation of every section.
    pub(super) fn new(outline: &Outline, site: &Site) -> Self {
        let parts = (0..).map(SectionIndex).take(site.sections.len()).map(|section| {
            let count = outline.section(section).items.len().div_ceil(PART).max(1);
            iter::repeat_with(Fragment::default).take(count).collect()
        });
        Self { parts: parts.collect() }
    }

    /// Returns the navigation beside a page that stands at `place`; the second
    /// argument is the link to mark in it.
    pub(super) fn beside(
        &self,
        place: PagePlace,
        (href, mark): (&str, Mark),
        around: Around<'_>,
    ) -> Result<NavigationView, Error> {
        let part = place.position / PART;
        let slot = self.parts.get(place.section.index()).and_then(|it| it.get(part));
        let Some(slot) = slot else {
            return Ok(NavigationView::default());
        };
        let html = slot.get(|| around.render(place))?;
        let title = around.title(around.levels(place.section).last().copied());
        Ok(NavigationView::new(title, Markup::new(&mark.put(html, href))))
    }
}

/// What navigation is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    /// The site.
    pub(super) site: &'a Site,
    /// Its outline.
    pub(super) outline: &'a Outline,
    /// The templates.
    pub(super) engine: &'a Engine,
}

impl Around<'_> {
    /// Returns the sections to show, from the innermost outward; the root is
    /// shown only for pages that stand there.
    fn levels(self, section: SectionIndex) -> Vec<SectionIndex> {
        let is_shown =
            |level: &SectionIndex| *level == section || *level != SectionIndex::ROOT;
        upward(self.site, section).filter(is_shown).take(LEVELS).collect()
    }

    fn title(self, section: Option<SectionIndex>) -> String {
        match section {
            Some(section) if section != SectionIndex::ROOT => {
                self.site.section(section).title.clone()
            }
            _ => self.site.config.site.title.clone(),
        }
    }

    /// Renders the levels from the inside out, so that no depth of folders is
    /// a depth of calls.
    fn render(self, place: PagePlace) -> Result<String, Error> {
        let levels = self.levels(place.section);
        let mut html = String::new();
        let mut open = None;
        for (depth, section) in levels.iter().enumerate() {
            let heading = (depth + 1 == levels.len()).then(|| LinkView {
                title: self.title(Some(*section)),
                href: self.outline.section(*section).href.clone(),
            });
            let view = self.level(*section, open, place.position);
            let view = LevelView { heading, nested: Markup::new(&html), ..view };
            html = self.engine.render_text(TEMPLATE, &view)?;
            open = Some(*section);
        }
        Ok(html)
    }

    /// Returns the part of a level around the open entry, or around `position`
    /// where there is none.
    fn level(
        self,
        section: SectionIndex,
        open: Option<SectionIndex>,
        position: usize,
    ) -> LevelView {
        let place = self.outline.section(section);
        let position = match open {
            Some(open) => self.outline.section(open).position,
            None => position,
        };
        let shown = place.items.iter().skip(position / PART * PART).take(PART);
        let entries = shown.map(|item| EntryView {
            is_open: open.is_some_and(|open| *item == Item::Section(open)),
            ..self.entry(*item)
        });
        LevelView {
            heading: None,
            entries: entries.collect(),
            nested: Markup::default(),
            whole: (place.items.len() > PART).then(|| WholeView {
                count: place.items.len(),
                href: place.href.clone(),
            }),
        }
    }

    fn entry(self, item: Item) -> EntryView {
        let (title, href) = match item {
            Item::Page(page) => {
                (self.site.page(page).short_title.clone(), self.site.href(page))
            }
            Item::Section(section) => {
                (self.title(Some(section)), self.outline.section(section).href.clone())
            }
        };
        EntryView { title, href, is_open: false }
    }
}

//! Every page that the templates make: which there are, and how each is made.

use crate::base::path::UrlPath;
use crate::error::Error;
use crate::resolve::{PageIndex, SectionIndex, Site};

use super::navigation::NavigationView;
use super::outline::PagePlace;
use super::view::{DocumentPage, HomePage, LibraryPage, NotFoundPage, SectionPage};
use super::{LIBRARY, NOT_FOUND, OutputFile, Recipe, Theme};

/// A template that makes whole pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// The front page.
    Home,
    /// A document.
    Document,
    /// A folder without an index page.
    Section,
    /// The policy library.
    Library,
    /// Addresses that lead nowhere.
    NotFound,
}

impl Template {
    /// Every template that a theme must have.
    pub(super) const ALL: [Self; 5] =
        [Self::Home, Self::Document, Self::Section, Self::Library, Self::NotFound];

    /// Returns the name of its file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Document => "document.html",
            Self::Section => "section.html",
            Self::Library => "library.html",
            Self::NotFound => "not-found.html",
        }
    }
}

/// A page to be made.
#[derive(Clone, Copy, Debug)]
enum Plan {
    Home(Option<PageIndex>),
    Document(PageIndex),
    Section(SectionIndex),
    Library,
    NotFound,
}

/// Plans every page: those of the content first, because they win where the
/// build would make another page at the same URL.
pub(super) fn files<'a>(
    site: &'a Site,
    theme: &'a Theme,
) -> impl Iterator<Item = OutputFile<'a>> {
    let documents = site.published().map(|(index, _, page)| {
        // A controlled document shows its facts, also at the front.
        let is_home = page.url == UrlPath::root() && !page.kind.is_controlled();
        let plan = if is_home { Plan::Home(Some(index)) } else { Plan::Document(index) };
        (page.url.clone(), plan)
    });
    let sections = theme
        .outline
        .sections()
        .filter(|(section, place)| {
            *section != SectionIndex::ROOT && place.index.is_none()
        })
        .map(|(section, place)| (place.url.clone(), Plan::Section(section)));
    let own = [
        (UrlPath::root(), Plan::Home(None)),
        (url(LIBRARY), Plan::Library),
        (url(NOT_FOUND), Plan::NotFound),
    ];
    documents
        .chain(sections)
        .chain(own)
        .map(|(url, plan)| OutputFile::new(url, Recipe::Render(plan.recipe(site, theme))))
}

/// Returns one of our own URLs, which are valid.
fn url(path: &str) -> UrlPath {
    UrlPath::new(path).unwrap_or_else(|_| UrlPath::root())
}

impl Plan {
    fn recipe<'a>(
        self,
        site: &'a Site,
        theme: &'a Theme,
    ) -> Box<dyn Fn() -> Result<Vec<u8>, Error> + Send + Sync + 'a> {
        Box::new(move || self.render(site, theme))
    }

    fn render(self, site: &Site, theme: &Theme) -> Result<Vec<u8>, Error> {
        let (engine, outline) = (&theme.engine, &theme.outline);
        match self {
            Self::Home(index) => {
                let view = HomePage::new(site, outline, index);
                engine.render(Template::Home.name(), &view)
            }
            Self::Document(index) => {
                let href = site.href(index);
                let navigation = beside(site, theme, outline.place(index), &href)?;
                let view = DocumentPage::new(site, outline, index, navigation);
                engine.render(Template::Document.name(), &view)
            }
            Self::Section(section) => {
                let place = PagePlace { section, position: 0 };
                let href = &outline.section(section).href;
                let navigation = beside(site, theme, place, href)?;
                let view = SectionPage::new(site, outline, section, navigation);
                engine.render(Template::Section.name(), &view)
            }
            Self::Library => {
                let view = LibraryPage::new(site, outline, &url(LIBRARY));
                engine.render(Template::Library.name(), &view)
            }
            Self::NotFound => {
                engine.render(Template::NotFound.name(), &NotFoundPage::new(site))
            }
        }
    }
}

fn beside(
    site: &Site,
    theme: &Theme,
    place: PagePlace,
    href: &str,
) -> Result<NavigationView, Error> {
    let (navigation, around) = theme.navigation(site);
    navigation.beside(place, href, around)
}

//! Every page that the templates make: which there are, and how each is made.

use std::sync::Arc;

use crate::base::digest::Inputs;
use crate::base::path::UrlPath;
use crate::error::Error;
use crate::resolve::{PageIndex, RegisterPage, SectionIndex, Site};

use super::data::{self, Entries};
use super::fragment::Mark;
use super::history::{Chapter, chapters};
use super::navigation::NavigationView;
use super::outline::PagePlace;
use super::view::{
    AdvisoriesPage, CertificationsPage, DocumentPage, FaqPage, GuidePage, HistoryView,
    HomePage, LibraryPage, Life, NotFoundPage, ReleasePage, ReleasesPage, SearchPage,
    SectionPage, SubprocessorsPage, UpdatesPage, release_url, releases_url,
};
use super::{GUIDE, LIBRARY, NOT_FOUND, OutputFile, Recipe, SEARCH, Theme};

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
    /// The history of a document.
    History,
    /// A frozen version.
    Version,
    /// What changed between two versions.
    Comparison,
    /// A document that the site has no more.
    Gone,
    /// The list of releases.
    Releases,
    /// A release.
    Release,
    /// Advisories.
    Advisories,
    /// Certifications and reports.
    Certifications,
    /// Questions and answers.
    Faq,
    /// Sub-processors.
    Subprocessors,
    /// Updates.
    Updates,
    /// The search.
    Search,
    /// The guide to the data.
    Guide,
    /// Addresses that lead nowhere.
    NotFound,
}

impl Template {
    /// Every template that a theme must have.
    pub(super) const ALL: [Self; 18] = [
        Self::Home,
        Self::Document,
        Self::Section,
        Self::Library,
        Self::History,
        Self::Version,
        Self::Comparison,
        Self::Gone,
        Self::Releases,
        Self::Release,
        Self::Advisories,
        Self::Certifications,
        Self::Faq,
        Self::Subprocessors,
        Self::Updates,
        Self::Search,
        Self::Guide,
        Self::NotFound,
    ];

    /// Returns the name of its file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Document => "document.html",
            Self::Section => "section.html",
            Self::Library => "library.html",
            Self::History => "history.html",
            Self::Version => "version.html",
            Self::Comparison => "comparison.html",
            Self::Gone => "gone.html",
            Self::Releases => "releases.html",
            Self::Release => "release.html",
            Self::Advisories => "advisories.html",
            Self::Certifications => "certifications.html",
            Self::Faq => "faq.html",
            Self::Subprocessors => "subprocessors.html",
            Self::Updates => "updates.html",
            Self::Search => "search.html",
            Self::Guide => "guide.html",
            Self::NotFound => "not-found.html",
        }
    }
}

/// A page to be made.
#[derive(Clone, Copy, Debug)]
enum Plan<'a> {
    Home(Option<PageIndex>),
    Document(PageIndex),
    Section(SectionIndex),
    Library,
    History(Chapter<'a>),
    Releases,
    Release(usize),
    Register(RegisterPage),
    Search,
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
        (url(SEARCH), Plan::Search),
        (url(NOT_FOUND), Plan::NotFound),
    ];
    let history = chapters(site).map(|(url, chapter)| (url, Plan::History(chapter)));
    let releases = site.archive.releases.iter().enumerate();
    let list = (!site.archive.releases.is_empty()).then_some(Plan::Releases);
    let releases = releases.map(|(at, it)| (release_url(it), Plan::Release(at)));
    let registers = site.register_pages().map(|page| (page.url(), Plan::Register(page)));
    documents
        .chain(registers)
        .chain(sections)
        .chain(own)
        .chain(history)
        .chain(list.map(|list| (releases_url(), list)))
        .chain(releases)
        .map(move |(url, plan)| {
            OutputFile::new(url, Recipe::Render(plan.recipe(site, theme)))
                .with_inputs(move || plan.inputs(site, theme))
        })
}

/// Plans the guide to the data, which shows how each of the files begins.
pub(super) fn guide<'a>(
    site: &'a Site,
    theme: &'a Theme,
    entries: &Arc<Entries<'a>>,
) -> OutputFile<'a> {
    let entries = Arc::clone(entries);
    let make = move || {
        let data = data::listed(site, &entries);
        let view = GuidePage::new(site, &url(GUIDE), &data);
        theme.engine.render(Template::Guide.name(), &view)
    };
    OutputFile::new(url(GUIDE), Recipe::Render(Box::new(make)))
}

/// Returns one of our own URLs, which are valid.
fn url(path: &str) -> UrlPath {
    UrlPath::new(path).unwrap_or_else(|_| UrlPath::root())
}

impl<'a> Plan<'a> {
    /// Returns a digest of what the page is made from, if somebody has thought
    /// of all of it.
    fn inputs(self, site: &Site, theme: &Theme) -> Option<Inputs> {
        match self {
            Self::History(chapter) => chapter.inputs(site, theme),
            _ => None,
        }
    }

    fn recipe(
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
                let shared = around(site, theme, index)?;
                let view = DocumentPage::new(site, outline, index, shared);
                engine.render(Template::Document.name(), &view)
            }
            Self::Section(section) => {
                let place = PagePlace { section, position: 0 };
                let href = &outline.section(section).href;
                let navigation = beside(site, theme, place, (href, Mark::Page))?;
                let view = SectionPage::new(site, outline, section, navigation);
                engine.render(Template::Section.name(), &view)
            }
            Self::Library => {
                let view = LibraryPage::new(site, outline, &url(LIBRARY));
                engine.render(Template::Library.name(), &view)
            }
            Self::History(chapter) => chapter.render(site, theme),
            Self::Releases => {
                engine.render(Template::Releases.name(), &ReleasesPage::new(site))
            }
            Self::Release(at) => {
                let view = ReleasePage::new(site, theme, at);
                engine.render(Template::Release.name(), &view)
            }
            Self::Register(page) => register(site, theme, page),
            Self::Search => {
                let view = SearchPage::new(site, &url(SEARCH));
                engine.render(Template::Search.name(), &view)
            }
            Self::NotFound => {
                engine.render(Template::NotFound.name(), &NotFoundPage::new(site))
            }
        }
    }
}

/// Makes a page of a register.
fn register(site: &Site, theme: &Theme, page: RegisterPage) -> Result<Vec<u8>, Error> {
    let engine = &theme.engine;
    match page {
        RegisterPage::Advisories => {
            engine.render(Template::Advisories.name(), &AdvisoriesPage::new(site))
        }
        RegisterPage::Certifications => {
            engine.render(Template::Certifications.name(), &CertificationsPage::new(site))
        }
        RegisterPage::Faq => engine.render(Template::Faq.name(), &FaqPage::new(site)),
        RegisterPage::Subprocessors => {
            engine.render(Template::Subprocessors.name(), &SubprocessorsPage::new(site))
        }
        RegisterPage::Updates => {
            engine.render(Template::Updates.name(), &UpdatesPage::new(site))
        }
    }
}

/// Returns what the page of a document shares with others: the navigation, and
/// its history.
fn around(
    site: &Site,
    theme: &Theme,
    index: PageIndex,
) -> Result<(NavigationView, Option<HistoryView>), Error> {
    let outline = &theme.outline;
    let own = site.href(index);
    let navigation = beside(site, theme, outline.place(index), (&own, Mark::Page))?;
    let lineage = site.lineage(&site.page(index).id);
    let Some(lineage) = lineage.filter(|lineage| lineage.page == Some(index)) else {
        return Ok((navigation, None));
    };
    let life = Life::new(site, theme, lineage);
    let permanent = life.permanent().map(|href| (href, Mark::Above));
    let versions = theme.versions(life, permanent)?;
    Ok((navigation, Some(HistoryView::new(life, versions))))
}

/// Returns the navigation beside a page, with a mark at one of its links.
pub(super) fn beside(
    site: &Site,
    theme: &Theme,
    place: PagePlace,
    marked: (&str, Mark),
) -> Result<NavigationView, Error> {
    let (navigation, around) = theme.navigation(site);
    navigation.beside(place, marked, around)
}

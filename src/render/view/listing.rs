//! Pages that list other pages: the front page and the sections.

use serde::Serialize;

use crate::base::date::Date;
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::render::navigation::{NavigationView, PART};
use crate::render::outline::Outline;
use crate::resolve::{Item, PageIndex, Publication, SectionIndex, Site};

use super::glance::GlanceView;
use super::here::HereView;
use super::register::contacts;
use super::site::has_more_sections;
use super::{ContactView, DayView, HeadView, LinkView, history, lead, structured};

/// How many changes the front page shows.
const LATEST: usize = 5;

/// A line of a list of pages and sections.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct ListView {
    /// The title.
    title: String,
    /// Where it leads.
    href: String,
    /// What it says, in a sentence or two.
    lead: Option<String>,
    /// How many documents are in it, for a section.
    document_count: Option<usize>,
    /// The version, for a document.
    version: Option<String>,
    /// When it was last changed, for a document.
    updated: Option<DayView>,
}

/// What the template of the front page sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct HomePage {
    head: HeadView,
    here: HereView,
    page: HomeView,
}

/// The front page.
#[derive(Debug, Serialize)]
struct HomeView {
    /// The title.
    title: String,
    /// The heading as `index.md` has it; empty if it has none.
    heading: Markup,
    /// One or two sentences.
    summary: Option<String>,
    /// The text of `index.md`; empty if there is none.
    body: Markup,
    /// What a reviewer looks for first.
    glance: GlanceView,
    /// Whom to write to.
    contacts: Vec<ContactView>,
    /// The controlled documents that were changed last.
    latest: Vec<ChangeView>,
    /// The sections and pages, where the header does not show all of them or
    /// nobody wrote a front page.
    listing: Vec<ListView>,
}

/// A change of a document.
#[derive(Debug, Serialize)]
struct ChangeView {
    /// When.
    day: DayView,
    /// Which document.
    document: LinkView,
    /// Its version since.
    version: Option<String>,
    /// Its history, if a version of it was frozen.
    history: Option<String>,
    /// What changed, in the words of the author.
    summary: Option<String>,
}

/// What the template of a section without an index page sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SectionPage {
    head: HeadView,
    here: HereView,
    navigation: NavigationView,
    page: SectionView,
}

/// A section without an index page.
#[derive(Debug, Serialize)]
struct SectionView {
    /// Its title.
    title: String,
    /// What is in it.
    listing: Vec<ListView>,
}

impl ListView {
    /// Lists what is in a section.
    fn all(site: &Site, outline: &Outline, section: SectionIndex) -> Vec<Self> {
        let items = &outline.section(section).items;
        items.iter().map(|item| Self::new(site, outline, *item)).collect()
    }

    /// Lists what is in the section of an index page, if the navigation beside
    /// the page cannot show all of it.
    pub(super) fn of_long_section(
        site: &Site,
        outline: &Outline,
        index: PageIndex,
    ) -> Vec<Self> {
        let section = outline.place(index).section;
        let place = outline.section(section);
        if place.index == Some(index) && place.items.len() > PART {
            Self::all(site, outline, section)
        } else {
            Vec::new()
        }
    }

    fn new(site: &Site, outline: &Outline, item: Item) -> Self {
        match item {
            Item::Page(index) => {
                let page = site.page(index);
                let version = &site.document(index).front_matter.version;
                Self {
                    title: page.title.clone(),
                    href: site.href(index),
                    lead: lead(site, index),
                    document_count: None,
                    version: version.as_ref().map(|it| it.value.clone()),
                    updated: page.dates.last_updated_on.map(DayView::from),
                }
            }
            Item::Section(section) => {
                let place = outline.section(section);
                Self {
                    title: site.section(section).title.clone(),
                    href: place.href.clone(),
                    lead: place.index.and_then(|index| lead(site, index)),
                    document_count: Some(place.document_count),
                    version: None,
                    updated: None,
                }
            }
        }
    }
}

impl HomePage {
    /// Gathers what the front page shows. Without `index` it is a list of what
    /// the site holds.
    pub(in crate::render) fn new(
        site: &Site,
        outline: &Outline,
        index: Option<PageIndex>,
    ) -> Self {
        let root = outline.section(SectionIndex::ROOT);
        let title = index.map_or(&site.config.site.title, |at| &site.page(at).title);
        let full = index.filter(|at| site.page(*at).publication == Publication::Full);
        let filled = full.and_then(|at| {
            let body = site.document(at).body.as_ref()?;
            Some(Filled::new(body, &site.page(at).links))
        });
        let filled = filled.unwrap_or_default();
        let summary =
            index.and_then(|at| site.document(at).front_matter.summary.as_ref());
        let is_listed = index.is_none() || has_more_sections(outline);
        let here = HereView::of_url(site, &root.url);
        Self {
            head: HeadView::new(site, title, &root.url)
                .described(index.and_then(|at| lead(site, at)))
                .telling(structured::website(site)),
            here: match index {
                Some(at) => here.around(site.document(at)),
                None => here,
            },
            page: HomeView {
                title: title.clone(),
                heading: Markup::new(filled.title()),
                summary: summary.map(|it| it.value.clone()),
                body: Markup::new(filled.rest()),
                glance: GlanceView::new(site),
                contacts: contacts(site),
                latest: latest(site),
                listing: if is_listed {
                    ListView::all(site, outline, SectionIndex::ROOT)
                } else {
                    Vec::new()
                },
            },
        }
    }
}

impl SectionPage {
    /// Gathers what the page of a section shows.
    pub(in crate::render) fn new(
        site: &Site,
        outline: &Outline,
        section: SectionIndex,
        navigation: NavigationView,
    ) -> Self {
        let title = &site.section(section).title;
        Self {
            head: HeadView::new(site, title, &outline.section(section).url),
            here: HereView::of_section(site, outline, section),
            navigation,
            page: SectionView {
                title: title.clone(),
                listing: ListView::all(site, outline, section),
            },
        }
    }
}

/// Returns the latest changes of controlled documents, the newest first. What
/// was changed on one day stays in the order of the site.
fn latest(site: &Site) -> Vec<ChangeView> {
    let mut changes: Vec<(Date, PageIndex)> = site
        .controlled()
        .filter_map(|(index, _, page)| Some((page.dates.last_updated_on?, index)))
        .collect();
    changes.sort_by(|(day, page), (other, after)| other.cmp(day).then(page.cmp(after)));
    let change = |(day, index): (Date, PageIndex)| {
        let front_matter = &site.document(index).front_matter;
        ChangeView {
            day: day.into(),
            document: LinkView::to_page(site, index),
            version: front_matter.version.as_ref().map(|it| it.value.clone()),
            history: history(site, index),
            summary: front_matter.change_summary.as_ref().map(|it| it.value.clone()),
        }
    };
    changes.into_iter().take(LATEST).map(change).collect()
}

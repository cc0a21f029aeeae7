//! The policy library: every controlled document with the facts that reviewers
//! look for.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::parse::{Classification, Document};
use crate::render::outline::{Outline, upward};
use crate::resolve::{Item, Page, PageIndex, SectionIndex, Site};

use super::here::HereView;
use super::notice::{NoticeView, due_day};
use super::{DayView, HeadView, TermView, history, texts};

/// What the page is.
const ABOUT: &str = "Every controlled document on this site: its version, who answers for it, and when it is reviewed.";

/// What the template of the library sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct LibraryPage {
    head: HeadView,
    here: HereView,
    page: LibraryView,
}

/// The policy library.
#[derive(Debug, Serialize)]
struct LibraryView {
    /// The documents by section, in the order of navigation.
    groups: Vec<GroupView>,
    /// How many documents there are.
    count: usize,
    /// The day for which reviews were judged, where one of them is not fresh.
    as_of: Option<DayView>,
}

/// The documents of one section.
#[derive(Debug, Serialize)]
struct GroupView {
    /// The title of the section; `None` for documents beside the sections, and
    /// for the only group.
    title: Option<String>,
    /// The documents, by title.
    rows: Vec<RowView>,
}

/// One document.
#[derive(Debug, Serialize)]
struct RowView {
    /// Its identity.
    id: String,
    /// Its title.
    title: String,
    /// Where it is.
    href: String,
    /// What sort of document it is.
    kind: TermView,
    /// Its version.
    version: Option<String>,
    /// Its history, if a version of it was frozen.
    history: Option<String>,
    /// Who answers for it.
    owners: Vec<String>,
    /// When it was last reviewed.
    reviewed: Option<DayView>,
    /// When it will be reviewed.
    next_review: Option<DayView>,
    /// The same day for the script that tells readers when it has passed.
    due: Option<String>,
    /// Where it stands in its life.
    status: TermView,
    /// What there is to say about its review, if it is not fresh.
    review: Option<NoticeView>,
    /// Whether its text is given on request only.
    is_restricted: bool,
}

impl LibraryPage {
    /// Gathers what the library shows.
    pub(in crate::render) fn new(site: &Site, outline: &Outline, url: &UrlPath) -> Self {
        let groups = groups(site, outline);
        let mut rows = groups.iter().flat_map(|group| &group.rows);
        let is_stale = rows.any(|row| row.review.is_some());
        Self {
            head: HeadView::new(site, "Library", url).described(Some(ABOUT.to_owned())),
            here: HereView::of_url(site, url),
            page: LibraryView {
                count: groups.iter().map(|group| group.rows.len()).sum(),
                as_of: is_stale.then(|| site.context.as_of.into()),
                groups,
            },
        }
    }
}

impl RowView {
    fn new(site: &Site, index: PageIndex, document: &Document, page: &Page) -> Self {
        let front_matter = &document.front_matter;
        Self {
            id: page.id.clone(),
            title: page.title.clone(),
            href: site.href(index),
            kind: page.kind.into(),
            version: front_matter.version.as_ref().map(|it| it.value.clone()),
            history: history(site, index),
            owners: texts(&front_matter.owner),
            reviewed: page.dates.last_reviewed_on.map(DayView::from),
            next_review: page.dates.next_review_on.map(DayView::from),
            due: due_day(site, index),
            status: page.status.into(),
            review: NoticeView::review(site, index),
            is_restricted: page.classification == Classification::Restricted,
        }
    }
}

/// Returns the documents of each section below the root, then those beside
/// them; one group alone needs no title.
fn groups(site: &Site, outline: &Outline) -> Vec<GroupView> {
    let mut by_section: Vec<Vec<RowView>> = Vec::new();
    by_section.resize_with(site.sections.len(), Vec::new);
    for (index, document, page) in site.controlled() {
        let own = upward(site, outline.place(index).section);
        let top = own.take_while(|section| *section != SectionIndex::ROOT).last();
        let rows = &mut by_section[top.unwrap_or(SectionIndex::ROOT).index()];
        rows.push(RowView::new(site, index, document, page));
    }
    let order = outline.root().iter().filter_map(|item| match item {
        Item::Section(section) => Some(*section),
        Item::Page(_) => None,
    });
    let groups = order.chain([SectionIndex::ROOT]).map(|section| {
        let mut rows = std::mem::take(&mut by_section[section.index()]);
        rows.sort_by_cached_key(|row| (row.title.to_lowercase(), row.id.clone()));
        let title = &site.section(section).title;
        let title = (section != SectionIndex::ROOT).then(|| title.clone());
        GroupView { title, rows }
    });
    let mut groups: Vec<_> = groups.filter(|group| !group.rows.is_empty()).collect();
    if let [only] = groups.as_mut_slice() {
        only.title = None;
    }
    groups
}

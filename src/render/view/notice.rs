//! What readers must know before they rely on a document.

use serde::Serialize;

use crate::base::date::Date;
use crate::parse::{Field, LinkForm, Status};
use crate::resolve::{PageIndex, ReviewState, Site, Target};

use super::{DayView, LinkView};

/// Something that readers must know before they rely on a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::render) struct NoticeView {
    /// What it is: `draft`, `in_review`, `superseded`, `withdrawn`, `pending`
    /// (not in force yet), `due-soon`, `overdue` or `expired`.
    name: &'static str,
    /// The day that it is about, if it is about one.
    day: Option<DayView>,
    /// The day for which it was judged, where it depends on one.
    as_of: Option<DayView>,
    /// What to read instead.
    instead: Vec<LinkView>,
}

impl NoticeView {
    /// Returns what there is to say about a document, the weightiest first. A
    /// document that is published and fresh has nothing.
    pub(in crate::render) fn all(site: &Site, index: PageIndex) -> Vec<Self> {
        let page = site.page(index);
        let status = match page.status {
            Status::Draft => Some("draft"),
            Status::InReview => Some("in_review"),
            Status::Superseded => Some("superseded"),
            Status::Withdrawn => Some("withdrawn"),
            Status::Published => None,
        };
        let status = status.map(|name| Self {
            name,
            day: None,
            as_of: None,
            instead: successors(site, index),
        });
        let as_of = site.context.as_of;
        let is_valid = !matches!(page.status, Status::Superseded | Status::Withdrawn);
        let start = page.dates.effective_on.filter(|start| *start > as_of);
        let pending = start.filter(|_| is_valid);
        let pending = pending.map(|start| Self {
            instead: in_force(site, index).into_iter().collect(),
            ..Self::dated("pending", start, as_of)
        });
        status.into_iter().chain(pending).chain(Self::review(site, index)).collect()
    }

    /// Returns what there is to say about the review of a document. Nobody
    /// reviews what is no longer valid, and only controlled documents promise a
    /// review.
    pub(in crate::render) fn review(site: &Site, index: PageIndex) -> Option<Self> {
        let page = site.page(index);
        if matches!(page.status, Status::Superseded | Status::Withdrawn) {
            return None;
        }
        let as_of = site.context.as_of;
        let due = page.dates.next_review_on.filter(|_| page.kind.is_controlled());
        let (name, day) = match page.dates.state(as_of) {
            ReviewState::Unknown | ReviewState::Fresh => return None,
            ReviewState::DueSoon => ("due-soon", due),
            ReviewState::Overdue => ("overdue", due),
            ReviewState::Expired => ("expired", page.dates.expires_on),
        };
        day.map(|day| Self::dated(name, day, as_of))
    }

    fn dated(name: &'static str, day: Date, as_of: Date) -> Self {
        Self {
            name,
            day: Some(day.into()),
            as_of: Some(as_of.into()),
            instead: Vec::new(),
        }
    }
}

/// Returns the version of a document that is in force, if one was frozen.
fn in_force(site: &Site, index: PageIndex) -> Option<LinkView> {
    let version = site.lineage(&site.page(index).id)?.in_force()?;
    Some(LinkView {
        title: format!("Version {}", version.version),
        href: site.config.site.base_url.href(&version.url().encoded()),
    })
}

/// Returns the day on which readers should be told that a review is overdue,
/// unless the page says so itself.
pub(in crate::render) fn due_day(site: &Site, index: PageIndex) -> Option<String> {
    let page = site.page(index);
    let is_valid = page.kind.is_controlled()
        && matches!(page.status, Status::Published | Status::InReview);
    match page.dates.state(site.context.as_of) {
        ReviewState::Fresh | ReviewState::DueSoon if is_valid => {
            page.dates.next_review_on.map(|day| day.to_string())
        }
        _ => None,
    }
}

/// Returns what replaces a document, as it says.
pub(in crate::render) fn successors(site: &Site, index: PageIndex) -> Vec<LinkView> {
    let names = &site.document(index).front_matter.superseded_by;
    let pages = names
        .iter()
        .filter_map(|name| named(site, index, Field::SupersededBy, &name.value));
    pages.map(|page| LinkView::to_page(site, page)).collect()
}

/// Returns the published page that a field of a document names by its id or by
/// a link.
pub(in crate::render) fn named(
    site: &Site,
    index: PageIndex,
    field: Field,
    name: &str,
) -> Option<PageIndex> {
    let by_link = || {
        let links = site.document(index).links.iter().zip(site.page(index).links.iter());
        let mut of_field =
            links.filter(|(link, _)| link.form == LinkForm::FrontMatter(field));
        let (_, settled) = of_field.find(|(link, _)| link.href == name)?;
        match settled.target {
            Target::Page { page, .. } => Some(page),
            _ => None,
        }
    };
    let found = site.ids.get(name).copied().or_else(by_link)?;
    site.page(found).publication.is_listed().then_some(found)
}

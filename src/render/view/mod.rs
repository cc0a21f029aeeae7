//! What templates see: every value a page shows, worked out and typed.
//!
//! A template shows and does not compute. Sorting, choosing and everything
//! about dates happens here and is tested here. Words that belong to the
//! content (titles, roles) are texts; words that belong to the theme are in the
//! templates, which are given names such as `overdue` to choose them by.

use serde::Serialize;

use crate::base::date::Date;
use crate::config::Kind;
use crate::parse::Status;
use crate::render::markup::Markup;
use crate::resolve::{PageIndex, Site};

mod document;
mod glance;
mod guide;
mod head;
mod here;
mod history;
mod library;
mod listing;
mod notice;
mod register;
mod release;
mod site;
mod source;
mod structured;

pub(super) use document::DocumentPage;
pub(super) use guide::GuidePage;
pub(super) use head::HeadView;
pub(super) use history::{
    ComparisonPage, FrozenPage, GonePage, HistoryView, Life, TimelinePage, VersionsView,
    Words,
};
pub(super) use library::LibraryPage;
pub(super) use listing::{HomePage, SectionPage};
pub(super) use register::{
    AdvisoriesPage, AdvisoryView, CertificationsPage, ContactView, FaqPage,
    SubprocessorsPage, UpdatesPage,
};
pub(super) use release::{
    ReleasePage, ReleasesPage, list_url as releases_url, url as release_url,
};
pub(super) use site::{NotFoundPage, SearchPage, SiteView};

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct LinkView {
    /// What to show.
    pub(super) title: String,
    /// Where it leads.
    pub(super) href: String,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct DayView {
    /// For machines: `2026-03-12`.
    pub(super) iso: String,
    /// For readers: `12 March 2026`.
    pub(super) words: String,
    /// For both: `<time>`.
    time: Markup,
}

/// A value of a fixed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct TermView {
    /// For machines and style sheets: `in_review`.
    pub(super) name: &'static str,
    /// For readers: `In review`.
    pub(super) label: &'static str,
}

impl From<Date> for DayView {
    fn from(date: Date) -> Self {
        let (iso, words) = (date.to_string(), date.long());
        let time = ["<time datetime=\"", &iso, "\">", &words, "</time>"].concat();
        Self { time: Markup::new(&time), iso, words }
    }
}

impl From<Kind> for TermView {
    fn from(kind: Kind) -> Self {
        let label = match kind {
            Kind::Policy => "Policy",
            Kind::Procedure => "Procedure",
            Kind::Standard => "Standard",
            Kind::Plan => "Plan",
            Kind::Guide => "Guide",
            Kind::Notice => "Notice",
            Kind::Agreement => "Agreement",
            Kind::Handbook => "Handbook",
            Kind::Record => "Record",
            Kind::Advisory => "Advisory",
            Kind::Page => "Page",
        };
        Self { name: kind.as_str(), label }
    }
}

impl From<Status> for TermView {
    fn from(status: Status) -> Self {
        let label = match status {
            Status::Draft => "Draft",
            Status::InReview => "In review",
            Status::Published => "Published",
            Status::Superseded => "Superseded",
            Status::Withdrawn => "Withdrawn",
        };
        Self { name: status.as_str(), label }
    }
}

impl LinkView {
    /// Returns the link to a page, with its full title.
    fn to_page(site: &Site, page: PageIndex) -> Self {
        Self { title: site.page(page).title.clone(), href: site.href(page) }
    }
}

/// Returns what a document says of itself in a sentence or two: its summary,
/// else the beginning of its text. Nothing of a text that is not published.
pub(super) fn lead(site: &Site, index: PageIndex) -> Option<String> {
    let document = site.document(index);
    if let Some(summary) = &document.front_matter.summary {
        return Some(summary.value.clone());
    }
    let has_body = site.page(index).publication == crate::resolve::Publication::Full;
    let lead = &document.text.lead;
    (has_body && !lead.is_empty()).then(|| lead.clone())
}

/// Returns the history of a document, if a version of it was frozen.
fn history(site: &Site, index: PageIndex) -> Option<String> {
    let lineage = site.lineage(&site.page(index).id);
    let lineage = lineage.filter(|lineage| lineage.page == Some(index))?;
    Some(site.config.site.base_url.href(&lineage.history_url().encoded()))
}

/// Returns the texts of a list in front matter.
fn texts(values: &[crate::base::span::Spanned<String>]) -> Vec<String> {
    values.iter().map(|value| value.value.clone()).collect()
}

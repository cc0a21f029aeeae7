//! Documents that replace others.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::parse::{Field, Status};
use crate::resolve::{Page, PageIndex, Site, Target};

pub(super) mod cycle;
pub(super) mod not_in_force;
pub(super) mod one_sided;

/// That one document replaces another, as one of the two says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Succession {
    /// The document that says so.
    pub(super) stated_by: PageIndex,
    /// Where.
    pub(super) span: Span,
    /// The document that replaces the other.
    pub(super) newer: PageIndex,
    /// The document that is replaced.
    pub(super) older: PageIndex,
}

/// Returns every succession that front matter states between documents that
/// readers can know about, in the order of the files.
pub(super) fn successions(site: &Site) -> Vec<Succession> {
    let mut successions = Vec::new();
    for (index, document, page) in site.published() {
        let matter = &document.front_matter;
        let fields = [
            (Field::Supersedes, &matter.supersedes),
            (Field::SupersededBy, &matter.superseded_by),
        ];
        for (field, names) in fields {
            for name in names {
                let linked = document.links.iter().position(|it| it.span == name.span);
                let linked = linked.and_then(|at| match page.links.get(at)?.target {
                    Target::Page { page, .. } => Some(page),
                    _ => None,
                });
                let other = site.ids.get(&name.value).copied().or(linked);
                let Some(other) = other else { continue };
                if !site.page(other).publication.is_listed() {
                    continue;
                }
                let (newer, older) = match field {
                    Field::Supersedes => (index, other),
                    _ => (other, index),
                };
                let (stated_by, span) = (index, name.span);
                successions.push(Succession { stated_by, span, newer, older });
            }
        }
    }
    successions
}

/// Returns whether readers take a document for valid on a day: its status says
/// so, and the day is not after its last one.
pub(super) fn is_valid(page: &Page, on: Date) -> bool {
    let has_ended = page.dates.expires_on.is_some_and(|end| end < on);
    !has_ended
        && match page.status {
            Status::Published | Status::InReview => true,
            Status::Draft | Status::Superseded | Status::Withdrawn => false,
        }
}

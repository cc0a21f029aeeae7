//! Reviews, and when they are due.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::check::Finding;
use crate::check::rules::walk::{current, is_written, top};
use crate::config::Kind;
use crate::parse::{Document, Field};
use crate::resolve::{Page, PageIndex, Site};

pub(super) mod bunched;
pub(super) mod date_missing;
pub(super) mod due_soon;
pub(super) mod expired;
pub(super) mod interval_invalid;
pub(super) mod interval_needs_unit;
pub(super) mod interval_too_long;
pub(super) mod interval_without_date;
pub(super) mod overdue;
pub(super) mod rubber_stamp;

/// Returns the published documents whose next review is due on a known day, and
/// that day.
fn reviewed(site: &Site) -> impl Iterator<Item = (PageIndex, &Document, &Page, Date)> {
    current(site).filter_map(|(index, document, page)| {
        Some((index, document, page, page.dates.next_review_on?))
    })
}

/// Returns whether documents of a kind must have a review date.
pub(super) fn must_be_reviewed(kind: Kind) -> bool {
    match kind {
        Kind::Policy | Kind::Procedure | Kind::Standard | Kind::Plan => true,
        Kind::Guide
        | Kind::Notice
        | Kind::Agreement
        | Kind::Handbook
        | Kind::Record
        | Kind::Advisory
        | Kind::Page => false,
    }
}

/// Returns whether a date is written from which a due date would follow if it
/// could be read.
fn has_written_base(document: &Document) -> bool {
    let bases =
        [Field::NextReview, Field::LastReviewed, Field::LastUpdated, Field::EffectiveOn];
    bases.into_iter().any(|field| is_written(document, field))
}

/// Returns the place of the date that decides when the next review is due.
fn decided_at(document: &Document, page: &Page) -> Span {
    page.dates.decided_at.unwrap_or_else(|| top(document))
}

/// Returns why the next review is due on `due`.
fn reason(document: &Document, page: &Page, due: Date) -> String {
    let dates = &page.dates;
    let bases = [
        ("reviewed", dates.last_reviewed_on),
        ("updated", dates.last_updated_on),
        ("in force since", dates.effective_on),
    ];
    let base = bases.into_iter().find_map(|(verb, day)| Some((verb, day?)));
    match (base, dates.review_interval) {
        (Some((verb, day)), Some(interval))
            if document.front_matter.next_review.is_none() =>
        {
            let words = interval.words();
            format!("{verb} {day}, to be reviewed every {words}: due on {due}")
        }
        _ => format!("due on {due}"),
    }
}

/// Says whom to ask.
fn note_owner(finding: &mut Finding, document: &Document) {
    let owners: Vec<_> =
        document.front_matter.owner.iter().map(|owner| owner.value.as_str()).collect();
    if !owners.is_empty() {
        finding.note(format!("owner: {}", owners.join(", ")));
    }
}

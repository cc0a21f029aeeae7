//! Which dates hold for a document, and when its next review is due.

use crate::base::date::{Date, Interval, WrittenDate};
use crate::base::span::Spanned;
use crate::config::{Config, GitDatesMode, Kind};
use crate::load::git::History;
use crate::parse::Document;

use super::PageDates;

/// Returns the dates that hold for a document; `logged` is the day of its last
/// review in the log of the archive, which counts if it is later than what front
/// matter says.
///
/// A review is due for controlled documents, and for any other document that
/// says when it was or will be reviewed; an ordinary page that only bears the
/// date of its last change promises no review.
pub(super) fn page_dates(
    document: &Document,
    (kind, logged): (Kind, Option<Date>),
    config: &Config,
    history: &History,
) -> PageDates {
    let front_matter = &document.front_matter;
    let day =
        |field: &Option<Spanned<WrittenDate>>| field.as_ref().map(|date| date.value.date);
    let mut dates = PageDates {
        issued_on: day(&front_matter.issued_on),
        effective_on: day(&front_matter.effective_on),
        last_updated_on: day(&front_matter.last_updated)
            .or_else(|| git_date(document, config, history)),
        last_reviewed_on: day(&front_matter.last_reviewed).max(logged),
        expires_on: day(&front_matter.expires_on),
        approved_on: day(&front_matter.approved_on),
        ..PageDates::default()
    };
    let promises_review = kind.is_controlled()
        || front_matter.next_review.is_some()
        || dates.last_reviewed_on.is_some()
        || front_matter.review_interval.is_some();
    if promises_review {
        plan_review(&mut dates, document, config);
    }
    dates
}

/// Fills in when the next review is due:
/// `next_review ?? (last_reviewed ?? last_updated ?? effective_on) + interval`.
fn plan_review(dates: &mut PageDates, document: &Document, config: &Config) {
    let front_matter = &document.front_matter;
    let interval = interval(document, config);
    let bases = [
        (dates.last_reviewed_on, &front_matter.last_reviewed),
        (dates.last_updated_on, &front_matter.last_updated),
        (dates.effective_on, &front_matter.effective_on),
    ];
    let base = bases.into_iter().find_map(|(day, field)| day.map(|day| (day, field)));
    let (due, decided_by) = match (&front_matter.next_review, base) {
        (Some(stated), _) => (Some(stated.value.date), Some(&front_matter.next_review)),
        (None, Some((day, field))) => (Some(day.after(interval)), Some(field)),
        (None, None) => (None, None),
    };
    dates.review_interval = Some(interval);
    dates.next_review_on = due;
    dates.due_soon_on = due.map(|due| due.days_before(config.review.due_soon_days));
    dates.decided_at =
        decided_by.and_then(|field| field.as_ref()).map(|field| field.span);
}

/// Front matter, else the collection, else the site.
fn interval(document: &Document, config: &Config) -> Interval {
    let stated =
        document.front_matter.review_interval.as_ref().map(|interval| interval.value);
    let collection = config.collection(document.path.as_str());
    stated
        .or(collection.and_then(|collection| collection.review_interval))
        .unwrap_or(config.review.interval)
}

/// Returns the day of the last commit that changed the words, where the
/// configuration lets git date documents.
fn git_date(document: &Document, config: &Config, history: &History) -> Option<Date> {
    let (GitDatesMode::Fallback, History::Known(known)) = (config.dates.git, history)
    else {
        return None;
    };
    let file = known.files.get(&document.path)?;
    file.last_substantive.as_ref().map(|commit| commit.day)
}

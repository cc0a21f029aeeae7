//! `review`: somebody has read a document, and says what came of it.

use crate::archive::{Change, NewFile, Outcome, REVIEWS, Review, reviews};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::version::Version;
use crate::base::visible::visible;
use crate::resolve::{Departure, Site};

use super::Refusal;
use super::candidate::{Candidate, refuse_damage};
use super::refusal::of;

/// A review that is to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct ReviewRequest<'a> {
    /// The document.
    pub id: &'a str,
    /// Who reviewed it; without it, the owner of the document.
    pub by: Option<&'a str>,
    /// What came of it; without it, no change where the words are known.
    pub outcome: Option<Outcome>,
    /// Today, which the day of the review must not be after.
    pub today: Date,
}

/// What recording a review comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewPlan {
    /// Nothing: this review is in the log already.
    Logged(Review),
    /// A new entry.
    Log {
        /// What the log will say.
        review: Review,
        /// The files to write.
        change: Change,
    },
}

/// Why a review is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
pub enum ReviewRefusal {
    /// Nobody is said to have reviewed it.
    #[error("{path} {}, so it is not known who reviewed it", owned(.owners))]
    ReviewerUnknown { path: String, owners: Vec<String> },

    /// Its words are new, so that what came of the review is not plain.
    #[error("{}", unfamiliar(.latest.as_ref(), *.last))]
    OutcomeUnknown { latest: Option<Version>, last: Option<Date> },

    /// A day that has not come.
    #[error("{on} has not come yet: today is {today}")]
    InFuture { on: Date, today: Date },

    /// The log has a later review already.
    #[error("it was reviewed on {last}, which is after {on}")]
    ReviewedLater { on: Date, last: Date },

    /// The log has this review with other contents.
    #[error(
        "a review by `{}` on {on} is in the log, with another outcome (`{}`) or other words",
        visible(.by),
        .outcome.as_str()
    )]
    ReviewedOtherwise { on: Date, by: String, outcome: Outcome },
}

impl ReviewRefusal {
    /// Returns what to do; starts with a verb.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::ReviewerUnknown { .. } => {
                "name the role with `--by`, such as `--by \"Head of Security\"`"
            }
            Self::OutcomeUnknown { .. } => {
                "say what came of the review: `--no-change`, `--changed` or `--retire`"
            }
            Self::InFuture { .. } => "give the day of the review",
            Self::ReviewedLater { .. } => "give a later day: the log is kept in order",
            Self::ReviewedOtherwise { .. } => {
                "give another role with `--by`, or another day with `--as-of`"
            }
        }
    }
}

fn owned(owners: &[String]) -> String {
    match owners {
        [] => "has no `owner`".to_owned(),
        _ => format!("has {}", of(owners.len(), "owner")),
    }
}

fn unfamiliar(latest: Option<&Version>, last: Option<Date>) -> String {
    match (latest, last) {
        (None, None) => "it was never frozen and never reviewed before".to_owned(),
        (Some(latest), None) => format!("the words are not those of version {latest}"),
        (None, Some(last)) => {
            format!("the words are not those that were reviewed on {last}")
        }
        (Some(latest), Some(last)) => format!(
            "the words are neither those of version {latest} nor those that were reviewed \
             on {last}"
        ),
    }
}

/// Plans to record a review on the day for which the site is judged.
///
/// Asked again after it was carried out, the answer is [`ReviewPlan::Logged`].
pub fn plan_review(
    site: &Site,
    request: &ReviewRequest<'_>,
) -> Result<ReviewPlan, Refusal> {
    refuse_damage(site)?;
    let candidate = Candidate::find(site, request.id)?;
    let version = candidate.version()?;
    if let Some(version) = &version {
        refuse_other_words(site, &candidate, version)?;
    }
    let on = site.context.as_of;
    if on > request.today {
        return Err(ReviewRefusal::InFuture { on, today: request.today }.into());
    }
    let words_sha256 = candidate.words_sha256.to_owned();
    let review = Review {
        id: candidate.page.id.clone(),
        on,
        by: reviewer(&candidate, request.by)?,
        outcome: outcome(site, request, &words_sha256)?,
        version,
        words_sha256,
        span: Span::default(),
    };
    let log = &site.archive.reviews;
    let mut earlier = log.iter().filter(|earlier| earlier.id == review.id);
    if let Some(logged) = earlier.clone().find(|it| (it.on, &it.by) == (on, &review.by)) {
        let said = Review { span: logged.span, ..review };
        let outcome = logged.outcome;
        if said == *logged {
            return Ok(ReviewPlan::Logged(said));
        }
        return Err(ReviewRefusal::ReviewedOtherwise { on, by: said.by, outcome }.into());
    }
    if let Some(later) = earlier.find(|earlier| earlier.on > on) {
        return Err(ReviewRefusal::ReviewedLater { on, last: later.on }.into());
    }
    let text = reviews(log.iter().chain([&review]));
    let lists = vec![NewFile { path: REVIEWS.to_owned(), text }];
    Ok(ReviewPlan::Log { review, change: Change { lists, ..Change::default() } })
}

/// Refuses a text that claims to be a version that has other words.
fn refuse_other_words(
    site: &Site,
    candidate: &Candidate<'_>,
    version: &Version,
) -> Result<(), Refusal> {
    let departures = site.standing(candidate.index).map(|it| it.departures.as_slice());
    let is_changed = departures.unwrap_or_default().contains(&Departure::WordsChanged);
    match site.archive.find(&candidate.page.id, version) {
        Some(frozen) if is_changed => Err(Refusal::WordsChanged {
            version: version.clone(),
            on: frozen.entry.frozen_on,
            next: candidate.next(site, version),
        }),
        _ => Ok(()),
    }
}

fn reviewer(
    candidate: &Candidate<'_>,
    by: Option<&str>,
) -> Result<String, ReviewRefusal> {
    if let Some(by) = by.map(str::trim).filter(|by| !by.is_empty()) {
        return Ok(by.to_owned());
    }
    let path = candidate.path.to_owned();
    match candidate.document.front_matter.owner.as_slice() {
        [owner] => Ok(owner.value.clone()),
        owners => {
            let owners = owners.iter().map(|owner| owner.value.clone()).collect();
            Err(ReviewRefusal::ReviewerUnknown { path, owners })
        }
    }
}

/// Returns what came of the review. Only of words that were frozen or reviewed
/// before is it plain that they have not changed.
fn outcome(
    site: &Site,
    request: &ReviewRequest<'_>,
    words_sha256: &str,
) -> Result<Outcome, ReviewRefusal> {
    if let Some(outcome) = request.outcome {
        return Ok(outcome);
    }
    let frozen = site.latest(request.id);
    let reviews = site.archive.reviews.iter().filter(|review| review.id == request.id);
    let review = reviews.max_by_key(|review| review.on);
    let frozen_words = frozen.map(|frozen| frozen.entry.words_sha256.as_str());
    let reviewed_words = review.map(|review| review.words_sha256.as_str());
    if [frozen_words, reviewed_words].contains(&Some(words_sha256)) {
        return Ok(Outcome::NoChange);
    }
    Err(ReviewRefusal::OutcomeUnknown {
        latest: frozen.map(|frozen| frozen.entry.version.clone()),
        last: review.map(|review| review.on),
    })
}

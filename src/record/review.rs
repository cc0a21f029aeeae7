//! `review`: somebody has read a document, and says what came of it.

use crate::archive::{Change, NewFile, Outcome, REVIEWS, Review, reviews};
use crate::base::date::Date;
use crate::base::digest::sha256;
use crate::base::span::Span;
use crate::base::version::Version;
use crate::resolve::{Departure, Site};

use super::Refusal;
use super::candidate::{Candidate, refuse_damage};

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
        return Err(Refusal::InFuture { on, today: request.today });
    }
    let words_sha256 = sha256(candidate.words.as_bytes());
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
        return match said == *logged {
            true => Ok(ReviewPlan::Logged(said)),
            false => Err(Refusal::ReviewedOtherwise { on, by: said.by, outcome }),
        };
    }
    if let Some(later) = earlier.find(|earlier| earlier.on > on) {
        return Err(Refusal::ReviewedLater { on, last: later.on });
    }
    let text = reviews(log.iter().chain([&review]));
    let lists = vec![NewFile { path: REVIEWS.to_owned(), text }];
    Ok(ReviewPlan::Log { review, change: Change { added: Vec::new(), lists } })
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

fn reviewer(candidate: &Candidate<'_>, by: Option<&str>) -> Result<String, Refusal> {
    if let Some(by) = by.map(str::trim).filter(|by| !by.is_empty()) {
        return Ok(by.to_owned());
    }
    let path = candidate.path.to_owned();
    match candidate.document.front_matter.owner.as_slice() {
        [owner] => Ok(owner.value.clone()),
        owners => {
            let owners = owners.iter().map(|owner| owner.value.clone()).collect();
            Err(Refusal::ReviewerUnknown { path, owners })
        }
    }
}

/// Returns what came of the review. Only of words that were frozen or reviewed
/// before is it plain that they have not changed.
fn outcome(
    site: &Site,
    request: &ReviewRequest<'_>,
    words_sha256: &str,
) -> Result<Outcome, Refusal> {
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
    Err(Refusal::OutcomeUnknown {
        latest: frozen.map(|frozen| frozen.entry.version.clone()),
        last: review.map(|review| review.on),
    })
}

//! What writers say exactly, in a comment after a sentence:
//!
//! ```text
//! We test this every year. <!-- claim: date=2025-05-31 every="12 months" -->
//! ```

use crate::base::date::{Date, Interval};
use crate::parse::claim::ClaimKind;
use crate::parse::document::{Problem, ProblemKind};

use super::passage::Note;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner { triggers: &["claim:"], with: &[], scan };

/// Returns what a comment says after `claim:`, if it is one of ours.
pub(in crate::parse) fn body_of(comment: &str) -> Option<&str> {
    let text = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
    text.trim_start().strip_prefix("claim:")
}

/// Reads every comment; what it says takes the place of what the sentence before it
/// seems to say.
fn scan(passage: &Passage<'_>, found: &mut Found) {
    for note in passage.notes() {
        let claim = read(&note.text).and_then(|kind| {
            let sentence = passage.sentence_before(note.at).ok_or_else(alone)?;
            Ok(passage.claim(&sentence, kind))
        });
        match claim {
            Ok(claim) => {
                found.claims.retain(|other| {
                    let is_inside = claim.span.start <= other.span.start
                        && other.span.end <= claim.span.end;
                    !(is_inside && is_of_time(&other.kind))
                });
                found.claims.push(claim);
            }
            Err(message) => found.problems.push(malformed(note, message)),
        }
    }
}

/// Returns what is wrong with a comment that no sentence stands before.
pub(in crate::parse) fn alone() -> String {
    "no sentence stands before it on its line".to_owned()
}

fn malformed(note: &Note, message: String) -> Problem {
    Problem { span: note.span, kind: ProblemKind::ClaimMalformed { message } }
}

/// Returns whether a claim is about when.
const fn is_of_time(kind: &ClaimKind) -> bool {
    matches!(
        kind,
        ClaimKind::Dated { .. }
            | ClaimKind::Recurring { .. }
            | ClaimKind::RelativeTime
            | ClaimKind::InProgress
    )
}

/// Reads ` date=2025-05-31 every="12 months" `.
fn read(text: &str) -> Result<ClaimKind, String> {
    let mut date = None;
    let mut every = None;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((key, after)) = rest.split_once('=') else {
            return Err(format!("`{rest}` is not written as `key=value`"));
        };
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a quote is not closed")?,
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        match key.trim() {
            "date" => date = Some(day(value)?),
            "every" => every = Some(period(value)?),
            other => {
                return Err(format!(
                    "`{other}=` is unknown, only `date=` and `every=` are known"
                ));
            }
        }
        rest = after.trim_start();
    }
    match (date, every) {
        (Some(last), Some(every)) => Ok(ClaimKind::Recurring { last, every }),
        (Some(date), None) => Ok(ClaimKind::Dated { date }),
        (None, _) => Err("`date=` is missing".to_owned()),
    }
}

/// Reads the day of a claim, or says why it is none.
pub(in crate::parse) fn day(value: &str) -> Result<Date, String> {
    let written = Date::parse(value).ok();
    let wrong = || format!("`{value}` is not a day, write it as YYYY-MM-DD");
    written.map(|written| written.date).ok_or_else(wrong)
}

/// Reads how often something happens, or says why that is not known.
pub(in crate::parse) fn period(value: &str) -> Result<Interval, String> {
    let wrong =
        || format!("`{value}` is not a period of time, write it as \"12 months\"");
    Interval::parse(value).ok().ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_gives_a_day_and_a_period_or_says_what_is_wrong() {
        let date: Date = "2025-05-31".parse().unwrap();
        let every = Interval::Months(12);
        #[rustfmt::skip]
        let cases = [
            (" date=2025-05-31 ",                       Ok(ClaimKind::Dated { date })),
            ("date=2025-05 every=\"12 months\"",        Ok(ClaimKind::Recurring { last: date, every })),
            ("every=P1Y date=\"May 31, 2025\"",         Ok(ClaimKind::Recurring { last: date, every })),
            ("every=P1Y",                               Err("`date=` is missing")),
            ("date=soon",                               Err("`soon` is not a day, write it as YYYY-MM-DD")),
            ("date=2025-05-31 every=now",               Err("`now` is not a period of time, write it as \"12 months\"")),
            ("date=2025-05-31 until=2026",              Err("`until=` is unknown, only `date=` and `every=` are known")),
            ("today",                                   Err("`today` is not written as `key=value`")),
            ("date=\"2025",                             Err("a quote is not closed")),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected.map_err(str::to_owned), "{text}");
        }
    }
}

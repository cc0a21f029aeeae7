//! Dates, periods and cadences as they are written in sentences.

use std::ops::Range;

use crate::base::date::{Date, DateError, Interval, Precision};

use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;

/// A day, a month, a quarter or a year in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The first day that it can mean.
    pub(super) first: Date,
    /// The last one.
    pub(super) last: Date,
}

/// How many words a date has at most: `31st of May 2025`.
const LONGEST: usize = 4;

/// How a year may be written between a preposition and a date.
const APPROXIMATIONS: Phrase<'static> = Phrase::new(
    "the|end|start|beginning|of|early|late|mid|mid-|around|about|approximately",
);

/// Returns the date that begins at a word.
///
/// The name of a month has a capital letter: `may 2025` is a verb and a number.
pub(super) fn mention_at(sentence: &Sentence<'_>, at: usize) -> Option<Mention> {
    let word = sentence.word(at);
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    if !is_number && !may_be_month(word) && quarter(word).is_none() {
        return year_at(sentence, at);
    }
    let longest = LONGEST.min(sentence.len().saturating_sub(at));
    let in_full = (1..=longest).rev().find_map(|count| {
        let words = at..at + count;
        let (first, last) = match Date::parse(sentence.written(words.clone())) {
            Ok(written) => (written.earliest(), written.date),
            // In doubt, the later day.
            Err(DateError::Ambiguous(one, other)) => (one.min(other), one.max(other)),
            Err(DateError::Malformed | DateError::Impossible) => return None,
        };
        is_recent(last).then_some(Mention { words, first, last })
    });
    in_full.or_else(|| quarter_at(sentence, at)).or_else(|| year_at(sentence, at))
}

/// Returns the date that begins at a word or after words such as `the end of`.
pub(super) fn mention_near(sentence: &Sentence<'_>, at: usize) -> Option<Mention> {
    const MOST: usize = 3;
    let mut at = at;
    for _ in 0..MOST {
        if sentence.phrase_at(at, APPROXIMATIONS).is_none() {
            break;
        }
        at += 1;
    }
    mention_at(sentence, at)
}

/// Returns a quarter: `Q3 2025`, `Q3 of 2025`.
fn quarter_at(sentence: &Sentence<'_>, at: usize) -> Option<Mention> {
    let quarter = quarter(sentence.word(at))?;
    let of = sentence.phrase_at(at + 1, phrase!("of")).map_or(at + 1, |of| of.end);
    let year = year(sentence.word(of))?;
    let first = first_of_month(year, i8::try_from(quarter * 3 - 2).ok()?)?;
    let last = end_of_month(year, quarter * 3)?;
    Some(Mention { words: at..of + 1, first, last })
}

fn year_at(sentence: &Sentence<'_>, at: usize) -> Option<Mention> {
    let year = year(sentence.word(at))?;
    let (first, last) = (first_of_month(year, 1)?, end_of_month(year, 12)?);
    Some(Mention { words: at..at + 1, first, last })
}

/// Returns the number of a quarter: `Q3`.
pub(super) fn quarter(word: &str) -> Option<u8> {
    match word {
        "Q1" => Some(1),
        "Q2" => Some(2),
        "Q3" => Some(3),
        "Q4" => Some(4),
        _ => None,
    }
}

/// Returns the number of a month that is written out, with a capital letter.
pub(super) fn month(word: &str) -> Option<u8> {
    if !may_be_month(word) {
        return None;
    }
    let written = Date::parse(&format!("{word} 2000")).ok()?;
    let months =
        (1..=12_u8).find(|&month| end_of_month(2000, month) == Some(written.date));
    months.filter(|_| written.precision == Precision::Month)
}

fn first_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1)
}

/// Returns whether a word begins as the name of a month does, with a capital letter.
fn may_be_month(word: &str) -> bool {
    const MONTHS: &[u8] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let Some(start) = word.as_bytes().first_chunk::<3>() else { return false };
    let (months, _) = MONTHS.as_chunks();
    start[0].is_ascii_uppercase()
        && months.contains(&start.map(|b| b.to_ascii_lowercase()))
}

/// Returns the last day of a month.
pub(super) fn end_of_month(year: i16, month: u8) -> Option<Date> {
    Date::parse(&format!("{year:04}-{month:02}")).ok().map(|written| written.date)
}

/// Returns the year that a word is, or is a part of: `2025`, `mid-2025`.
fn year(word: &str) -> Option<i16> {
    const PARTS: [&str; 3] = ["early", "mid", "late"];
    let is_part = |part: &str| PARTS.iter().any(|it| it.eq_ignore_ascii_case(part));
    let in_part = word.split_once('-').filter(|(part, _)| is_part(part));
    let word = in_part.map_or(word, |(_, year)| year);
    let is_year = word.len() == 4 && (word.starts_with("20") || word.starts_with("199"));
    word.parse().ok().filter(|_| is_year)
}

/// Returns whether a claim can be of that day; numbers are not dates of old.
fn is_recent(date: Date) -> bool {
    (1990..2100).contains(&date.year())
}

/// Returns how often something happens, as a sentence says, and the words.
pub(super) fn cadence(sentence: &Sentence<'_>) -> Option<(Range<usize>, Interval)> {
    const ADVERBS: Phrase<'static> = Phrase::new(
        "annual|annually|yearly|quarterly|monthly|weekly|fortnightly\
        |semi-annual|semi-annually|semiannually|biennial|biennially|triennially",
    );
    (0..sentence.len()).find_map(|at| {
        if let Some(words) = sentence.phrase_at(at, ADVERBS) {
            return Some((words.clone(), period(sentence, words)?));
        }
        if let Some(words) = sentence.phrase_at(at, phrase!("every|each")) {
            let ends = [words.end + 1, words.end + 2];
            return ends.into_iter().find_map(|end| {
                let words = at..end.min(sentence.len());
                Some((words.clone(), period(sentence, words)?))
            });
        }
        if let Some(words) = sentence.phrase_at(at, phrase!("once a|per|every|each")) {
            let all = at..(words.end + 1).min(sentence.len());
            let unit = sentence.word(words.end);
            return Some((all, Interval::parse(&format!("every {unit}")).ok()?));
        }
        let words = sentence.phrase_at(at, phrase!("twice a|per|every|each year"))?;
        Some((words, Interval::Months(6)))
    })
}

fn period(sentence: &Sentence<'_>, words: Range<usize>) -> Option<Interval> {
    Interval::parse(sentence.written(words)).ok()
}

//! What the parts of a version mean, in a form that compares as it should.

use std::fmt;

use crate::base::date::Date;

/// A version as its scheme reads it. The order of the variants and fields is
/// the order of versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key<'a> {
    /// Not of the scheme.
    Other(Vec<Part<'a>>),
    /// Up to three numbers; those that are not written are 0.
    Numbers { numbers: [Number<'a>; 3], stage: Stage<'a> },
    /// A day, or a month, which comes before its days, and the how manieth
    /// version of it this is.
    Date { year: Number<'a>, month: Number<'a>, day: Number<'a>, nth: Number<'a> },
}

/// A number of any size.
///
/// # Invariants
///
/// Digits without leading zeros; zero is empty. The length comes first, so that
/// the derived order is that of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number<'a> {
    length: usize,
    digits: &'a str,
}

/// Whether a semantic version is finished.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage<'a> {
    /// It has a pre-release part, which begins with `-`.
    Before(Vec<Part<'a>>),
    /// It has none.
    Final,
}

/// A part of a name; numbers come before words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part<'a> {
    /// Digits.
    Number(Number<'a>),
    /// Anything else.
    Word(&'a str),
}

const ZERO: Number<'static> = Number { length: 0, digits: "" };

impl<'a> Number<'a> {
    fn of(digits: &'a str) -> Self {
        let digits = digits.trim_start_matches('0');
        Self { length: digits.len(), digits }
    }

    /// Reads a number as people write it: digits, and no zero before others.
    fn plain(text: &'a str) -> Option<Self> {
        let is_plain = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text == "0" || !text.starts_with('0'));
        is_plain.then(|| Self::of(text))
    }

    /// Reads a number of exactly so many digits.
    fn padded(text: &'a str, length: usize) -> Option<Self> {
        let is_padded =
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        is_padded.then(|| Self::of(text))
    }

    /// Returns the number after this one.
    pub(super) fn next(self) -> String {
        let nines = self.digits.len() - self.digits.trim_end_matches('9').len();
        let (rest, _) = self.digits.split_at(self.digits.len() - nines);
        let mut characters = rest.chars();
        let last = characters.next_back().and_then(|last| last.to_digit(10));
        let last = last.unwrap_or(0) + 1;
        format!("{}{last}{}", characters.as_str(), "0".repeat(nines))
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.length == 0 { "0" } else { self.digits })
    }
}

/// Splits a name where digits begin and end.
pub(super) fn natural(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let other = |c: char| c.is_ascii_digit() != is_number;
        let (part, after) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        parts.push(if is_number {
            Part::Number(Number::of(part))
        } else {
            Part::Word(part)
        });
        rest = after;
    }
    parts
}

pub(super) fn integer(text: &str) -> Option<Key<'_>> {
    let number = Number::plain(text)?;
    Some(Key::Numbers { numbers: [number, ZERO, ZERO], stage: Stage::Final })
}

pub(super) fn major_minor(text: &str) -> Option<Key<'_>> {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    let numbers = [Number::plain(major)?, Number::plain(minor)?, ZERO];
    Some(Key::Numbers { numbers, stage: Stage::Final })
}

pub(super) fn semantic(text: &str) -> Option<Key<'_>> {
    let (text, metadata) = match text.split_once('+') {
        Some((text, metadata)) => (text, Some(metadata)),
        None => (text, None),
    };
    if !metadata.is_none_or(|metadata| metadata.split('.').all(is_identifier)) {
        return None;
    }
    let (core, before) = match text.split_once('-') {
        Some((core, before)) => (core, Some(before)),
        None => (text, None),
    };
    // `2026-13` is no draft of version 2026, but a month that does not exist.
    if (before.is_some() || metadata.is_some()) && !core.contains('.') {
        return None;
    }
    let mut numbers = [ZERO; 3];
    let mut places = numbers.iter_mut();
    for number in core.split('.') {
        *places.next()? = Number::plain(number)?;
    }
    let stage = match before {
        Some(before) => {
            Stage::Before(before.split('.').map(identifier).collect::<Option<_>>()?)
        }
        None => Stage::Final,
    };
    Some(Key::Numbers { numbers, stage })
}

/// Reads a part of a pre-release: a number, or a word with a letter or hyphen.
fn identifier(text: &str) -> Option<Part<'_>> {
    if !is_identifier(text) {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Number::plain(text).map(Part::Number);
    }
    Some(Part::Word(text))
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A version that is a date, in its parts.
struct Written<'a> {
    year: &'a str,
    month: &'a str,
    day: Option<&'a str>,
    nth: Option<&'a str>,
    separator: char,
}

impl<'a> Written<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let separator = text.chars().nth(4).filter(|c| matches!(c, '-' | '.'))?;
        let mut parts = text.splitn(3, separator);
        let (year, month) = (parts.next()?, parts.next()?);
        let (day, nth) = match parts.next() {
            Some(rest) => match rest.split_once('.') {
                Some((day, nth)) => (Some(day), Some(nth)),
                None => (Some(rest), None),
            },
            None => (None, None),
        };
        Number::padded(year, 4)?;
        let iso = format!("{year}-{month}-{}", day.unwrap_or("01"));
        iso.parse::<Date>().ok()?;
        Some(Self { year, month, day, nth, separator })
    }

    fn key(&self) -> Option<Key<'a>> {
        Some(Key::Date {
            year: Number::padded(self.year, 4)?,
            month: Number::padded(self.month, 2)?,
            day: self.day.map_or(Some(ZERO), |day| Number::padded(day, 2))?,
            nth: self.nth.map_or(Some(Number::of("1")), Number::plain)?,
        })
    }
}

pub(super) fn date(text: &str) -> Option<Key<'_>> {
    Written::read(text)?.key()
}

/// Returns what may follow a date for a text that is published on a day, some
/// of which may not be later.
pub(super) fn next_dates(text: &str, on: Date) -> Vec<String> {
    let Some(written) = Written::read(text) else { return Vec::new() };
    let full = on.to_string().replace('-', &written.separator.to_string());
    let Some(day) = written.day else {
        let month_length = "YYYY-MM".len();
        let month = full.get(..month_length).unwrap_or(&full).to_owned();
        return if month == text { vec![full] } else { vec![month] };
    };
    let Written { year, month, separator, .. } = written;
    let same_day = format!("{year}{separator}{month}{separator}{day}");
    if full > same_day {
        return vec![full];
    }
    let nth = Number::of(written.nth.unwrap_or("1")).next();
    vec![format!("{same_day}.{nth}")]
}

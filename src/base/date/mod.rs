//! Days, periods, and the spellings in which people write them.
//!
//! Every date in compliance metadata is a civil date without a time zone. The
//! accepted spellings are listed at [`Date::parse`] and [`Interval::parse`];
//! both were collected from published policies, and what can be read in two
//! ways is refused rather than guessed.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::{Span as JiffSpan, ToSpan as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

mod http;
mod interval;

pub use http::http_time;
pub use interval::{Interval, IntervalError};

/// A day in the Gregorian calendar.
///
/// # Invariants
///
/// The year is 0 to 9999, so that every day has one spelling as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// How exactly a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Precision {
    /// Year, month and day.
    Day,
    /// Year and month only; the date stands for the last day of that month.
    Month,
}

/// A date as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct WrittenDate {
    /// The day meant.
    pub date: Date,
    /// Whether the day was written or only its month.
    pub precision: Precision,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// The text does not read as a date in any accepted spelling.
    Malformed,
    /// The text reads as a date that no calendar has, such as 2026-02-30.
    Impossible,
    /// The text could be the first or the second day: 03/04/2026 is 3 April or
    /// 4 March.
    Ambiguous(Date, Date),
}

/// Which part of a date with slashes comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SlashOrder {
    /// Nobody said; both readings count.
    Unknown,
    /// The month, as in the United States.
    MonthFirst,
}

const DIGITS: &[u8; 10] = b"0123456789";

/// The first and the last day that a [`Date`] can be.
const FIRST: civil::Date = civil::date(0, 1, 1);
const LAST: civil::Date = civil::date(9999, 12, 31);

/// More months or days than any two dates are apart; jiff refuses spans that
/// are much longer.
const MOST_MONTHS: u32 = 10_000 * 12;
const MOST_DAYS: u32 = 10_000 * 366;

impl Date {
    /// Returns a day, if the calendar has it and its year is 0 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        (date >= FIRST).then_some(Self(date))
    }

    /// Reads a date in any accepted spelling; white space around it and the
    /// case of letters are ignored.
    ///
    /// | spelling | example |
    /// |---|---|
    /// | `YYYY-MM-DD` | 2026-05-31 |
    /// | RFC 3339, and the same with a space or without a zone | 2026-05-31T09:30:00Z |
    /// | `YYYYMMDD` | 20260531 |
    /// | `YYYY-MM`, `Month YYYY`: counts as the month's last day | 2026-05, May 2026 |
    /// | `Month D, YYYY`, full or short | May 31st, 2026, Sept. 1 2026 |
    /// | `D Month YYYY`, full or short | 31st of May 2026, 31-May-2026 |
    /// | `YYYY/MM/DD` | 2026/05/31 |
    /// | slashes with the year last, where only one reading is a date | 31/05/2026 |
    ///
    /// The time and zone of a timestamp are checked and dropped: the day is the
    /// one that is written.
    ///
    /// ```
    /// use trustpress::base::date::Date;
    ///
    /// let written = Date::parse("Sept. 1st, 2026").unwrap();
    /// assert_eq!(written.date.to_string(), "2026-09-01");
    /// ```
    pub fn parse(text: &str) -> Result<WrittenDate, DateError> {
        read_date(text.trim(), SlashOrder::Unknown)
    }

    /// Reads a date like [`Date::parse`], but takes the month to come first
    /// where slashes leave it open.
    ///
    /// This is how Microsoft's `ms.date` is written.
    pub fn parse_month_first(text: &str) -> Result<WrittenDate, DateError> {
        read_date(text.trim(), SlashOrder::MonthFirst)
    }

    /// Returns the day that lies `interval` after this one; past the end of a
    /// month it is the month's last day.
    ///
    /// ```
    /// use trustpress::base::date::{Date, Interval};
    ///
    /// let reviewed: Date = "2024-08-31".parse().unwrap();
    /// assert_eq!(reviewed.after(Interval::Months(6)).to_string(), "2025-02-28");
    /// ```
    #[must_use]
    pub fn after(self, interval: Interval) -> Self {
        let span: JiffSpan = match interval {
            Interval::Months(months) => i64::from(months.min(MOST_MONTHS)).months(),
            Interval::Days(days) => i64::from(days.min(MOST_DAYS)).days(),
        };
        Self(self.0.saturating_add(span).min(LAST))
    }

    /// Returns the day that lies `days` before this one.
    #[must_use]
    pub fn days_before(self, days: u32) -> Self {
        let days = i64::from(days.min(MOST_DAYS));
        Self(self.0.saturating_sub(days.days()).max(FIRST))
    }

    /// Returns how many days this day lies after `earlier`; negative if it lies
    /// before.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the day as readers see it: `12 March 2026`.
    pub fn long(self) -> String {
        let month = usize::from(self.0.month().unsigned_abs()).saturating_sub(1);
        let month = MONTHS.get(month).copied().unwrap_or_default();
        [&self.0.day().to_string(), " ", month, " ", &self.0.year().to_string()].concat()
    }

    /// Returns the day in UTC on which a Unix timestamp falls.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        let span = JiffSpan::new().try_days(days).ok()?;
        let date = civil::date(1970, 1, 1).checked_add(span).ok()?;
        (date >= FIRST).then_some(Self(date))
    }
}

impl WrittenDate {
    /// Returns the first day that can be meant: where only the month was
    /// written, its first.
    pub fn earliest(self) -> Date {
        match self.precision {
            Precision::Day => self.date,
            Precision::Month => Date(self.date.0.first_of_month()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digit by digit: pages are full of dates, and padding numbers takes longer.
        let year = self.0.year().unsigned_abs();
        let [month, day] = [self.0.month(), self.0.day()].map(i8::unsigned_abs);
        let mut text = *b"0000-00-00";
        let parts =
            [(0, year / 100), (2, year % 100), (5, month.into()), (8, day.into())];
        for (at, number) in parts {
            text[at] = DIGITS[usize::from(number / 10)];
            text[at + 1] = DIGITS[usize::from(number % 10)];
        }
        f.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.splitn(3, '-');
        let mut next = |length| parts.next().and_then(|part| number(part, length));
        let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else {
            return Err(DateError::Malformed);
        };
        from_numbers(year, month, day)
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(text)?;
        let unfit = || serde::de::Error::custom("not a date as YYYY-MM-DD");
        text.parse().ok().ok_or_else(unfit)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// The months as they are written out.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn read_date(text: &str, order: SlashOrder) -> Result<WrittenDate, DateError> {
    let on_day = |date| WrittenDate { date, precision: Precision::Day };
    if text.contains('/') {
        return slashed(text, order).map(on_day);
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return in_words(text);
    }
    if let Some(number) = number(text, 8) {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        return from_numbers(year, month, day).map(on_day);
    }
    if let Some((year, month)) = text.split_once('-')
        && let (Some(year), Some(month)) = (number(year, 4), number(month, 2))
    {
        return last_of_month(year, month);
    }
    match text.split_at_checked(10) {
        Some((day, time)) if number(day.get(..4).unwrap_or_default(), 4).is_some() => {
            let date: Date = day.parse()?;
            let timed = time.is_empty() || is_time_of_day(time);
            timed.then(|| on_day(date)).ok_or(DateError::Malformed)
        }
        _ => in_words(text),
    }
}

/// Returns the number that `part` is, if it is exactly `length` digits.
fn number(part: &str, length: usize) -> Option<u32> {
    let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits { part.parse().ok() } else { None }
}

fn from_numbers(year: u32, month: u32, day: u32) -> Result<Date, DateError> {
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), i8::try_from(month), i8::try_from(day))
    else {
        return Err(DateError::Impossible);
    };
    Date::new(year, month, day).ok_or(DateError::Impossible)
}

fn last_of_month(year: u32, month: u32) -> Result<WrittenDate, DateError> {
    let first = from_numbers(year, month, 1)?;
    let date = Date(first.0.last_of_month());
    Ok(WrittenDate { date, precision: Precision::Month })
}

/// Reads `YYYY/MM/DD`, `DD/MM/YYYY` and `MM/DD/YYYY`.
fn slashed(text: &str, order: SlashOrder) -> Result<Date, DateError> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let short = |part| number(part, 2).or_else(|| number(part, 1));
    let &[first, second, third] = parts.as_slice() else {
        return Err(DateError::Malformed);
    };
    if let Some(year) = number(first, 4) {
        let (Some(month), Some(day)) = (short(second), short(third)) else {
            return Err(DateError::Malformed);
        };
        return from_numbers(year, month, day);
    }
    let (Some(first), Some(second), Some(year)) =
        (short(first), short(second), number(third, 4))
    else {
        return Err(DateError::Malformed);
    };
    let day_first = from_numbers(year, second, first);
    let month_first = from_numbers(year, first, second);
    match (day_first, month_first) {
        (Ok(day_first), Ok(month_first)) if day_first != month_first => match order {
            SlashOrder::MonthFirst => Ok(month_first),
            SlashOrder::Unknown => Err(DateError::Ambiguous(day_first, month_first)),
        },
        (Ok(date), _) | (_, Ok(date)) => Ok(date),
        (Err(error), Err(_)) => Err(error),
    }
}

/// Returns whether `text` is what may follow the day in a timestamp:
/// `T09:30:00.5+02:00`, ` 09:30 +0200`.
fn is_time_of_day(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else { return false };
    let clock_end = time.find(|c: char| !matches!(c, '0'..='9' | ':' | '.'));
    let (clock, zone) = time.split_at(clock_end.unwrap_or(time.len()));
    let parts: Vec<&str> = clock.splitn(3, ':').collect();
    let at_most = |part, most| number(part, 2).is_some_and(|number| number <= most);
    let is_clock = match parts.as_slice() {
        [hour, minute] => at_most(hour, 24) && at_most(minute, 59),
        [hour, minute, second] => {
            let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
            let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
            // A leap second is number 60.
            at_most(hour, 24) && at_most(minute, 59) && at_most(second, 60) && digits
        }
        _ => false,
    };
    is_clock && is_zone(zone.trim())
}

fn is_zone(text: &str) -> bool {
    let named = ["", "z", "utc", "gmt"];
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return named.iter().any(|name| name.eq_ignore_ascii_case(text));
    };
    let (hours, minutes) = offset
        .split_once(':')
        .or_else(|| offset.split_at_checked(2))
        .unwrap_or((offset, "00"));
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    number(hours, 2).is_some_and(|hours| hours <= 23)
        && number(minutes, 2).is_some_and(|minutes| minutes <= 59)
}

/// Reads a date whose month is a word.
fn in_words(text: &str) -> Result<WrittenDate, DateError> {
    let parts = text.split([' ', '\t', ',', '-', '\u{a0}']);
    let parts: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("of"))
        .collect();
    let (month, day, year) = match parts.as_slice() {
        [month, year] => (month, None, year),
        [first, second, year] if month_number(first).is_some() => {
            (first, Some(second), year)
        }
        [first, second, year] => (second, Some(first), year),
        _ => return Err(DateError::Malformed),
    };
    let (Some(month), Some(year)) = (month_number(month), number(year, 4)) else {
        return Err(DateError::Malformed);
    };
    let Some(day) = day else { return last_of_month(year, month) };
    let day = day_number(day).ok_or(DateError::Malformed)?;
    let date = from_numbers(year, month, day)?;
    Ok(WrittenDate { date, precision: Precision::Day })
}

/// Returns the number of a month: `May`, `aug`, `Sept.`
fn month_number(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let is_month = |name: &&str| {
        let short = name.get(..3).unwrap_or(name);
        name.eq_ignore_ascii_case(word) || short.eq_ignore_ascii_case(word)
    };
    let found = MONTHS.iter().position(is_month);
    let found = found.or_else(|| word.eq_ignore_ascii_case("sept").then_some(8));
    found.and_then(|index| u32::try_from(index + 1).ok())
}

/// Returns the number of a day of the month: `3`, `03`, `3rd`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    let ordinal = ["", "st", "nd", "rd", "th"];
    let known = ordinal.iter().any(|known| known.eq_ignore_ascii_case(suffix));
    if known { number(digits, 2).or_else(|| number(digits, 1)) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_read_in_every_accepted_spelling() {
        #[rustfmt::skip]
        let cases = [
            // written                        means         precision
            ("2026-05-31",                    "2026-05-31", Precision::Day),
            ("  2026-05-31\n",                "2026-05-31", Precision::Day),
            ("2024-02-29",                    "2024-02-29", Precision::Day),
            ("0000-01-01",                    "0000-01-01", Precision::Day),
            ("2026-05-31T23:59:60Z",          "2026-05-31", Precision::Day), // a leap second
            ("2026-05-31t09:30:00.25+02:00",  "2026-05-31", Precision::Day),
            ("2026-05-31 09:30:00 -0800",     "2026-05-31", Precision::Day), // the day written
            ("2026-05-31T09:30",              "2026-05-31", Precision::Day),
            ("2026-05-31 09:30 UTC",          "2026-05-31", Precision::Day),
            ("2026-05-31T09:30:00+02",        "2026-05-31", Precision::Day),
            ("20240513",                      "2024-05-13", Precision::Day),
            ("2026-05",                       "2026-05-31", Precision::Month),
            ("2026-02",                       "2026-02-28", Precision::Month),
            ("May 2025",                      "2025-05-31", Precision::Month),
            ("February, 2024",                "2024-02-29", Precision::Month),
            ("June 8, 2023",                  "2023-06-08", Precision::Day),
            ("june 8 2023",                   "2023-06-08", Precision::Day),
            ("May 31st, 2025",                "2025-05-31", Precision::Day),
            ("JUN 1 2018",                    "2018-06-01", Precision::Day),
            ("Jun. 1, 2018",                  "2018-06-01", Precision::Day),
            ("Sept 2, 2026",                  "2026-09-02", Precision::Day),
            ("Sep. 3RD, 2026",                "2026-09-03", Precision::Day),
            ("12 March 2026",                 "2026-03-12", Precision::Day),
            ("1st of December, 2025",         "2025-12-01", Precision::Day),
            ("2 Mar 2026",                    "2026-03-02", Precision::Day),
            ("02-Mar-2026",                   "2026-03-02", Precision::Day),
            ("12\u{a0}March\u{a0}2026",       "2026-03-12", Precision::Day),
            ("2026/05/31",                    "2026-05-31", Precision::Day),
            ("31/05/2026",                    "2026-05-31", Precision::Day), // no 31st month
            ("05/31/2026",                    "2026-05-31", Precision::Day),
            ("4/4/2026",                      "2026-04-04", Precision::Day), // both the same
        ];
        for (written, day, precision) in cases {
            let want = WrittenDate { date: date(day), precision };
            assert_eq!(Date::parse(written), Ok(want), "{written:?}");
        }
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        let ambiguous = DateError::Ambiguous(date("2026-04-03"), date("2026-03-04"));
        #[rustfmt::skip]
        let cases = [
            ("03/04/2026",              ambiguous.clone()),
            ("3/4/2026",                ambiguous),
            ("2026-02-30",              DateError::Impossible),
            ("2025-02-29",              DateError::Impossible),
            ("2026-13-01",              DateError::Impossible),
            ("2026-00",                 DateError::Impossible),
            ("20261301",                DateError::Impossible),
            ("May 32, 2025",            DateError::Impossible),
            ("30/02/2026",              DateError::Impossible),
            ("31/31/2026",              DateError::Impossible),
            ("2026/13/01",              DateError::Impossible),
            ("Anual",                   DateError::Malformed), // a typo for a period
            ("",                        DateError::Malformed),
            ("-",                       DateError::Malformed),
            ("2026",                    DateError::Malformed),
            ("2026-5-1",                DateError::Malformed),
            ("03/04/26",                DateError::Malformed),
            ("1/2/3/2026",              DateError::Malformed),
            ("2026-05-31T25:00:00Z",    DateError::Malformed),
            ("2026-05-31T09:30:00X",    DateError::Malformed),
            ("2026-05-31T09:30:00+99:00", DateError::Malformed),
            ("2026-05-31x",             DateError::Malformed),
            ("May 2th2 2026",           DateError::Malformed),
            ("March",                   DateError::Malformed),
            ("March 3",                 DateError::Malformed),
            ("Marchember 3, 2026",      DateError::Malformed),
            ("2026-05-3\u{661}",        DateError::Malformed), // an Arabic digit
            ("日付 3 2026",              DateError::Malformed),
        ];
        for (written, want) in cases {
            assert_eq!(Date::parse(written), Err(want), "{written:?}");
        }
    }

    #[test]
    fn month_first_decides_only_what_slashes_leave_open() {
        #[rustfmt::skip]
        let cases = [
            ("03/04/2026", "2026-03-04"),
            ("13/04/2026", "2026-04-13"), // there is no 13th month
            ("2026-04-03", "2026-04-03"),
        ];
        for (written, day) in cases {
            let read = Date::parse_month_first(written).map(|written| written.date);
            assert_eq!(read, Ok(date(day)), "{written}");
        }
    }

    #[test]
    fn adding_months_keeps_the_day_or_takes_the_last_one() {
        #[rustfmt::skip]
        let cases = [
            // from         interval              to
            ("2024-01-15",  Interval::Months(12), "2025-01-15"),
            ("2026-01-31",  Interval::Months(1),  "2026-02-28"),
            ("2024-01-31",  Interval::Months(1),  "2024-02-29"),
            ("2024-02-29",  Interval::Months(12), "2025-02-28"),
            ("2024-08-31",  Interval::Months(6),  "2025-02-28"),
            ("2024-12-31",  Interval::Days(1),    "2025-01-01"),
            ("9999-12-01",  Interval::Months(1),  "9999-12-31"), // the end of the calendar
            ("2024-01-01",  Interval::Days(u32::MAX),   "9999-12-31"),
            ("2024-01-01",  Interval::Months(u32::MAX), "9999-12-31"),
        ];
        for (from, interval, to) in cases {
            assert_eq!(date(from).after(interval), date(to), "{from} + {interval}");
        }
        assert_eq!(date("2026-03-01").days_before(1), date("2026-02-28"));
        assert_eq!(date("2026-03-01").days_before(u32::MAX), date("0000-01-01"));
        assert_eq!(date("2026-03-01").days_since(date("2025-03-01")), 365);
    }

    #[test]
    fn readers_see_the_month_as_a_word() {
        assert_eq!(date("2026-03-12").long(), "12 March 2026");
        assert_eq!(date("0999-12-01").long(), "1 December 999");
    }

    #[test]
    fn a_unix_timestamp_falls_on_a_day_in_utc() {
        #[rustfmt::skip]
        let cases = [
            (0,             Some("1970-01-01")),
            (-1,            Some("1969-12-31")),
            (86_399,        Some("1970-01-01")),
            (1_780_000_000, Some("2026-05-28")),
            (i64::MAX,      None),
            (i64::MIN,      None),
            (-70_000_000_000, None), // before the year 0
        ];
        for (seconds, day) in cases {
            let got = Date::from_unix(seconds);
            assert_eq!(got.map(|date| date.to_string()).as_deref(), day, "{seconds}");
        }
    }

    proptest! {
        #[test]
        fn what_a_date_prints_it_reads(date in any_date()) {
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert_eq!(Date::parse(&date.to_string()).map(|read| read.date), Ok(date));
            if date.year() >= 1000 {
                prop_assert_eq!(Date::parse(&date.long()).map(|read| read.date), Ok(date));
            }
        }

        /// Who is reviewed later is due later, and a longer interval is never
        /// due earlier.
        #[test]
        fn after_is_monotone(
            one in any_date(),
            two in any_date(),
            short in 0u32..20_000,
            long in 0u32..20_000,
        ) {
            let ((one, two), (short, long)) =
                ((one.min(two), one.max(two)), (short.min(long), short.max(long)));
            for unit in [Interval::Months, Interval::Days] {
                prop_assert!(one.after(unit(short)) <= two.after(unit(short)));
                prop_assert!(one.after(unit(short)) <= one.after(unit(long)));
                prop_assert!(one <= one.after(unit(short)));
            }
        }

        #[test]
        fn reading_a_date_never_panics(text in "[0-9a-zA-Z/:.,+\\- é]{0,40}") {
            if let Ok(read) = Date::parse(&text) {
                prop_assert!(read.date.to_string().parse::<Date>().is_ok());
            }
        }
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (0i16..=9999, 1i8..=12, 1i8..=31)
            .prop_filter_map("a day that month has", |(y, m, d)| Date::new(y, m, d))
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }
}

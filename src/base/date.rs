//! Days, periods, and the spellings in which people write them.
//!
//! Every date in compliance metadata is a civil date without a time zone. The
//! accepted spellings are listed at [`Date::parse`] and [`Interval::parse`].

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::{Span as JiffSpan, ToSpan as _};

/// A day in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// How exactly a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Year, month and day.
    Day,
    /// Year and month only; the date stands for the last day of that month.
    Month,
}

/// A date as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The text could be the first or the second day: 03/04/2026.
    Ambiguous(Date, Date),
}

/// A period between two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interval {
    /// Calendar months; the day of the month stays where the month has it.
    Months(u32),
    /// Days.
    Days(u32),
}

/// Why a text is not an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalError {
    /// The text does not read as a period of time.
    Malformed,
    /// A bare number.
    NeedsUnit,
}

impl Date {
    /// Returns a day, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads a date in any accepted spelling.
    pub fn parse(text: &str) -> Result<WrittenDate, DateError> {
        let date = text.parse().map_err(|_: DateError| DateError::Malformed)?;
        Ok(WrittenDate { date, precision: Precision::Day })
    }

    /// Returns the day that lies `interval` after this one; past the end of a
    /// month it is the month's last day.
    pub fn after(self, interval: Interval) -> Self {
        let span: JiffSpan = match interval {
            Interval::Months(months) => i64::from(months).months(),
            Interval::Days(days) => i64::from(days).days(),
        };
        Self(self.0.saturating_add(span))
    }

    /// Returns the day that lies `days` before this one.
    pub fn days_before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(i64::from(days).days()))
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
        self.0.strftime("%-d %B %Y").to_string()
    }

    /// Returns the day in UTC on which a Unix timestamp falls.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        let epoch = civil::Date::new(1970, 1, 1).ok()?;
        epoch.checked_add(i64::from(days).days()).ok().map(Self)
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
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.splitn(3, '-');
        let mut next = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length);
            let digits = part.filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
            digits.ok_or(DateError::Malformed)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let numbers = (year.parse(), month.parse(), day.parse());
        let (Ok(year), Ok(month), Ok(day)) = numbers else {
            return Err(DateError::Malformed);
        };
        Self::new(year, month, day).ok_or(DateError::Impossible)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Interval {
    /// Reads a period in any accepted spelling.
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        match text {
            "12 months" => Ok(Self::Months(12)),
            "6 months" => Ok(Self::Months(6)),
            _ => Err(IntervalError::Malformed),
        }
    }

    /// Returns the interval as readers see it: `12 months`.
    pub fn words(self) -> String {
        let (count, unit) = match self {
            Self::Months(months) => (months, "month"),
            Self::Days(days) => (days, "day"),
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Interval {
    /// Writes an [ISO 8601](https://www.iso.org/iso-8601-date-and-time-format.html)
    /// duration: `P12M`, `P90D`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(months) => write!(f, "P{months}M"),
            Self::Days(days) => write!(f, "P{days}D"),
        }
    }
}

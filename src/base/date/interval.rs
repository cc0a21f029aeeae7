//! Periods of time, and the spellings in which people write them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A period between two events.
///
/// [`Interval::parse`] gives no empty ones.
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

impl Interval {
    /// Reads a period in any accepted spelling; white space around it and the
    /// case of letters are ignored.
    ///
    /// | spelling | example |
    /// |---|---|
    /// | ISO 8601, in years and months or in weeks and days | P1Y, P12M, P1Y6M, P2W, P90D |
    /// | a count and a unit | 6 months, 1 year, 90 days, two weeks, a quarter |
    /// | the same as a rule | in 6 months, every year, at least every 366 days |
    /// | an adverb or adjective | annually, semi-annual, quarterly, monthly, weekly, biennial |
    ///
    /// A period of nothing is malformed, and so are `biannual`, `bimonthly` and
    /// `biweekly`, which mean twice a period to some and every second one to
    /// others.
    ///
    /// ```
    /// use trustpress::base::date::{Interval, IntervalError};
    ///
    /// assert_eq!(Interval::parse("Semi-annually"), Ok(Interval::Months(6)));
    /// assert_eq!(Interval::parse("365"), Err(IntervalError::NeedsUnit));
    /// ```
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        let lower = text.trim().trim_end_matches('.').to_ascii_lowercase();
        // A hyphen joins words here, so a sign has to be refused by hand.
        if lower.starts_with('-') {
            return Err(IntervalError::Malformed);
        }
        if !lower.is_empty() && lower.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IntervalError::NeedsUnit);
        }
        let iso = lower.strip_prefix('p');
        let found =
            match iso.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                Some(iso) => iso_duration(iso),
                None => period_in_words(&lower),
            };
        found.filter(|interval| !interval.is_zero()).ok_or(IntervalError::Malformed)
    }

    /// Returns the interval as readers see it: `12 months`.
    pub fn words(self) -> String {
        let (count, unit) = match self {
            Self::Months(months) => (months, "month"),
            Self::Days(days) => (days, "day"),
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }

    const fn is_zero(self) -> bool {
        matches!(self, Self::Months(0) | Self::Days(0))
    }

    /// Returns this many times the interval, unless that is beyond counting.
    fn times(self, count: u32) -> Option<Self> {
        match self {
            Self::Months(months) => months.checked_mul(count).map(Self::Months),
            Self::Days(days) => days.checked_mul(count).map(Self::Days),
        }
    }

    /// Returns both intervals together, if they are of one unit.
    fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Months(one), Self::Months(two)) => {
                one.checked_add(two).map(Self::Months)
            }
            (Self::Days(one), Self::Days(two)) => one.checked_add(two).map(Self::Days),
            (Self::Months(_), Self::Days(_)) | (Self::Days(_), Self::Months(_)) => None,
        }
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

impl serde::Serialize for Interval {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Interval {
    fn deserialize<D: serde::Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(text)?;
        let unfit = || serde::de::Error::custom("not a period of time");
        Self::parse(&text).ok().ok_or_else(unfit)
    }
}

impl JsonSchema for Interval {
    fn schema_name() -> Cow<'static, str> {
        "Interval".into()
    }

    fn inline_schema() -> bool {
        true
    }

    /// `duration` is the format of
    /// [RFC 3339, appendix A](https://www.rfc-editor.org/rfc/rfc3339#appendix-A).
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "duration",
            "pattern": "^P[0-9]+[MD]$",
        })
    }
}

/// Reads what follows the `P` of an ISO 8601 duration, in lower case.
fn iso_duration(text: &str) -> Option<Interval> {
    const DESIGNATORS: [(char, Interval); 4] = [
        ('y', Interval::Months(12)),
        ('m', Interval::Months(1)),
        ('w', Interval::Days(7)),
        ('d', Interval::Days(1)),
    ];
    let mut rest = text;
    let mut total: Option<Interval> = None;
    for (designator, unit) in DESIGNATORS {
        let Some((count, after)) = rest.split_once(designator) else { continue };
        let part = unit.times(count_of(count)?)?;
        total = Some(match total {
            Some(total) => total.and(part)?,
            None => part,
        });
        rest = after;
    }
    total.filter(|_| rest.is_empty())
}

/// Reads a period in English, in lower case.
fn period_in_words(text: &str) -> Option<Interval> {
    const LEADING: [&str; 8] =
        ["in", "every", "each", "once", "per", "at", "least", "after"];
    let words =
        text.split([' ', '\t', '-', '_', '\u{a0}']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.skip_while(|word| LEADING.contains(word)).collect();
    match words.as_slice() {
        [word] => adverb(word).or_else(|| {
            let unit_at = word.find(|c: char| !c.is_ascii_digit())?;
            let (count, unit) = word.split_at_checked(unit_at)?;
            unit_named(unit)?.times(if count.is_empty() { 1 } else { count_of(count)? })
        }),
        ["semi" | "half", "annual" | "annually" | "year" | "yearly"] => {
            Some(Interval::Months(6))
        }
        [count, unit] => unit_named(unit)?.times(count_of(count)?),
        _ => None,
    }
}

fn adverb(word: &str) -> Option<Interval> {
    match word {
        "daily" => Some(Interval::Days(1)),
        "weekly" => Some(Interval::Days(7)),
        "fortnightly" => Some(Interval::Days(14)),
        "monthly" => Some(Interval::Months(1)),
        "quarterly" => Some(Interval::Months(3)),
        "semiannual" | "semiannually" => Some(Interval::Months(6)),
        "annual" | "annually" | "yearly" | "annum" => Some(Interval::Months(12)),
        "biennial" | "biennially" => Some(Interval::Months(24)),
        "triennial" | "triennially" => Some(Interval::Months(36)),
        _ => None,
    }
}

fn unit_named(word: &str) -> Option<Interval> {
    match word {
        "d" | "day" | "days" => Some(Interval::Days(1)),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Interval::Days(7)),
        "fortnight" | "fortnights" => Some(Interval::Days(14)),
        "mo" | "mos" | "mth" | "mths" | "month" | "months" => Some(Interval::Months(1)),
        "quarter" | "quarters" => Some(Interval::Months(3)),
        "y" | "yr" | "yrs" | "year" | "years" => Some(Interval::Months(12)),
        _ => None,
    }
}

/// Returns the count that a word or a row of digits stands for.
fn count_of(word: &str) -> Option<u32> {
    const NUMBERS: [&str; 13] = [
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve",
    ];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.parse().ok();
    }
    let index = NUMBERS.iter().position(|number| *number == word)?;
    u32::try_from(index.max(1)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_interval_is_read_in_every_accepted_spelling() {
        #[rustfmt::skip]
        let cases = [
            ("P12M",                 Interval::Months(12)),
            ("p1y",                  Interval::Months(12)),
            ("P1Y6M",                Interval::Months(18)),
            ("P90D",                 Interval::Days(90)),
            ("P2W",                  Interval::Days(14)),
            ("P1W1D",                Interval::Days(8)),
            ("6 months",             Interval::Months(6)),
            (" In 6 Months ",        Interval::Months(6)),
            ("1 year",               Interval::Months(12)),
            ("2 years",              Interval::Months(24)),
            ("90 days",              Interval::Days(90)),
            ("90d",                  Interval::Days(90)),
            ("2 weeks",              Interval::Days(14)),
            ("two weeks",            Interval::Days(14)),
            ("one month",            Interval::Months(1)),
            ("12-months",            Interval::Months(12)),
            ("12_months",            Interval::Months(12)),
            ("annual",               Interval::Months(12)),
            ("annually",             Interval::Months(12)),
            ("ANNUAL",               Interval::Months(12)),
            ("Annually.",            Interval::Months(12)),
            ("at least annually",    Interval::Months(12)),
            ("at least every 366 days", Interval::Days(366)),
            ("yearly",               Interval::Months(12)),
            ("every year",           Interval::Months(12)),
            ("once a year",          Interval::Months(12)),
            ("per annum",            Interval::Months(12)),
            ("semi-annual",          Interval::Months(6)),
            ("semiannually",         Interval::Months(6)),
            ("half-yearly",          Interval::Months(6)),
            ("every half year",      Interval::Months(6)),
            ("quarterly",            Interval::Months(3)),
            ("every quarter",        Interval::Months(3)),
            ("monthly",              Interval::Months(1)),
            ("weekly",               Interval::Days(7)),
            ("biennial",             Interval::Months(24)),
            ("biennially",           Interval::Months(24)),
            ("triennial",            Interval::Months(36)),
        ];
        for (written, interval) in cases {
            assert_eq!(Interval::parse(written), Ok(interval), "{written:?}");
        }
    }

    #[test]
    fn what_is_not_an_interval_says_why() {
        #[rustfmt::skip]
        let cases = [
            ("365",                  IntervalError::NeedsUnit),
            ("0",                    IntervalError::NeedsUnit),
            ("",                     IntervalError::Malformed),
            ("in",                   IntervalError::Malformed),
            ("sometimes",            IntervalError::Malformed),
            ("Anual",                IntervalError::Malformed),
            ("biannual",             IntervalError::Malformed), // twice a year, or every second one
            ("bimonthly",            IntervalError::Malformed),
            ("0 months",             IntervalError::Malformed),
            ("P0D",                  IntervalError::Malformed),
            ("P",                    IntervalError::Malformed),
            ("P12",                  IntervalError::Malformed),
            ("P1M1D",                IntervalError::Malformed), // no single unit
            ("P1D1W",                IntervalError::Malformed), // the wrong way round
            ("PT1H",                 IntervalError::Malformed),
            ("-6 months",            IntervalError::Malformed),
            ("1.5 years",            IntervalError::Malformed),
            ("99999999999 days",     IntervalError::Malformed),
            ("999999999 years",      IntervalError::Malformed),
            ("6 months 3 days",      IntervalError::Malformed),
            ("0 0 * * 1",            IntervalError::Malformed),
            ("é",                    IntervalError::Malformed),
        ];
        for (written, want) in cases {
            assert_eq!(Interval::parse(written), Err(want), "{written:?}");
        }
    }

    proptest! {
        #[test]
        fn what_an_interval_prints_it_reads(count in 1..=u32::MAX, in_months: bool) {
            let interval =
                if in_months { Interval::Months(count) } else { Interval::Days(count) };
            prop_assert_eq!(Interval::parse(&interval.to_string()), Ok(interval));
            prop_assert_eq!(Interval::parse(&interval.words()), Ok(interval));
        }

        #[test]
        fn reading_an_interval_never_panics(text in ".{0,40}") {
            if let Ok(interval) = Interval::parse(&text) {
                prop_assert!(!interval.is_zero());
            }
        }
    }
}

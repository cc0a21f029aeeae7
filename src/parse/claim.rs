//! What the sentences of a document claim, as far as it can stop being true.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::base::date::{Date, Interval};
use crate::base::span::Span;

/// Something that a sentence says and that may stop being true.
///
/// These are facts; `check` decides by the day, the kind of the document and
/// `site.toml` what each is worth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Claim {
    /// The words that say it.
    pub span: Span,
    /// These words, without markup.
    pub words: String,
    /// What they say.
    pub kind: ClaimKind,
}

/// What a sentence can claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum ClaimKind {
    /// What was so on a day: "as of May 31st, 2025".
    Dated {
        /// The day; the last one where less than a day is written.
        date: Date,
    },
    /// What happens again and again, and when it last did: "annually, most
    /// recently in May 2025".
    Recurring {
        /// When it last happened; the last day where less than a day is written.
        last: Date,
        /// How often it happens.
        every: Interval,
    },
    /// What is still to come: "anticipate our report in July".
    Forecast(Forecast),
    /// What is said of a time that only its writer knew: "recently".
    RelativeTime,
    /// What leaves no exception: "fully compliant".
    Absolute,
    /// A certification that is being worked for, nobody knows how long.
    InProgress,
    /// A certification that somebody has or works for.
    Certificate(Certificate),
    /// A report that is called a certificate: "SOC 2 certified".
    CertifiedWording {
        /// What nobody certifies.
        standard: Cow<'static, str>,
    },
    /// A figure or name of law that has been replaced.
    Law(Law),
    /// How many things follow: "the following 24 policies:".
    Count {
        /// How many are announced.
        stated: usize,
        /// How many items or rows follow.
        counted: usize,
    },
    /// Another value than the register of facts has.
    Fact {
        /// The fact's name: `backups.kept`.
        name: String,
    },
    /// The last year of a copyright notice: "© 2018-2022".
    Copyright {
        /// The year.
        year: i16,
    },
}

/// When something that is still to come will have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Forecast {
    /// By the end of this day.
    Day(Date),
    /// By the end of this month, 1 to 12, of a year that is not written.
    Month(u8),
    /// At most so long after it was written: "next quarter".
    Within(Interval),
}

/// A certification, and how somebody stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Certificate {
    /// What it is about, in one spelling: `SOC 2`.
    pub standard: Cow<'static, str>,
    /// The type of the report, 1 or 2, where it is named.
    pub report_type: Option<u8>,
    /// How far it is.
    pub stage: Stage,
    /// Who has it or works for it.
    pub holder: Holder,
}

/// How far a certification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Stage {
    /// It was obtained.
    Held,
    /// It is being worked for.
    InProgress,
}

/// Who has a certification or works for it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Holder {
    /// Who writes: "we", "our".
    Us,
    /// Somebody with this name.
    Named(String),
}

/// What took the place of a figure or name of law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Law {
    /// What holds now.
    pub now: Cow<'static, str>,
    /// Since which day: year, month, day.
    pub since: (i16, i8, i8),
    /// Where that is written.
    pub source: Cow<'static, str>,
}

//! What sort of document a page is.

use std::fmt;
use std::str::FromStr;

/// What sort of document a page is. It decides whether an owner, dates and a
/// version are expected ([`Kind::is_controlled`]).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    schemars::JsonSchema,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What must hold, and why.
    Policy,
    /// How a policy is carried out, step by step.
    Procedure,
    /// Measurable requirements below a policy.
    Standard,
    /// What will be done when something happens.
    Plan,
    /// Advice, for customers or staff.
    Guide,
    /// A statement to the public, such as a privacy notice.
    Notice,
    /// A text that two parties agree to.
    Agreement,
    /// A part of the staff handbook.
    Handbook,
    /// What happened: minutes, incident reports. Dated claims are right there.
    Record,
    /// A security advisory.
    Advisory,
    /// Any other page.
    Page,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::Policy,
        Self::Procedure,
        Self::Standard,
        Self::Plan,
        Self::Guide,
        Self::Notice,
        Self::Agreement,
        Self::Handbook,
        Self::Record,
        Self::Advisory,
        Self::Page,
    ];

    /// Returns the word that users write.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Procedure => "procedure",
            Self::Standard => "standard",
            Self::Plan => "plan",
            Self::Guide => "guide",
            Self::Notice => "notice",
            Self::Agreement => "agreement",
            Self::Handbook => "handbook",
            Self::Record => "record",
            Self::Advisory => "advisory",
            Self::Page => "page",
        }
    }

    /// Returns whether the document is controlled: it is in the policy index,
    /// and an owner, dates and a version are expected of it.
    pub const fn is_controlled(self) -> bool {
        match self {
            Self::Policy
            | Self::Procedure
            | Self::Standard
            | Self::Plan
            | Self::Guide
            | Self::Notice
            | Self::Agreement
            | Self::Handbook => true,
            Self::Record | Self::Advisory | Self::Page => false,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not the name of a [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of document")]
pub struct KindError;

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(text: &str) -> Result<Self, KindError> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or(KindError)
    }
}

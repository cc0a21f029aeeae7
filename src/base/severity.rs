//! How much a finding matters.

use std::fmt;
use std::str::FromStr;

/// How much a finding matters, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run unless asked to.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended: the published page would mislead or fail its reader.
    Error,
}

impl Severity {
    /// Returns the word that users read and write.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The level of a rule: off, or how severe its findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The rule does not report.
    Off,
    /// The rule reports findings of this severity.
    On(Severity),
}

impl Level {
    /// Every level as users write it, in order.
    pub const NAMES: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// Findings must be mended.
    pub const ERROR: Self = Self::On(Severity::Error);
    /// Findings should be mended.
    pub const WARNING: Self = Self::On(Severity::Warning);
    /// Findings are worth knowing.
    pub const INFO: Self = Self::On(Severity::Info);

    /// Returns the severity of findings at this level, if there are any.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::On(severity) => Some(severity),
        }
    }
}

/// The text is not one of [`Level::NAMES`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a level is one of: off, info, warning, error")]
pub struct LevelError;

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        match text {
            "off" => Ok(Self::Off),
            "info" => Ok(Self::On(Severity::Info)),
            "warning" => Ok(Self::On(Severity::Warning)),
            "error" => Ok(Self::On(Severity::Error)),
            _ => Err(LevelError),
        }
    }
}

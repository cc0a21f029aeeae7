//! What can be wrong with `site.toml`, and how it is told.

use std::fmt;

use crate::base::span::{LineIndex, Span};
use crate::base::visible::visible;

use super::CONFIG_FILE;

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The folder holds no `site.toml`.
    Missing,
    /// The system refused to read it; the text is its reason.
    Unreadable(String),
    /// It is larger than [`MAX_BYTES`](super::MAX_BYTES); the number is its
    /// size.
    TooLarge(u64),
    /// It is not UTF-8.
    NotUtf8 {
        /// The line of the first bad byte, from 1.
        line: u32,
        /// The first bad byte.
        offset: u64,
    },
    /// It was read and does not make sense.
    Invalid {
        /// What it says, to quote from.
        text: String,
        /// What is wrong, in the order of the file; at least one.
        problems: Vec<ConfigProblem>,
    },
}

/// One thing that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl ConfigError {
    /// Returns the problems of a file that was read; none for one that was not.
    pub fn problems(&self) -> &[ConfigProblem] {
        match self {
            Self::Invalid { problems, .. } => problems,
            Self::Missing
            | Self::Unreadable(_)
            | Self::TooLarge(_)
            | Self::NotUtf8 { .. } => &[],
        }
    }
}

impl fmt::Display for ConfigError {
    /// Writes one line for each problem: `site.toml:3:7: message (help)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no {CONFIG_FILE}"),
            Self::Unreadable(reason) => {
                write!(f, "{CONFIG_FILE} cannot be read: {}", visible(reason))
            }
            Self::TooLarge(bytes) => {
                write!(
                    f,
                    "{CONFIG_FILE} is too large for a configuration ({bytes} bytes)"
                )
            }
            Self::NotUtf8 { line, offset } => {
                write!(f, "{CONFIG_FILE} is not UTF-8 on line {line} (byte {offset})")
            }
            Self::Invalid { text, problems } => {
                let index = LineIndex::new(text);
                for (at, problem) in problems.iter().enumerate() {
                    let separator = if at == 0 { "" } else { "\n" };
                    let place = index.line_column(text, problem.span.start);
                    let (line, column) = (place.line, place.column);
                    write!(f, "{separator}{CONFIG_FILE}:{line}:{column}: ")?;
                    f.write_str(&visible(&problem.message))?;
                    if let Some(help) = &problem.help {
                        write!(f, " ({})", visible(help))?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ConfigError {}

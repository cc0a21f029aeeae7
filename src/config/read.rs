//! Reading `site.toml`.

use std::path::Path;

use super::Config;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "site.toml";

/// Everything that is wrong with a configuration.
#[derive(Clone, Debug)]
pub struct ConfigError {
    /// The text of the file, to quote from; empty where it could not be read.
    pub text: String,
    /// The problems, in the order of the file; at least one.
    pub problems: Vec<ConfigProblem>,
}

/// One thing that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where.
    pub span: crate::base::span::Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

pub(super) fn read(root: &Path) -> Result<Config, ConfigError> {
    Ok(Config::bare(root))
}

pub(super) fn from_text(root: &Path, _text: &str) -> Result<Config, ConfigError> {
    Ok(Config::bare(root))
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} problems", self.problems.len())
    }
}
impl std::error::Error for ConfigError {}

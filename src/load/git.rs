//! What the history of the repository says about the documents.
//!
//! Git is a witness: it can cast doubt on a date that a document states, and
//! only under `[dates] git = "fallback"` supplies one.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::date::Date;
use crate::base::path::ContentPath;
use crate::config::{Config, GitDatesMode};
use crate::error::Error;

use super::SourceFile;

/// What git knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// Nobody asked.
    #[default]
    Off,
    /// Git was asked and could not say; the text is for a person.
    Unavailable(String),
    /// The history was read.
    Known(KnownHistory),
}

/// The history of the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownHistory {
    /// Whether the clone is shallow, so that what happened before its boundary
    /// is unknown.
    pub shallow: bool,
    /// The history of each document that git tracks.
    pub files: BTreeMap<ContentPath, FileHistory>,
}

/// The history of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHistory {
    /// The commit that created the file, renames followed. `None` where a
    /// shallow clone hides it.
    pub first: Option<Commit>,
    /// The last commit that changed the file. `None` where a shallow clone
    /// hides it.
    pub last: Option<Commit>,
    /// The last commit that changed its words: more than front matter and
    /// white space. `None` where a shallow clone hides it.
    pub last_substantive: Option<Commit>,
    /// Whether the working tree differs from the last commit.
    pub is_dirty: bool,
}

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full object name.
    pub id: String,
    /// The author's date, as a day in UTC.
    pub day: Date,
}

/// The commit that is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The full object name.
    pub id: String,
    /// The committer's date, as a day in UTC.
    pub day: Date,
}

pub(super) fn history(
    _config: &Config,
    _documents: &[SourceFile],
) -> Result<History, Error> {
    Ok(History::Off)
}

/// Returns the commit that is checked out at `root`, if it is in a repository.
pub fn head(_root: &Path) -> Option<Head> {
    None
}

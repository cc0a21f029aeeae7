//! What the command line decides for one run.

use crate::base::date::Date;

/// What holds for one run and is not in `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The day for which staleness is judged. Nothing below the command line
    /// asks the clock.
    pub as_of: Date,
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
    /// The commit that is published, if the content is in a repository.
    pub revision: Option<String>,
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// They are read and checked, and not published.
    #[default]
    Exclude,
    /// They are published, and marked.
    Include,
}

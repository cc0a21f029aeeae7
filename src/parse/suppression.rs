//! What accepts findings in a document.

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::span::{Span, Spanned};

/// What accepts findings in a document: a comment such as
/// `<!-- check: ignore RULE -- reason -->`, in a register `# check: ignore RULE --
/// reason`, or an entry of `check.allow` in front matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Suppression {
    /// The comment or the entry.
    pub span: Span,
    /// What it is about.
    pub scope: SuppressionScope,
    /// The bytes of that, the last line break excluded; findings that begin there
    /// are accepted.
    pub covers: Span,
    /// What to take out to be rid of it; empty where that takes more thought.
    pub removal: Span,
    /// The rules or families it names.
    pub rules: Vec<Spanned<String>>,
    /// What stands after `--`.
    pub reason: Option<String>,
    /// The day in `until=YYYY-MM-DD`.
    pub until: Option<Date>,
}

/// What a suppression is about; lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum SuppressionScope {
    /// `ignore`: the line that it stands on.
    Line(u32),
    /// `ignore-next-line`: the first line after it that is not blank.
    NextLine(u32),
    /// `off`: from here to the `on` that begins at this byte, else to the end of the
    /// file.
    Block(Option<u32>),
    /// `ignore-file`: the file.
    File,
    /// `check.allow` in front matter: the file.
    FrontMatter,
}

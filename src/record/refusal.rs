//! Why nothing is added to the archive, and what to do.

use crate::base::date::Date;
use crate::base::version::{Version, VersionError};
use crate::base::visible::visible;
use crate::config::Kind;
use crate::parse::Field;

use super::{CompareRefusal, ImportRefusal, ReleaseRefusal, ReviewRefusal};

/// Why something is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
pub enum Refusal {
    /// The archive is damaged.
    #[error("the archive is damaged: {}", of(*.count, "problem"))]
    Damaged { count: usize },

    /// No document has the id.
    #[error("no document has the id `{}`", visible(.id))]
    Unknown { id: String, meant: Option<String> },

    /// The id is made from the path, and would change with it.
    #[error("{path} has no `id` in its front matter")]
    IdDerived { id: String, path: String },

    /// It is not public.
    #[error("{path} is internal, and only what is published is recorded")]
    Internal { path: String },

    /// It is not finished.
    #[error("{path} is a draft")]
    Draft { path: String },

    /// Another document has its URL.
    #[error("{path} is not published: another document has its URL")]
    Shadowed { path: String },

    /// The file cannot be read.
    #[error("{path} cannot be read")]
    Unreadable { path: String },

    /// A file that it shows cannot be read.
    #[error("{asset}, which {path} shows, cannot be read")]
    AssetUnreadable { path: String, asset: String },

    /// Its kind has no published words.
    #[error("{path} is of the kind `{kind}`, which is not controlled")]
    Uncontrolled { path: String, kind: Kind },

    /// It has no version.
    #[error("{path} has no `version`")]
    VersionMissing { path: String },

    /// What it has is not one.
    #[error("`version` is `{}`, which {reason}", visible(.version))]
    VersionInvalid { version: String, reason: VersionError },

    /// Its words are not those that were frozen under its version.
    #[error("the text was changed after version {version} was frozen on {on}")]
    WordsChanged { version: Version, on: Date, next: Vec<Version> },

    /// It has a new version and the old words.
    #[error("version {version} has the words of version {latest}")]
    WordsUnchanged { version: Version, latest: Version },

    /// It was said to be reviewed only, and was changed.
    #[error("the words are not those of version {latest}, so it was not only reviewed")]
    NotReviewOnly { latest: Version },

    /// Its version does not come after the last one.
    #[error("version {version} does not come after version {latest}, which is frozen")]
    NotLater { version: Version, latest: Version, next: Vec<Version> },

    /// Its version cannot be compared with those before.
    #[error(
        "version {version} is not numbered as version {latest} is, so that nobody can tell which is later"
    )]
    NotComparable { version: Version, latest: Version, next: Vec<Version> },

    /// Its id is the name of a folder of the archive.
    #[error("the archive needs a folder `{id}` for itself")]
    IdReserved { id: String },

    /// Its version differs from another one in case only.
    #[error("version {version} differs from version {twin} only by capital letters")]
    SameButForCase { version: Version, twin: Version },

    /// A date is before that of the last version.
    #[error("`{}` is before {before}, which version {latest} has", .field.as_str())]
    DateBackwards { field: Field, before: Date, latest: Version },

    /// There are open errors in the document.
    #[error("{path} has {}\n  {}", of(.errors.len(), "open error"), .errors.join("\n  "))]
    OpenErrors { path: String, errors: Vec<String> },

    /// A first version is compared with nothing.
    #[error(
        "version {version} is the first one, so there is nothing to class as a change"
    )]
    FirstHasNoClass { version: Version },

    /// Its place in the archive is taken by a text that the lock does not have.
    #[error("{path} is there already, with another text, and is in no entry of the lock")]
    OtherTextThere { path: String },

    /// What is refused is about this document.
    #[error("{path}: {refusal}")]
    In { path: String, refusal: Box<Refusal> },

    /// What is refused is a release.
    #[error(transparent)]
    Release(#[from] ReleaseRefusal),

    /// What is refused is a comparison.
    #[error(transparent)]
    Compare(#[from] CompareRefusal),

    /// What is refused is a past.
    #[error(transparent)]
    Import(#[from] ImportRefusal),

    /// What is refused is a review.
    #[error(transparent)]
    Review(#[from] ReviewRefusal),
}

impl Refusal {
    /// Returns what to do; starts with a verb.
    pub fn help(&self) -> String {
        match self {
            Self::Damaged { .. } => {
                "run `trustpress check`, and bring the archive back from the history of \
                 the repository"
                    .to_owned()
            }
            Self::Unknown { meant: Some(meant), .. } => format!("write `{meant}`"),
            Self::Unknown { meant: None, .. } => {
                "use the `id` in the front matter of the document".to_owned()
            }
            Self::IdDerived { id, .. } => format!(
                "add `id: {id}`: what is recorded keeps its id for ever, and this one is \
                 made from the path"
            ),
            Self::Internal { .. } => {
                "set `classification` to `public` or `restricted` first".to_owned()
            }
            Self::Draft { .. } => "finish it: set `status` to `published`".to_owned(),
            Self::Shadowed { .. } => "move one of the two documents".to_owned(),
            Self::Unreadable { .. } | Self::AssetUnreadable { .. } => {
                "run `trustpress check`, and mend the file".to_owned()
            }
            Self::Uncontrolled { .. } => {
                "set `kind` to `policy` or another controlled kind".to_owned()
            }
            Self::VersionMissing { .. } => "add `version: \"1.0\"`".to_owned(),
            Self::VersionInvalid { .. } => "write it like `\"1.0\"`".to_owned(),
            Self::WordsChanged { next, .. } => {
                format!("{}, or bring the old text back", raise(next))
            }
            Self::WordsUnchanged { latest, .. } => format!(
                "set `version` back to {latest}, or freeze it with `--class review-only` if it \
                 was reviewed and nothing had to change"
            ),
            Self::NotReviewOnly { .. } => {
                "give `--class editorial` or `--class material`".to_owned()
            }
            Self::NotLater { next, .. } | Self::NotComparable { next, .. } => raise(next),
            Self::IdReserved { .. } => "choose another `id`".to_owned(),
            Self::In { refusal, .. } => refusal.help(),
            Self::Release(refusal) => refusal.help().to_owned(),
            Self::Compare(refusal) => refusal.help(),
            Self::Import(refusal) => refusal.help().to_owned(),
            Self::Review(refusal) => refusal.help().to_owned(),
            Self::SameButForCase { .. } => "choose another version".to_owned(),
            Self::DateBackwards { field, .. } => format!("correct `{}`", field.as_str()),
            Self::OpenErrors { .. } => "mend them, then freeze".to_owned(),
            Self::FirstHasNoClass { .. } => "leave `--class` out".to_owned(),
            Self::OtherTextThere { .. } => {
                "bring the lock back if an entry was lost; delete the file if an \
                 interrupted run left it"
                    .to_owned()
            }
        }
    }
}

fn raise(next: &[Version]) -> String {
    match next {
        [] => "raise `version`".to_owned(),
        [only] => format!("raise `version`, to {only} for example"),
        [first, .., last] => format!("raise `version`, to {first} or {last} for example"),
    }
}

pub(super) fn of(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

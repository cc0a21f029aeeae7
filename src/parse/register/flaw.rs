//! What can be wrong with a register.

use crate::base::date::DateError;
use crate::base::span::Span;
use crate::parse::ProblemKind;

/// Something wrong with a register, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where; empty at the start for the file as a whole.
    pub span: Span,
    /// What.
    pub kind: FlawKind,
}

/// What can be wrong with a register.
///
/// These are facts; `check` decides what each is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// There is no register of this name.
    FileUnknown {
        /// The name that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// Another file is this register already.
    FileDuplicate {
        /// The file that counts.
        first: String,
    },
    /// It is longer than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// It is not valid YAML.
    Syntax {
        /// What the parser says, in the reader's words.
        message: String,
        /// What to do, where we know.
        help: Option<String>,
    },
    /// A key occurs twice.
    KeyDuplicate {
        /// The key.
        key: String,
        /// Its first occurrence.
        first: Span,
    },
    /// A key that means nothing here.
    KeyUnknown {
        /// The key.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<String>,
        /// The keys that mean something here.
        known: Vec<String>,
    },
    /// The value is of the wrong type.
    Type {
        /// The key; none for the file as a whole.
        key: Option<String>,
        /// What it should be: `a text`.
        expected: &'static str,
        /// What it is: `a number`.
        found: &'static str,
    },
    /// The value is not one of those allowed.
    ValueUnknown {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
        /// What is allowed.
        allowed: Vec<String>,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// The value is not the code of a country.
    CountryUnknown {
        /// The value as written.
        value: String,
        /// The one that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// The value is no CVE number, or no CVSS vector.
    VulnerabilityInvalid {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
    },
    /// The value is not a day.
    DateInvalid {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
        /// Why not.
        reason: DateError,
    },
    /// The value leads nowhere or to where no link may lead.
    LinkInvalid {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
    },
    /// The value holds HTML.
    Html {
        /// The key.
        key: String,
        /// The tag.
        tag: String,
    },
    /// The value is longer than the limit.
    TooLong {
        /// The key.
        key: String,
        /// How many characters it has.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// A key that must be there is not.
    FieldMissing {
        /// The key.
        key: String,
        /// The id of the entry, if it has one.
        entry: Option<String>,
    },
    /// The id is not lower-case words joined with hyphens.
    IdInvalid {
        /// The id as written.
        id: String,
        /// The same, made valid.
        suggestion: String,
    },
    /// Another entry has the id.
    IdDuplicate {
        /// The id.
        id: String,
        /// The first entry's.
        first: Span,
    },
    /// Something that a document may not have either: a character that misleads
    /// readers, a comment that cannot be understood.
    Text(ProblemKind),
}

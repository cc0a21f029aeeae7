//! What can be wrong with one file on its own.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::span::{Span, Spanned};

use super::field::Field;
use super::register::FlawKind;

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong with one file on its own.
///
/// These are facts; `check` decides what each is worth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum ProblemKind {
    /// Front matter is opened with `---` or `+++` and never closed.
    FrontMatterUnclosed,
    /// Front matter is closed with `---` but was never opened.
    FrontMatterUnopened,
    /// Front matter is not valid YAML or TOML.
    FrontMatterSyntax {
        /// What the parser says, in the reader's words.
        message: String,
        /// What to do, where we know.
        help: Option<String>,
    },
    /// Front matter is longer than the limit.
    FrontMatterTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Front matter is valid, but not a list of keys and values.
    FrontMatterNotMapping,
    /// A key occurs twice.
    KeyDuplicate {
        /// The key.
        key: String,
        /// Its first occurrence.
        first: Span,
    },
    /// A key that is not known but looks like one that is.
    KeyMisspelt {
        /// The key as written.
        key: String,
        /// The key that was probably meant.
        suggestion: Cow<'static, str>,
    },
    /// Two names of one field, with different values.
    AliasConflict {
        /// The field.
        field: Field,
        /// The key here.
        key: String,
        /// The other key.
        other_key: String,
        /// Where the other key's value is.
        other: Span,
    },
    /// The value is of the wrong type.
    ValueType {
        /// The field.
        field: Field,
        /// What it should be: `a text`, `a list of texts`.
        expected: Cow<'static, str>,
        /// What it is: `a number`.
        found: Cow<'static, str>,
    },
    /// The value is not one of those allowed.
    ValueUnknown {
        /// The field.
        field: Field,
        /// The value as written.
        value: String,
        /// What is allowed.
        allowed: Vec<Cow<'static, str>>,
        /// The one that was probably meant.
        suggestion: Option<Cow<'static, str>>,
    },
    /// The value begins with `#`, so that YAML reads a comment and no value.
    ValueLostToComment {
        /// The field.
        field: Field,
        /// The comment, as written.
        comment: String,
    },
    /// A version that YAML reads as a number: `1.10` becomes 1.1.
    VersionNotString {
        /// The number as written.
        written: String,
    },
    /// A version with characters that no URL should hold.
    VersionInvalid {
        /// The version.
        version: String,
    },
    /// An id that is not lower-case words joined with hyphens.
    IdInvalid {
        /// The id as written.
        id: String,
        /// The same, made valid.
        suggestion: String,
    },
    /// Not a date.
    DateMalformed {
        /// The field.
        field: Field,
        /// The value as written.
        value: String,
    },
    /// A date that no calendar has.
    DateImpossible {
        /// The field.
        field: Field,
        /// The value as written.
        value: String,
    },
    /// A date that can be read in two ways.
    DateAmbiguous {
        /// The field.
        field: Field,
        /// The value as written.
        value: String,
        /// The two readings.
        readings: [Date; 2],
    },
    /// A date without a day.
    DateImprecise {
        /// The field.
        field: Field,
        /// The value as written.
        value: String,
        /// The day it counts as.
        counted_as: Date,
    },
    /// Not a period of time.
    IntervalInvalid {
        /// The value as written.
        value: String,
    },
    /// A bare number where a period of time is meant.
    IntervalNeedsUnit {
        /// The number as written.
        value: String,
    },
    /// `[text][label]` without a definition of `label`.
    ReferenceUndefined {
        /// The label.
        label: String,
    },
    /// A definition that nothing uses.
    ReferenceUnused {
        /// The label.
        label: String,
    },
    /// A second definition of one label; the first one counts.
    ReferenceDuplicate {
        /// The label.
        label: String,
        /// The first definition.
        first: Span,
    },
    /// `[^label]` without a footnote of that name.
    FootnoteUndefined {
        /// The label.
        label: String,
    },
    /// A footnote that nothing refers to.
    FootnoteUnused {
        /// The label.
        label: String,
    },
    /// A second footnote of one name.
    FootnoteDuplicate {
        /// The label.
        label: String,
        /// The first footnote.
        first: Span,
    },
    /// An id that the page has already.
    AnchorDuplicate {
        /// The id.
        id: String,
        /// Its first occurrence.
        first: Span,
    },
    /// Text that was meant to be a link: `[x](./a b.md)`.
    LinkMalformed {
        /// The target as far as it can be told.
        target: String,
    },
    /// A `(` that is never closed before a link that ends the remark.
    ParenthesisSwallowed {
        /// The link, as written.
        link: String,
    },
    /// UTF-8 that was once read as Windows-1252.
    Mojibake {
        /// What is there.
        found: String,
        /// What was meant.
        meant: String,
    },
    /// A character that nobody sees.
    InvisibleCharacter {
        /// The character.
        character: char,
    },
    /// A character that changes the direction in which text is shown.
    BidirectionalControl {
        /// The character.
        character: char,
    },
    /// A link whose text says nothing about where it leads: `here`.
    LinkLabelVague {
        /// The text.
        label: String,
    },
    /// Something that was to be filled in: `[Company Name]`.
    Placeholder {
        /// What is there.
        found: String,
    },
    /// A key that nobody but its owner may know. The key itself is not repeated.
    Secret {
        /// What sort of key it is.
        what: Cow<'static, str>,
    },
    /// Lines that end in white space, where it means nothing.
    TrailingWhitespace {
        /// The white space at the end of each.
        places: Vec<Span>,
    },
    /// The last line has no end.
    FinalNewlineMissing {
        /// How the other lines end.
        ending: Cow<'static, str>,
    },
    /// Two sentences without a space between them: `done.Next`.
    SentencesJoined {
        /// The end of the first one, with its full stop.
        before: String,
        /// The beginning of the second one.
        after: String,
    },
    /// `see above`, without a link to what is meant.
    ReferenceUnlinked {
        /// The words.
        phrase: String,
    },
    /// What a program shows around a page: the text was saved from a browser.
    PageSaved {
        /// What was found of it, each once.
        phrases: Vec<String>,
    },
    /// A heading is more than one level below the one before it.
    HeadingSkipped {
        /// The heading's level.
        level: u8,
        /// The one before.
        above: Span,
        /// Its level.
        above_level: u8,
    },
    /// Two sections of one section have one heading.
    HeadingDuplicate {
        /// The heading.
        text: String,
        /// The first one.
        first: Span,
    },
    /// A list of what is on the page, with entries that no heading says.
    ContentsMismatch {
        /// These entries.
        entries: Vec<Spanned<String>>,
    },
    /// A line in bold that stands where a heading would.
    HeadingBold {
        /// Its text.
        text: String,
    },
    /// Lists and quotes nested so deep, over so many lines, that the body is
    /// shown as it is written.
    NestingTooDeep {
        /// How deep.
        depth: usize,
    },
    /// Raw HTML that is not published.
    HtmlRemoved {
        /// What was removed: `<script>`, `onclick`.
        what: String,
    },
    /// A comment that begins with `claim:` and cannot be understood.
    ClaimMalformed {
        /// Why.
        message: String,
    },
    /// A name that stands for no fact.
    FactUnknown {
        /// The name.
        name: String,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// A comment that begins with `check:` and cannot be understood.
    SuppressionMalformed {
        /// Why.
        message: String,
    },
    /// Something about the key `advisory`, which is read as a register is.
    ///
    /// A document with such a problem is not kept for later runs. It is the last one,
    /// because serde counts it when it writes and not when it reads.
    #[serde(skip)]
    Advisory(Box<FlawKind>),
}

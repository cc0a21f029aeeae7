//! What one file says: the facts that parsing finds, good and bad.

use serde::{Deserialize, Serialize};

use crate::base::date::{Date, Interval, WrittenDate};
use crate::base::path::ContentPath;
use crate::base::span::{Span, Spanned};
use crate::base::version::Scheme;
use crate::config::Kind;
use crate::load::Unreadable;

use super::claim::Claim;
use super::field::Field;
use super::register::{Advisory, FactUse};

pub use super::problem::{Problem, ProblemKind};
pub use super::suppression::{Suppression, SuppressionScope};

/// One markdown file, understood as far as it can be on its own.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Document {
    /// Where it is below the content folder.
    pub path: ContentPath,
    /// Why nothing is known about it; everything else is then empty.
    pub unreadable: Option<Unreadable>,
    /// Its metadata.
    pub front_matter: FrontMatter,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Every id that a link can name, sorted by id, each once.
    pub anchors: Vec<Anchor>,
    /// Every link, in the order of the file; front matter first.
    pub links: Vec<Link>,
    /// The items of each list that has at least five and stands by itself.
    pub lists: Vec<Vec<ListItem>>,
    /// Comments that accept findings.
    pub suppressions: Vec<Suppression>,
    /// What is wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
    /// What it is a translation of, or why that cannot be told.
    pub translation: Option<Result<Translation, Spanned<String>>>,
    /// What its sentences claim and may stop being true, in the order of the file.
    pub claims: Vec<Claim>,
    /// The date in a line of the text such as `*Last updated: 8 June 2023*`; the
    /// first where there are several. The place is that of the date alone.
    pub body_date: Option<Spanned<WrittenDate>>,
    /// The facts that its text names, in order, with their values then.
    pub facts: Vec<FactUse>,
    /// Its words.
    pub text: Text,
    /// Its HTML, unless parsing was told to look for facts only.
    #[serde(skip)]
    pub body: Option<Body>,
}

/// The metadata of a document, under canonical names.
///
/// A field is `None` or empty where it was not written or could not be
/// understood; the second case is also a [`Problem`].
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct FrontMatter {
    /// How it was written.
    pub format: FrontMatterFormat,
    /// Where it is, its fences included; empty at the start of the body where
    /// there is none.
    pub span: Span,
    /// Where each field was written.
    pub places: Vec<FieldPlace>,
    /// `id`, else `slug` and other names of it.
    pub id: Option<Spanned<String>>,
    /// `title`
    pub title: Option<Spanned<String>>,
    /// `short_title`: for navigation.
    pub short_title: Option<Spanned<String>>,
    /// `summary`: one or two sentences.
    pub summary: Option<Spanned<String>>,
    /// `kind`
    pub kind: Option<Spanned<Kind>>,
    /// `status`
    pub status: Option<Spanned<Status>>,
    /// `draft: true`
    pub draft: Option<Spanned<bool>>,
    /// `classification`
    pub classification: Option<Spanned<Classification>>,
    /// `owner`: roles, teams or people; most documents have one.
    pub owner: Vec<Spanned<String>>,
    /// `approver`
    pub approver: Vec<Spanned<String>>,
    /// `authors`
    pub authors: Vec<Spanned<String>>,
    /// `approved_on`
    pub approved_on: Option<Spanned<WrittenDate>>,
    /// `issued_on`
    pub issued_on: Option<Spanned<WrittenDate>>,
    /// `effective_on`
    pub effective_on: Option<Spanned<WrittenDate>>,
    /// `last_updated`
    pub last_updated: Option<Spanned<WrittenDate>>,
    /// `last_reviewed`
    pub last_reviewed: Option<Spanned<WrittenDate>>,
    /// `next_review`
    pub next_review: Option<Spanned<WrittenDate>>,
    /// `expires_on`
    pub expires_on: Option<Spanned<WrittenDate>>,
    /// `review_interval`
    pub review_interval: Option<Spanned<Interval>>,
    /// `version`
    pub version: Option<Spanned<String>>,
    /// `version_scheme`: how its versions are numbered.
    pub version_scheme: Option<Spanned<Scheme>>,
    /// `change_summary`
    pub change_summary: Option<Spanned<String>>,
    /// `reference`: the organisation's own number for the document.
    pub reference: Option<Spanned<String>>,
    /// `supersedes`: ids of documents that this one replaces.
    pub supersedes: Vec<Spanned<String>>,
    /// `superseded_by`
    pub superseded_by: Vec<Spanned<String>>,
    /// `aliases`: former URLs of the page.
    pub aliases: Vec<Spanned<String>>,
    /// `anchor_aliases`: former ids of headings, and what they are called now.
    pub anchor_aliases: Vec<(Spanned<String>, Spanned<String>)>,
    /// `controls`, in the order of the file.
    pub controls: Vec<Spanned<ControlRef>>,
    /// `applies_to`
    pub applies_to: Vec<Spanned<String>>,
    /// `tags`
    pub tags: Vec<Spanned<String>>,
    /// `related`: ids or paths of other documents.
    pub related: Vec<Spanned<String>>,
    /// `weight`: the place within the folder, light ones first.
    pub weight: Option<Spanned<i64>>,
    /// `license`
    pub license: Option<Spanned<String>>,
    /// `source_url`
    pub source_url: Option<Spanned<String>>,
    /// `advisory`: what is known about a vulnerability.
    pub advisory: Option<Advisory>,
    /// Unknown keys and what is under `extra`, for templates; in the order of
    /// the file.
    #[serde(with = "super::as_json")]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// What text a document is a translation of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Translation {
    /// The id of the document, or its path below the content folder.
    pub of: Spanned<String>,
    /// The version that was translated.
    pub version: Option<Spanned<String>>,
    /// The day whose text was translated.
    pub date: Option<Spanned<Date>>,
}

/// How front matter was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum FrontMatterFormat {
    /// There is none.
    #[default]
    None,
    /// YAML between `---` fences.
    Yaml,
    /// YAML that ends with a `---` fence but does not begin with one.
    YamlUnopened,
    /// TOML between `+++` fences.
    Toml,
    /// It is opened and never closed.
    Unclosed,
}

/// Where one field was written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct FieldPlace {
    /// Which field.
    pub field: Field,
    /// The key as written, which may be an alias: `lastUpdated`.
    pub key: Spanned<String>,
    /// The value.
    pub value: Span,
}

/// Where a document stands in its life.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    schemars::JsonSchema,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not for readers yet.
    Draft,
    /// Being reviewed before it is published.
    InReview,
    /// In force, or to be read as such.
    Published,
    /// Replaced by another document.
    Superseded,
    /// No longer valid, and not replaced.
    Withdrawn,
}

impl Status {
    /// Every status with the word that users write.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Draft, "draft"),
        (Self::InReview, "in_review"),
        (Self::Published, "published"),
        (Self::Superseded, "superseded"),
        (Self::Withdrawn, "withdrawn"),
    ];

    /// Returns the word that users write.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, word)| word)
    }
}

/// Who may read a document.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    schemars::JsonSchema,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// Everybody.
    Public,
    /// Everybody may know that it exists; the text is given on request.
    Restricted,
    /// Nobody outside the organisation; nothing of it is published.
    Internal,
}

impl Classification {
    /// Every classification with the word that users write.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Public, "public"),
        (Self::Restricted, "restricted"),
        (Self::Internal, "internal"),
    ];

    /// Returns the word that users write.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(class, _)| *class == self).map_or("", |(_, word)| word)
    }
}

/// A control of a framework that a document supports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct ControlRef {
    /// The framework, such as `nist-csf`; empty where the document only gives
    /// the id.
    pub framework: String,
    /// The control's id, as written: `PR.AA-01`.
    pub id: String,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// 1 to 6, as shown: a page has one heading of level 1.
    pub shown_level: u8,
    /// Its text, without markup; the alternative texts of its images where it
    /// has no other.
    pub text: String,
    /// Its id.
    pub anchor: String,
    /// Where it is.
    pub span: Span,
}

/// An id that a link can name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Anchor {
    /// The id, as it is in the HTML.
    pub id: String,
    /// Where it is defined.
    pub span: Span,
    /// For an alias, the id it stands for.
    pub alias_of: Option<String>,
}

/// One link target as written, and every place that uses it.
///
/// A reference definition is one link however often it is used, so that one
/// cause is one finding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Link {
    /// The target, with entities and escapes decoded and white space trimmed.
    /// Percent-encoding is as written.
    pub href: String,
    /// Where the target is written: what a finding points at and a fix
    /// replaces.
    pub span: Span,
    /// How it was written.
    pub form: LinkForm,
    /// What it is for.
    pub role: LinkRole,
    /// Where it is used; one place for all but reference links.
    pub uses: Vec<LinkUse>,
}

/// One use of a link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct LinkUse {
    /// The whole link, label and target.
    pub span: Span,
    /// What the reader sees: the text of a link, the alternative text of an
    /// image.
    pub label: String,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum LinkForm {
    /// `[text](target)` or `![text](target)`
    Inline,
    /// `[text][label]`, with a definition elsewhere.
    Reference,
    /// `<https://example.com>`
    Autolink,
    /// `<somebody@example.com>`; the href has no `mailto:`.
    EmailAutolink,
    /// An attribute of raw HTML.
    Html,
    /// A value in front matter.
    FrontMatter(Field),
    /// A value in front matter, in a field that `[content] link_fields` adds.
    FrontMatterExtra,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum LinkRole {
    /// To go there: `<a href>`.
    Page,
    /// To show it here: an image, a frame, a style sheet.
    Embed,
    /// A hint to the browser, such as `<link rel="preconnect">`; never broken.
    Hint,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ListItem {
    /// A number that items share which are written in the same way, and hardly any
    /// others.
    pub digest: u64,
    /// Where it is.
    pub span: Span,
}

/// The words of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Text {
    /// The first paragraph, shortened, as plain text.
    pub lead: String,
    /// The published forms, for controlled documents; not of a frozen text, of which
    /// [`Shown`](super::Shown) has them.
    pub published: Option<PublishedText>,
    /// The SHA-256 of [`PublishedText::words`], for controlled documents.
    pub words_sha256: Option<String>,
}

/// What is published beside the HTML of a controlled document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct PublishedText {
    /// The `.txt`, in the form `words-1`: one line per block, white space
    /// folded, table cells tab-separated, alternative texts in, link targets
    /// out, NFC, LF.
    pub words: String,
    /// The body of the `.md`: the source without comments, LF.
    pub markdown: String,
}

impl PublishedText {
    /// Counts the words: those of UAX #29 with at least one letter or digit.
    pub fn word_count(&self) -> u32 {
        self.words.lines().map(super::markdown::count_words).fold(0, u32::saturating_add)
    }
}

/// The HTML of a document with its link targets left open.
///
/// Whoever fills a hole percent-encodes and escapes the target
/// ([`escape_href_into`](crate::base::html::escape_href_into)) and leaves out
/// one with a scheme that is not allowed: nothing else here can run a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Sanitised HTML in which each link target is missing.
    pub html: String,
    /// Where the targets go, in order; a link may have several places or none.
    pub holes: Vec<Hole>,
    /// Where the page's title ends, if the first block is a heading of level 1;
    /// else 0.
    pub title_end: u32,
}

/// A place in a [`Body`] where a link target goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The byte offset in the HTML.
    pub at: u32,
    /// The link, as a position in [`Document::links`].
    pub link: u32,
}

//! What was published and must stay: frozen versions, releases and reviews.
//!
//! Comes in: the raw texts of `archive/`, from `load`. Goes out: an
//! [`Archive`]. Reading never fails: what is damaged becomes a [`Problem`] with
//! its place, and the entries around it are still read. `print` makes the same
//! files from the same types; `docs/archive-format.md` describes them.
//!
//! # Invariants
//!
//! - Nothing is repaired: an entry is as it is written, or it is a problem.
//! - Only what agrees with the lock is handed out as a frozen text
//!   ([`FrozenText::Intact`]).
//! - Every list is sorted, and holds no key twice.

use std::path::PathBuf;

use crate::base::date::Date;
use crate::base::path::{ContentPath, UrlPath};
use crate::base::span::Span;
use crate::base::version::{Scheme, Version};
use crate::config::Kind;
use crate::load::Unreadable;

mod change;
mod entry;
mod print;
mod read;
mod table;

pub use change::{Change, NewAsset, NewFile};
pub use print::{lock, releases, reviews, surface};
pub use read::{digests_of_sources, read};

/// The folder of the archive, beside `site.toml`.
pub const FOLDER: &str = "archive";

/// The list of frozen versions.
pub const LOCK: &str = "archive/versions.lock";

/// The list of releases.
pub const RELEASES: &str = "archive/releases.toml";

/// The log of reviews.
pub const REVIEWS: &str = "archive/reviews.toml";

/// Folders of the archive that are not those of documents, which cannot have
/// these ids.
pub const RESERVED: [&str; 2] = ["assets", "releases"];

/// The format that this program writes, and the only one that it reads.
pub const FORMAT: u64 = 1;

/// The form of words whose digests the lock holds; see
/// [`PublishedText::words`](crate::parse::PublishedText::words).
pub const WORDS_FORM: &str = "words-1";

/// Everything that is in the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// The frozen versions, sorted by id and version.
    pub versions: Vec<Frozen>,
    /// The releases, sorted by day and name.
    pub releases: Vec<Release>,
    /// The reviews, sorted by id, day and role.
    pub reviews: Vec<Review>,
    /// What each release published, sorted by name.
    pub surfaces: Vec<Surface>,
    /// What each release says to readers, in markdown; sorted by name. People
    /// may edit these.
    pub summaries: Vec<Summary>,
    /// Images and files that frozen texts show, sorted by digest; those that are
    /// other than their name says are a [`Problem`] and not here.
    pub assets: Vec<FrozenAsset>,
    /// What is wrong, sorted by file and place.
    pub problems: Vec<Problem>,
    /// The files, relative to the root and sorted; problems point into them.
    pub paths: Vec<String>,
}

/// A version in the lock, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// What the lock says.
    pub entry: Entry,
    /// The header of its entry in the lock.
    pub span: Span,
    /// The source that was frozen.
    pub text: FrozenText,
}

/// The source of a frozen version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrozenText {
    /// As it was frozen, with `\n` at the ends of its lines.
    Intact(String),
    /// It has other bytes than those that were frozen.
    Altered {
        /// The digest of what is there.
        found: String,
    },
    /// The file has gone.
    Missing,
    /// The file is there and cannot be read.
    Unreadable(Unreadable),
}

/// One version in the lock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The document.
    pub id: String,
    /// The version.
    pub version: Version,
    /// The title that it had.
    pub title: String,
    /// The kind that it was of.
    pub kind: Kind,
    /// When the document was first published.
    pub issued_on: Option<Date>,
    /// From when this version was in force.
    pub effective_on: Option<Date>,
    /// When it was approved.
    pub approved_on: Option<Date>,
    /// When its text was last changed.
    pub last_updated: Option<Date>,
    /// When it was frozen.
    pub frozen_on: Date,
    /// For a version that was imported from the history of the repository, the
    /// commit that has its text; `frozen_on` is then what its author wrote.
    pub commit: Option<String>,
    /// Where its document was published; its own page is below it, for ever.
    pub url: UrlPath,
    /// The file below the content folder that it was then: where the relative
    /// links in it start.
    pub source_path: ContentPath,
    /// The SHA-256 of the archived file, its lines ended with `\n`.
    pub source_sha256: String,
    /// The SHA-256 of its words, in the form [`WORDS_FORM`].
    pub words_sha256: String,
    /// How it differs from the version before it; the first one has none.
    pub change_class: Option<ChangeClass>,
    /// The same, in the author's words.
    pub change_summary: Option<String>,
    /// The images and files of the content folder that it shows or links to,
    /// each with its SHA-256; sorted by path.
    pub assets: Vec<(ContentPath, String)>,
    /// The facts that its text names, each with the value that it was shown with;
    /// sorted by name.
    pub facts: Vec<(String, String)>,
}

/// An image or a file that a frozen text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenAsset {
    /// The SHA-256 of its bytes, which is its name in the archive.
    pub sha256: String,
    /// Where it is on disk.
    pub file: PathBuf,
}

/// What a release says to readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The name of the release.
    pub release: String,
    /// The text, in markdown.
    pub text: String,
}

/// How a version differs from the one before it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ChangeClass {
    /// Other words for the same duties.
    Editorial,
    /// Other duties.
    Material,
    /// The same words: it was reviewed, and is in force again.
    ReviewOnly,
}

impl ChangeClass {
    /// Every class with its word in the lock.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Editorial, "editorial"),
        (Self::Material, "material"),
        (Self::ReviewOnly, "review_only"),
    ];

    /// Returns the word in the lock.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(class, _)| *class == self).map_or("", |(_, word)| word)
    }
}

/// The whole trust center on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its name, which is a name as [`Version`] has them.
    pub name: String,
    /// Its day.
    pub on: Date,
    /// What changed since the one before, for readers.
    pub note: Option<String>,
    /// The version of each document, sorted by id.
    pub documents: Vec<(String, Version)>,
    /// Its header in the list of releases.
    pub span: Span,
}

/// Every address that a release published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    /// The name of the release.
    pub release: String,
    /// The addresses, sorted by path.
    pub urls: Vec<PublishedUrl>,
}

/// One address that a release published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedUrl {
    /// The path.
    pub path: UrlPath,
    /// The ids on the page that links could name, sorted.
    pub anchors: Vec<String>,
    /// The place of the path in the file.
    pub span: Span,
}

/// One review of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The document.
    pub id: String,
    /// The day.
    pub on: Date,
    /// The role that reviewed it.
    pub by: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The version that was reviewed, if the document had one.
    pub version: Option<Version>,
    /// The SHA-256 of the words that were reviewed, in the form [`WORDS_FORM`].
    pub words_sha256: String,
    /// Its header in the log.
    pub span: Span,
}

/// What came of a review.
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
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds as it is.
    NoChange,
    /// It was changed.
    Revised,
    /// It is to be withdrawn.
    Retire,
}

impl Outcome {
    /// Every outcome with its word in the log.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::NoChange, "no_change"),
        (Self::Revised, "revised"),
        (Self::Retire, "retire"),
    ];

    /// Returns the word in the log.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(outcome, _)| *outcome == self)
            .map_or("", |(_, word)| word)
    }
}

/// Something wrong in the archive, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the root.
    pub path: String,
    /// The place in the file.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong in the archive, apart from [`FrozenText`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file cannot be read as text.
    Unreadable(Unreadable),
    /// A merge in git was not finished.
    MergeConflict,
    /// It is not TOML.
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// There is no `format`.
    FormatMissing,
    /// It has a format that this program does not know.
    FormatUnknown {
        /// The format as written.
        found: String,
    },
    /// A value is missing, unknown or not what it should be.
    Value {
        /// What is wrong, as a sentence about the value.
        message: String,
    },
    /// A second entry for one thing.
    Duplicate {
        /// What it is an entry for: `access-control 3.2`.
        of: String,
        /// The first entry.
        first: Span,
        /// Whether the two say the same.
        sameness: Sameness,
    },
    /// A text that no entry of the lock is for.
    Unlocked {
        /// The digest of its source, if it can be read.
        source_sha256: Option<String>,
    },
    /// A stored image or file has other bytes than its name says.
    AssetAltered {
        /// The digest of what is there.
        found: String,
    },
    /// A frozen text needs an image or a file that is not stored.
    AssetMissing {
        /// The frozen text: `access-control 3.2`.
        of: String,
        /// The file as the text knows it.
        asset: ContentPath,
        /// The digest that it had.
        sha256: String,
    },
    /// A release names a version that the lock does not have.
    PinUnknown {
        /// The release.
        release: String,
        /// The document.
        id: String,
        /// The version.
        version: Version,
    },
}

/// Whether two entries for one thing say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// They do.
    Same,
    /// They contradict each other.
    Different,
}

impl Archive {
    /// Returns whether there is nothing, not even something wrong: the site
    /// never froze a version.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns whether every entry of the lock was understood. Where one was not,
    /// what it is for is not known, and what seems to be missing may be there.
    pub fn is_lock_whole(&self) -> bool {
        !self.problems.iter().any(|problem| problem.path == LOCK)
    }

    /// Returns the frozen versions of a document, in the order of the lock.
    pub fn of(&self, id: &str) -> &[Frozen] {
        let start = self.versions.partition_point(|frozen| frozen.entry.id.as_str() < id);
        let rest = self.versions.get(start..).unwrap_or_default();
        let length = rest.partition_point(|frozen| frozen.entry.id == id);
        rest.get(..length).unwrap_or_default()
    }

    /// Returns one frozen version.
    pub fn find(&self, id: &str, version: &Version) -> Option<&Frozen> {
        self.versions.get(self.position(id, version)?)
    }

    /// Returns the position of one frozen version in [`Archive::versions`].
    pub fn position(&self, id: &str, version: &Version) -> Option<usize> {
        let place = |frozen: &Frozen| {
            let entry = &frozen.entry;
            entry.id.as_str().cmp(id).then_with(|| entry.version.cmp(version))
        };
        self.versions.binary_search_by(place).ok()
    }

    /// Returns the reviews of a document, the first one first.
    pub fn reviews_of(&self, id: &str) -> &[Review] {
        let start = self.reviews.partition_point(|review| review.id.as_str() < id);
        let rest = self.reviews.get(start..).unwrap_or_default();
        let length = rest.partition_point(|review| review.id == id);
        rest.get(..length).unwrap_or_default()
    }

    /// Returns the scheme that the frozen versions of a document follow.
    pub fn scheme(&self, id: &str) -> Option<Scheme> {
        Scheme::detect(self.of(id).iter().map(|frozen| &frozen.entry.version))
    }

    /// Returns what each release published, the first release first. A list that
    /// belongs to no release was never published.
    pub fn published(&self) -> impl Iterator<Item = (&Release, &Surface)> {
        let releases = self.releases.iter();
        releases.filter_map(|release| Some((release, self.surface(&release.name)?)))
    }

    /// Returns what a release published.
    pub fn surface(&self, release: &str) -> Option<&Surface> {
        let surfaces = &self.surfaces;
        let at =
            surfaces.binary_search_by(|surface| surface.release.as_str().cmp(release));
        at.ok().and_then(|at| surfaces.get(at))
    }

    /// Returns what a release says to readers.
    pub fn summary(&self, release: &str) -> Option<&Summary> {
        let summaries = &self.summaries;
        let at = summaries.binary_search_by(|it| it.release.as_str().cmp(release));
        at.ok().and_then(|at| summaries.get(at))
    }

    /// Returns a stored image or file.
    pub fn asset(&self, sha256: &str) -> Option<&FrozenAsset> {
        let at = self.assets.binary_search_by(|asset| asset.sha256.as_str().cmp(sha256));
        at.ok().and_then(|at| self.assets.get(at))
    }

    /// Returns the last frozen version of a document: by the scheme that is
    /// stated for it, else by the one that its versions show, and by name where
    /// they follow none.
    pub fn latest(&self, id: &str, stated: Option<Scheme>) -> Option<&Frozen> {
        let scheme = stated.or_else(|| self.scheme(id));
        self.of(id).iter().max_by(|a, b| {
            let (a, b) = (&a.entry.version, &b.entry.version);
            scheme.map_or_else(|| a.cmp(b), |scheme| scheme.compare(a, b).then(a.cmp(b)))
        })
    }
}

impl Surface {
    /// Returns what was published at an address.
    pub fn find(&self, path: &UrlPath) -> Option<&PublishedUrl> {
        let at = self.urls.binary_search_by(|url| url.path.cmp(path)).ok()?;
        self.urls.get(at)
    }
}

impl Release {
    /// Returns the version of a document that it has.
    pub fn pin(&self, id: &str) -> Option<&Version> {
        let at = self.documents.binary_search_by(|(pin, _)| pin.as_str().cmp(id)).ok()?;
        self.documents.get(at).map(|(_, version)| version)
    }
}

impl Entry {
    /// Returns the path of its archived file, relative to the root.
    pub fn path(&self) -> String {
        text_path(&self.id, &self.version)
    }
}

/// Returns the path of the archived file of a version, relative to the root.
pub fn text_path(id: &str, version: &Version) -> String {
    format!("{FOLDER}/{id}/{version}.md")
}

/// Returns the path of a stored image or file, relative to the root.
pub fn asset_path(sha256: &str) -> String {
    format!("{FOLDER}/assets/{sha256}")
}

/// Returns the path of what a release says to readers, relative to the root.
pub fn summary_path(release: &str) -> String {
    format!("{FOLDER}/releases/{release}.md")
}

/// Returns the path of the list of what a release published, relative to the
/// root.
pub fn surface_path(release: &str) -> String {
    format!("{FOLDER}/releases/{release}.toml")
}

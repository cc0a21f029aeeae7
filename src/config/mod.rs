//! `site.toml`: what it may say, and what it means.
//!
//! Comes in: the path of the file, or of a bare folder of markdown. Goes out: a
//! [`Config`] in which every value is valid and present, or a [`ConfigError`]
//! that lists every problem of the file at once, with its place.
//!
//! The TOML parser gives a tree with places and goes on after mistakes
//! (`syntax`); `reader` takes typed values out of it and collects problems;
//! `values` and `globs` say what a text may be; `validate` and `lists` put a
//! [`Config`] together. `keys` has a row for every key, from which the unknown
//! ones are told and the documentation is made (`reference`).
//!
//! Names that only a later stage can judge (rules, in `[rules]` and
//! `[[waivers]]`) are kept with their spans; the rule `config-unknown-rule`
//! reports them.

use std::path::{Path, PathBuf};

use globset::GlobSet;

use crate::base::color::Color;
use crate::base::date::{Date, Interval};
use crate::base::framework::Framework;
use crate::base::severity::Level;
use crate::base::span::{Span, Spanned};
use crate::base::version::Scheme;

mod context;
mod editor;
mod globs;
mod keys;
mod kind;
mod lists;
mod origin;
mod problem;
mod read;
mod reader;
mod reference;
mod schema;
mod syntax;
mod validate;
mod values;

pub use context::{Context, Drafts};
pub use editor::Editor;
pub use kind::Kind;
pub use origin::{BaseUrl, Origin};
pub use problem::{ConfigError, ConfigProblem};
pub use read::{CONFIG_FILE, MAX_BYTES};
pub use reference::reference;
pub use schema::schema;

/// Everything that `site.toml` decides, with defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of `site.toml`, or the bare folder of markdown itself.
    pub root: PathBuf,
    /// Whether there is a `site.toml`, or the defaults stand for one.
    pub origin: ConfigOrigin,
    /// The text that it was read from; empty for the defaults. Whoever asks
    /// whether two configurations are the same compares these.
    pub text: String,
    /// `[site]`
    pub site: Site,
    /// `[content]`
    pub content: Content,
    /// `[[collections]]`, in the order of the file: the first match wins.
    pub collections: Vec<Collection>,
    /// `[review]`
    pub review: Review,
    /// `[claims]`
    pub claims: Claims,
    /// `[controls]`
    pub controls: Controls,
    /// `[dates]`
    pub dates: Dates,
    /// `[rules]`
    pub rules: Vec<RuleLevel>,
    /// `[[waivers]]`
    pub waivers: Vec<Waiver>,
    /// `[versions]`
    pub versions: Versions,
    /// `[[withdrawals]]`
    pub withdrawals: Vec<Withdrawal>,
    /// `[preview]`
    pub preview: Preview,
    /// `[theme]`
    pub theme: ThemeOptions,
    /// `[search]`
    pub search: Search,
    /// `[output]`
    pub output: OutputOptions,
}

/// Where the configuration came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigOrigin {
    /// A `site.toml` was read.
    File,
    /// A bare folder under the defaults.
    Defaults,
}

/// `[site]`: who publishes, and where.
#[derive(Clone, Debug)]
pub struct Site {
    /// The site's name, in titles and in the header.
    pub title: String,
    /// Where the site will be served; may hold a path. `None` where `site.toml`
    /// does not say: links are then root-relative, and what needs an absolute
    /// URL (the sitemap, the index) uses the path alone.
    pub base_url: BaseUrl,
    /// The language of the content, a BCP 47 tag.
    pub language: String,
    /// The organisation that publishes; the title where not given.
    pub publisher: String,
    /// An address or URL for questions about the site.
    pub contact: Option<String>,
    /// The path of a logo below the content folder.
    pub logo: Option<Spanned<String>>,
    /// The name of the theme in `themes/`; `default` is in the binary.
    pub theme: String,
    /// Further origins that serve this same site.
    pub own_origins: Vec<Origin>,
    /// Root-relative paths on the own origin that something else serves.
    pub external_routes: GlobSet,
    /// The repository that holds the content, for edit and issue links.
    pub repository: Option<Repository>,
}

/// `[site] repository`: where the source can be seen and changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The address of the repository, without a final slash.
    pub url: String,
    /// The branch that is published.
    pub branch: String,
}

/// `[theme]`: how the default theme looks on this site.
#[derive(Clone, Debug, Default)]
pub struct ThemeOptions {
    /// The colour of links; the theme's own where not given.
    pub accent: Option<Spanned<Color>>,
    /// The same on a dark page; as `accent` where not given.
    pub accent_dark: Option<Spanned<Color>>,
    /// The font of the text, a file in `static/`; the system's where not given.
    pub font: Option<Spanned<String>>,
    /// Its bold, which may be the same file; the browser makes one where not given.
    pub font_bold: Option<Spanned<String>>,
    /// Its italic; the browser slants `font` where not given.
    pub font_italic: Option<Spanned<String>>,
    /// The font of code; the system's where not given.
    pub font_code: Option<Spanned<String>>,
}

/// What a font is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontUse {
    /// Text.
    Text,
    /// Bold text.
    Bold,
    /// Italic text.
    Italic,
    /// Code.
    Code,
}

impl ThemeOptions {
    /// Returns the fonts that are given, each with what it is for.
    pub fn fonts(&self) -> impl Iterator<Item = (FontUse, &Spanned<String>)> {
        let all = [
            (FontUse::Text, &self.font),
            (FontUse::Bold, &self.font_bold),
            (FontUse::Italic, &self.font_italic),
            (FontUse::Code, &self.font_code),
        ];
        all.into_iter().filter_map(|(purpose, font)| Some((purpose, font.as_ref()?)))
    }
}

/// `[content]`: which files are the site's.
#[derive(Clone, Debug)]
pub struct Content {
    /// The content folder, relative to the root; `.` for a bare folder.
    pub dir: String,
    /// Paths below the content folder that are neither read nor published.
    pub exclude: GlobSet,
    /// Front-matter fields, besides the known ones, that hold links.
    pub link_fields: Vec<String>,
}

/// `[[collections]]`: what holds for all documents below a path.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Which content paths belong to it.
    pub path: GlobSet,
    /// The kind of its documents, unless front matter says otherwise.
    pub kind: Option<Kind>,
    /// Canonical names of fields that each of its documents must have.
    pub required: Vec<Spanned<String>>,
    /// How often its documents are reviewed, unless they say otherwise.
    pub review_interval: Option<Interval>,
    /// The title of its section in navigation.
    pub title: Option<String>,
}

/// `[review]`: how often documents are reviewed.
#[derive(Clone, Copy, Debug)]
pub struct Review {
    /// For documents and collections that do not say; 12 months.
    pub interval: Interval,
    /// The longest interval that a document may ask for, in days; 366.
    pub max_interval_days: u32,
    /// How many days before its due date a review is due soon; 30.
    pub due_soon_days: u32,
}

/// `[claims]`: how old a claim in the text may be.
#[derive(Clone, Copy, Debug)]
pub struct Claims {
    /// How long something that is said of a day counts as current; 12 months.
    pub max_age: Interval,
}

/// `[controls]`: which controls documents must be mapped to.
#[derive(Clone, Debug, Default)]
pub struct Controls {
    /// In the order of the file.
    pub required: Vec<Spanned<RequiredControls>>,
}

/// Controls of one framework that documents must be mapped to.
#[derive(Clone, Debug)]
pub struct RequiredControls {
    /// The framework.
    pub framework: &'static Framework,
    /// How the ids begin; empty for all of them.
    pub beginning: String,
}

/// `[dates]`: what git may say about dates.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// How far the history of the repository is used.
    pub git: GitDatesMode,
}

/// `[dates] git`: how far the history of the repository is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GitDatesMode {
    /// Not at all; git is never run for dates.
    #[default]
    Off,
    /// To doubt what documents say, never to date them.
    Advisory,
    /// Also as the date of documents that have none.
    Fallback,
}

/// One line of `[rules]`: the level of a rule, everywhere or below some paths.
#[derive(Clone, Debug)]
pub struct RuleLevel {
    /// A rule or a family, as written; may be unknown.
    pub rule: Spanned<String>,
    /// The level from here on.
    pub level: Level,
    /// The paths it holds for, relative to the root; `None` is everywhere.
    /// Patterns that start at the content folder match as well.
    pub paths: Option<GlobSet>,
}

/// `[[waivers]]`: findings that are accepted for a while.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The place of its header, or of the whole inline table.
    pub span: Span,
    /// The rule, as written; may be unknown.
    pub rule: Spanned<String>,
    /// The paths it holds for, relative to the root; `None` is everywhere.
    /// Patterns that start at the content folder match as well.
    pub paths: Option<GlobSet>,
    /// The link target or value it holds for, exactly.
    pub target: Option<String>,
    /// Why the finding is accepted.
    pub reason: Option<String>,
    /// The last day on which it is accepted.
    pub until: Option<Date>,
}

/// `[versions]`: how versions are numbered, and how old ones are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Versions {
    /// How the versions of every document are numbered that does not say
    /// otherwise; `None`: each document as its versions show.
    pub scheme: Option<Scheme>,
    /// What the page of an old version names as its canonical address.
    pub canonical: Canonical,
    /// Which versions search engines may list.
    pub search_engines: SearchEngines,
}

/// `[versions] canonical`: what the page of an old version names as its
/// canonical address (RFC 6596).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Canonical {
    /// The page of the document.
    #[default]
    Current,
    /// Itself.
    Version,
}

/// `[versions] search_engines`: which versions search engines may list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchEngines {
    /// Only the text in force, on the page of the document.
    #[default]
    Current,
    /// All.
    All,
}

/// `[[withdrawals]]`: versions whose words must not be read any more.
#[derive(Clone, Debug)]
pub struct Withdrawal {
    /// The place of its header, or of the whole inline table.
    pub span: Span,
    /// The document, as written; may be unknown.
    pub id: Spanned<String>,
    /// The version; `None` means all of them.
    pub version: Option<Spanned<String>>,
    /// Since when.
    pub on: Option<Date>,
    /// What readers are told in place of the words.
    pub note: Option<String>,
}

/// `[preview]`: what `serve` shows beside the site.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What opens a place in the writer's editor.
    pub editor: Editor,
}

/// `[search]`: what the site's own search finds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    /// Where the file asks for every word of every document.
    pub full_text: Option<Span>,
}

impl Search {
    /// Whether this program can make an index of every word.
    pub const CAN_FULL_TEXT: bool = cfg!(feature = "search");

    /// Returns whether there is an index of every word: it is asked for, and this
    /// program can make it.
    pub const fn is_full_text(self) -> bool {
        Self::CAN_FULL_TEXT && self.full_text.is_some()
    }
}

/// `[output]`
#[derive(Clone, Debug)]
pub struct OutputOptions {
    /// The folder to write, relative to the root; `public`.
    pub dir: String,
    /// Files larger than this, in bytes, are refused as content; 8 MiB for
    /// markdown.
    pub max_document_bytes: u64,
}

impl Config {
    /// Returns the folder that holds the content.
    pub fn content_dir(&self) -> PathBuf {
        if self.content.dir == "." {
            self.root.clone()
        } else {
            self.root.join(&self.content.dir)
        }
    }

    /// Returns the path of a file below the content folder, relative to the
    /// root and with `/`: the form in which findings name it.
    pub fn content_path_from_root(&self, path: &str) -> String {
        if self.content.dir == "." {
            path.to_owned()
        } else {
            format!("{}/{path}", self.content.dir)
        }
    }

    /// Returns the nearest folder with a `site.toml`, from `start` upward;
    /// `start` should be absolute.
    pub fn find(start: &Path) -> Option<PathBuf> {
        read::find(start)
    }

    /// Reads `site.toml` in `root`.
    pub fn load(root: &Path) -> Result<Self, ConfigError> {
        read::read(root)
    }

    /// Returns the configuration of a bare folder of markdown: all defaults, no
    /// file read.
    pub fn bare(folder: &Path) -> Self {
        validate::defaults(folder)
    }

    /// Reads a configuration from the text of a `site.toml` in `root`.
    pub fn from_text(root: &Path, text: &str) -> Result<Self, ConfigError> {
        read::from_text(root, text)
    }

    /// Returns the first collection that a content path belongs to.
    pub fn collection(&self, path: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.path.is_match(path))
    }
}

//! The whole site as the later stages see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::archive::{Archive, Frozen};
use crate::base::date::{Date, Interval};
use crate::base::font::FontFormat;
use crate::base::path::UrlPath;
use crate::base::span::{SourceId, Span, Spanned};
use crate::base::version::{Scheme, Version};
use crate::config::{Config, Context, Kind, Withdrawal};
use crate::load::git::History;
use crate::load::{AssetFile, Withheld, WithheldReason};
use crate::parse::{Classification, Document, Field, Registers, Status, Suppression};

use super::events::Event;
use super::frozen::FrozenDocument;
use super::lineage::{self, Lineage};
use super::register_ids::RegisterIds;
use super::registers::{RegisterLink, SecurityText, SettledText};
use super::routes::Tables;
use super::versions::Standing;

/// A document and its page, as a position in [`Site::documents`] and
/// [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageIndex(pub u32);

impl PageIndex {
    /// Returns the position.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A section, as a position in [`Site::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionIndex(pub u32);

impl SectionIndex {
    /// The section of the content folder itself.
    pub const ROOT: Self = Self(0);

    /// Returns the position.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Everything that is known about the site; read-only.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub config: Arc<Config>,
    /// What the command line decided.
    pub context: Context,
    /// Every file that a finding can point into, relative to the root: first
    /// the documents in their order, then others.
    pub sources: Arc<[String]>,
    /// The documents, sorted by path.
    pub documents: Vec<Arc<Document>>,
    /// The page of each document, at the same position.
    pub pages: Vec<Page>,
    /// The sections; the first is the root.
    pub sections: Arc<[Section]>,
    /// The published pages in reading order.
    pub reading_order: Arc<[PageIndex]>,
    /// Every redirect, sorted by where it starts.
    pub redirects: Arc<[Redirect]>,
    /// Every address of the site, sorted; see
    /// [`Site::publishes`](Site::publishes).
    pub addresses: Arc<[UrlPath]>,
    /// Files published as they are, sorted by path.
    pub assets: Arc<[AssetFile]>,
    /// Files never published, sorted by path.
    pub withheld: Vec<Withheld>,
    /// What is wrong between files, in the order of the documents.
    pub conflicts: Arc<[Conflict]>,
    /// Where parsing and settling found something.
    pub flaws: Flaws,
    /// What git knows.
    pub history: Arc<History>,
    /// Pages by id; where two share an id, the first.
    pub ids: Arc<BTreeMap<String, PageIndex>>,
    /// What was frozen.
    pub archive: Arc<Archive>,
    /// What was frozen, understood; at the positions of [`Archive::versions`].
    pub frozen: Arc<[FrozenDocument]>,
    /// What each release says to readers, understood; at the positions of
    /// [`Archive::summaries`].
    pub summaries: Arc<[FrozenDocument]>,
    /// The life of each document that was ever frozen, sorted by id.
    pub lineages: Arc<[Lineage]>,
    /// What happened, the latest first.
    pub events: Arc<[Event]>,
    /// How the documents that were frozen stand to it now, in their order.
    pub standings: Vec<Standing>,
    /// The digest of the source of each document, where something was frozen;
    /// else empty.
    pub source_digests: Vec<String>,
    /// What the registers hold.
    pub registers: Arc<Registers>,
    /// The ids of their entries on the pages that are made of them.
    pub register_ids: Arc<RegisterIds>,
    /// The links of the registers, in the order of their files.
    pub register_links: Arc<[RegisterLink]>,
    /// The texts in markdown of the registers, sorted by file and place.
    pub register_texts: Arc<[SettledText]>,
    /// What `/.well-known/security.txt` says, if there is one.
    pub security_txt: Option<SecurityText>,
    /// The files that `[theme]` names as fonts, as far as they are there.
    pub fonts: Vec<Font>,
    /// What there is at each path and each URL.
    pub(super) tables: Arc<Tables>,
}

/// A static file that is to be a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Font {
    /// Its path below `static/`.
    pub name: String,
    /// What it is; `None` if it is no font.
    pub format: Option<FontFormat>,
}

/// Where something may be wrong.
///
/// Fifty rules ask for nothing else. Each of them walking over a whole large site
/// would mostly wait for memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flaws {
    /// The documents that have problems, in order.
    pub documents: Vec<PageIndex>,
    /// The links that have a defect or a notice, in order: the page, and the
    /// position in [`Page::links`].
    pub links: Vec<(PageIndex, usize)>,
    /// The documents that claim something, in order.
    pub claims: Vec<PageIndex>,
}

impl Site {
    /// Returns every page with its document and position.
    pub fn each(&self) -> impl Iterator<Item = (PageIndex, &Document, &Page)> {
        let pairs = self.documents.iter().zip(&self.pages);
        (0..)
            .map(PageIndex)
            .zip(pairs)
            .map(|(index, (document, page))| (index, document.as_ref(), page))
    }

    /// Returns every page that is published, with or without its body.
    pub fn published(&self) -> impl Iterator<Item = (PageIndex, &Document, &Page)> {
        self.each().filter(|(_, _, page)| page.publication.is_listed())
    }

    /// Returns every published page that is in the policy index.
    pub fn controlled(&self) -> impl Iterator<Item = (PageIndex, &Document, &Page)> {
        self.published().filter(|(_, _, page)| page.kind.is_controlled())
    }

    /// Returns one document.
    pub fn document(&self, index: PageIndex) -> &Document {
        &self.documents[index.index()]
    }

    /// Returns one page.
    pub fn page(&self, index: PageIndex) -> &Page {
        &self.pages[index.index()]
    }

    /// Returns one section.
    pub fn section(&self, index: SectionIndex) -> &Section {
        &self.sections[index.index()]
    }

    /// Returns the file that a document was read from.
    pub const fn source_of(&self, index: PageIndex) -> SourceId {
        SourceId(index.0)
    }

    /// Returns what of a file, document or register, accepts findings in it.
    pub fn suppressions(&self, source: SourceId) -> &[Suppression] {
        if let Some(document) = self.documents.get(source.index()) {
            return &document.suppressions;
        }
        let first = self.register_source(0).index();
        let at = source.index().checked_sub(first);
        let register = at.and_then(|at| self.registers.files.get(at));
        register.map_or(&[], |register| &register.suppressions)
    }

    /// Returns the path of a source, relative to the root.
    pub fn source_path(&self, source: SourceId) -> &str {
        self.sources.get(source.index()).map_or("", String::as_str)
    }

    /// Returns the source with this path, relative to the root.
    pub fn source_named(&self, path: &str) -> Option<SourceId> {
        let at = self.sources.iter().position(|source| source == path)?;
        u32::try_from(at).ok().map(SourceId)
    }

    /// Returns a register as a file that findings can point into; `file` is a
    /// position in [`Registers::files`].
    pub fn register_source(&self, file: usize) -> SourceId {
        // The registers are the last of the sources.
        let first = self.sources.len().saturating_sub(self.registers.files.len());
        SourceId(u32::try_from(first + file).unwrap_or(u32::MAX))
    }

    /// Returns how a document stands to its frozen versions, if it has any.
    pub fn standing(&self, index: PageIndex) -> Option<&Standing> {
        let at = self.standings.binary_search_by_key(&index, |standing| standing.page);
        at.ok().and_then(|at| self.standings.get(at))
    }

    /// Returns the life of a document, if a version of it was ever frozen.
    pub fn lineage(&self, id: &str) -> Option<&Lineage> {
        let at = self.lineages.binary_search_by(|lineage| lineage.id.as_str().cmp(id));
        at.ok().and_then(|at| self.lineages.get(at))
    }

    /// Returns the scheme that the versions of a document follow: as it says,
    /// else as the site says, else as the frozen ones show.
    pub fn scheme(&self, id: &str) -> Option<Scheme> {
        let document = self.ids.get(id).map(|&page| self.document(page));
        let stated = document.map_or(self.config.versions.scheme, |document| {
            lineage::stated_scheme(document, &self.config)
        });
        stated.or_else(|| self.archive.scheme(id))
    }

    /// Returns the last frozen version of a document.
    pub fn latest(&self, id: &str) -> Option<&Frozen> {
        self.archive.latest(id, self.scheme(id))
    }

    /// Returns what `site.toml` says about a version whose words must not be
    /// read any more.
    pub fn withdrawal(&self, id: &str, version: &Version) -> Option<&Withdrawal> {
        lineage::withdrawal(&self.config, id, version)
    }

    /// Returns the `href` of a page: below the base path, percent-encoded.
    pub fn href(&self, index: PageIndex) -> String {
        self.config.site.base_url.href(&self.page(index).url.encoded())
    }
}

/// What resolving adds to a document.
#[derive(Clone, Debug)]
pub struct Page {
    /// The document's identity, for ever.
    pub id: String,
    /// Whether front matter gives the id, or it is derived from the path.
    pub is_id_explicit: bool,
    /// Where the page is published.
    pub url: UrlPath,
    /// What sort of document it is.
    pub kind: Kind,
    /// Front matter, else the first heading, else the file's name.
    pub title: String,
    /// The title in navigation.
    pub short_title: String,
    /// Whether and how it is published.
    pub publication: Publication,
    /// Where it stands in its life.
    pub status: Status,
    /// Who may read it.
    pub classification: Classification,
    /// The dates that hold for it.
    pub dates: PageDates,
    /// The section that lists it. An index page is listed by its section's
    /// parent.
    pub section: SectionIndex,
    /// The page before it in reading order.
    pub previous: Option<PageIndex>,
    /// The page after it in reading order.
    pub next: Option<PageIndex>,
    /// What became of each of [`Document::links`], at the same position.
    pub links: Arc<[Settled]>,
    /// How many other published pages link to it.
    pub inbound: u32,
}

/// Whether and how a document is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// With its body.
    Full,
    /// As metadata and a way to ask for it (`classification: restricted`).
    MetadataOnly,
    /// Not at all: `classification: internal`.
    Internal,
    /// Not at all: it is a draft, and drafts are excluded.
    Draft,
    /// Not at all: another document has its URL.
    Shadowed(PageIndex),
    /// Not at all: the file could not be read.
    Unreadable,
}

impl Publication {
    /// Returns whether readers can know about the document.
    pub const fn is_listed(self) -> bool {
        matches!(self, Self::Full | Self::MetadataOnly)
    }
}

/// The dates that hold for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageDates {
    /// First published.
    pub issued_on: Option<Date>,
    /// In force since.
    pub effective_on: Option<Date>,
    /// Last changed. Under `[dates] git = "fallback"`, the last substantive
    /// commit where front matter has no date.
    pub last_updated_on: Option<Date>,
    /// Last reviewed.
    pub last_reviewed_on: Option<Date>,
    /// No longer valid after.
    pub expires_on: Option<Date>,
    /// Approved.
    pub approved_on: Option<Date>,
    /// How often it is reviewed: front matter, else its collection, else
    /// `[review] interval`.
    pub review_interval: Option<Interval>,
    /// When the next review is due; see `DESIGN` §5:
    /// `next_review ?? (last_reviewed ?? last_updated ?? effective_on) + interval`.
    pub next_review_on: Option<Date>,
    /// From when the review is due soon.
    pub due_soon_on: Option<Date>,
    /// Where the date that decides was written, for findings.
    pub decided_at: Option<Span>,
}

/// How fresh a document is on a day.
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
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// No date says.
    Unknown,
    /// The next review is not near.
    Fresh,
    /// The next review is near, or due on this very day.
    DueSoon,
    /// The next review was due before this day.
    Overdue,
    /// The document's validity ended before this day.
    Expired,
}

impl PageDates {
    /// Returns how fresh the document is on a day.
    ///
    /// A review that is due on the day itself is not overdue.
    pub fn state(&self, as_of: Date) -> ReviewState {
        if self.expires_on.is_some_and(|end| as_of > end) {
            return ReviewState::Expired;
        }
        match (self.next_review_on, self.due_soon_on) {
            (None, _) => ReviewState::Unknown,
            (Some(due), _) if as_of > due => ReviewState::Overdue,
            (Some(_), Some(soon)) if as_of >= soon => ReviewState::DueSoon,
            _ => ReviewState::Fresh,
        }
    }
}

/// A folder of the content, as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The folder below the content folder; empty for the root.
    pub folder: String,
    /// Its index page, if it has one.
    pub index: Option<PageIndex>,
    /// Where it is published: its index page, or a list that the build makes.
    pub url: UrlPath,
    /// Its title: the index page's, else the collection's, else the folder's
    /// name.
    pub title: String,
    /// The section above it; `None` for the root.
    pub parent: Option<SectionIndex>,
    /// What it lists, in order of weight and title.
    pub items: Vec<Item>,
}

/// One line of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A page that is not an index page.
    Page(PageIndex),
    /// A section below this one.
    Section(SectionIndex),
}

/// A URL that leads to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The URL that has gone.
    pub from: UrlPath,
    /// Where it leads: an encoded path below the base path, or an absolute URL.
    pub to: String,
    /// The page it leads to, if it is one of ours.
    pub page: Option<PageIndex>,
    /// Where it is written.
    pub source: SourceId,
    /// Where it is written.
    pub span: Span,
}

impl Redirect {
    /// Returns whether this is a pattern (`/old/* /new/:splat`), which the host
    /// applies and nobody here can check.
    pub fn is_pattern(&self) -> bool {
        let from = self.from.as_str();
        from.contains('*') || from.contains("/:") || self.to.contains("/:")
    }
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What goes into the HTML, not yet escaped for an attribute.
    pub href: String,
    /// What it leads to.
    pub target: Target,
    /// What is wrong with it; at most one thing, the first cause. Boxed, as
    /// nearly all of a site's links are right: half the memory of each.
    pub defect: Option<Box<Defect>>,
    /// Whether its form is off although it works: at most one thing.
    pub notice: Option<Box<Notice>>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, and an anchor on it.
    Page {
        /// The page.
        page: PageIndex,
        /// The anchor, in canonical form, not encoded.
        anchor: Option<String>,
    },
    /// A file of the content folder, as a position in [`Site::assets`].
    Asset(usize),
    /// Something that the build makes, such as `/sitemap.xml`.
    Generated(UrlPath),
    /// Another site, or a mail address or telephone number.
    External,
    /// A path on the own origin that something else serves.
    Elsewhere,
    /// Nothing.
    Nowhere,
}

/// Why a link does not lead where it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defect {
    /// No page has this address.
    PageMissing {
        /// What the link resolves to, as a path below the content folder or a
        /// URL path.
        resolved: String,
        /// What to write instead.
        suggestion: Option<String>,
    },
    /// The page has no such anchor.
    AnchorMissing {
        /// The page.
        page: PageIndex,
        /// The anchor, decoded.
        anchor: String,
        /// What to write instead.
        suggestion: Option<String>,
    },
    /// The page that is made of a register has no such anchor.
    EntryMissing {
        /// The page.
        url: UrlPath,
        /// The anchor, decoded.
        anchor: String,
        /// What to write instead.
        suggestion: Option<String>,
    },
    /// No file has this name.
    AssetMissing {
        /// What the link resolves to.
        resolved: String,
        /// What to write instead.
        suggestion: Option<String>,
    },
    /// The target is a folder without an index page.
    IndexMissing {
        /// The folder.
        resolved: String,
    },
    /// The target differs from a file only by upper and lower case.
    CaseMismatch {
        /// The file as it is called.
        actual: String,
        /// What to write instead.
        suggestion: String,
    },
    /// The target is outside the content folder.
    OutsideRoot,
    /// The target exists and is never published.
    Withheld {
        /// The file.
        resolved: String,
        /// Why.
        reason: WithheldReason,
    },
    /// The target is a draft.
    DraftTarget {
        /// The draft.
        page: PageIndex,
    },
    /// The target is internal.
    InternalTarget {
        /// The page.
        page: PageIndex,
    },
    /// The target is empty.
    Empty,
    /// A scheme that a public site must not link to.
    SchemeForbidden {
        /// The scheme, in lower case.
        scheme: String,
    },
    /// A scheme that no browser knows.
    SchemeUnknown {
        /// The scheme, in lower case.
        scheme: String,
        /// The whole target with the scheme that was probably meant.
        suggestion: Option<String>,
    },
    /// Not a URL.
    UrlMalformed {
        /// Why.
        reason: &'static str,
    },
    /// Not a mail address.
    MailInvalid {
        /// Why.
        reason: &'static str,
    },
    /// The target works through a redirect only.
    Moved {
        /// What to write instead.
        suggestion: Option<String>,
    },
}

/// What is off about a link that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The anchor is not in the form of the page's ids. The published link is.
    AnchorNoncanonical {
        /// The id on the page.
        canonical: String,
        /// What to write instead.
        suggestion: String,
    },
    /// The link names the own origin, which moves with the site.
    SelfAbsolute {
        /// What to write instead.
        suggestion: String,
    },
    /// Only insiders can open the address.
    Private {
        /// What it is.
        what: &'static str,
    },
    /// Who has the address has the access.
    Capability {
        /// What the address holds.
        what: String,
    },
    /// The address is that of a file on a service for sharing files.
    Hosted {
        /// The service.
        service: &'static str,
    },
    /// The same, opened to be edited.
    HostedEditor {
        /// The service.
        service: &'static str,
    },
    /// What the address brings can be read and changed on its way.
    Insecure {
        /// What to write instead.
        suggestion: String,
    },
}

/// Something wrong between files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Two documents, or a document and a file, have one URL.
    UrlCollision {
        /// The document that is not published.
        page: PageIndex,
        /// The path of the file that is, relative to the content folder.
        with: String,
        /// The URL.
        url: UrlPath,
    },
    /// Two documents have one id.
    IdDuplicate {
        /// The later document.
        page: PageIndex,
        /// The earlier one.
        first: PageIndex,
    },
    /// An alias is the URL of a page, or of another page's alias.
    AliasCollision {
        /// The document with the alias.
        page: PageIndex,
        /// The alias.
        alias: Spanned<String>,
        /// The page that has the URL.
        with: PageIndex,
    },
    /// An alias that is not the path of a page.
    AliasInvalid {
        /// The document with the alias.
        page: PageIndex,
        /// The alias.
        alias: Spanned<String>,
    },
    /// A redirect in `_redirects` leads nowhere.
    RedirectBroken {
        /// The file.
        source: SourceId,
        /// The target.
        span: Span,
        /// The target.
        target: String,
    },
    /// A line of `_redirects` is not a redirect.
    RedirectMalformed {
        /// The file.
        source: SourceId,
        /// What is wrong in it.
        span: Span,
        /// The same, as written.
        found: String,
    },
    /// A document is named that does not exist.
    DocumentUnknown {
        /// The document that names it.
        page: PageIndex,
        /// The field that names it.
        field: Field,
        /// The name.
        name: Spanned<String>,
        /// The id that was probably meant.
        suggestion: Option<String>,
    },
}

//! Reads a finished site and finds what does not hold together in it: whatever
//! made it, and whatever the checks of its sources could not see.
//!
//! Comes in: a [`BuiltFolder`]. Goes out: a [`Built`], the facts that the rules of
//! the family `output` judge.
//!
//! 1. Every file gets the addresses at which a server answers with it.
//! 2. Each page is read once, on all cores: what it links to is looked up at
//!    once, what can be linked to is kept.
//! 3. Links to a place on another page are proved when all pages are known.
//! 4. Sitemaps, feeds and data files are looked at; of a site of ours, the policy
//!    index is compared with what it is about.
//!
//! # Invariants
//!
//! - Reading never fails: what cannot be read is a fact.
//! - Every list is in the order of the files, and of the places in them.
//! - No more than a file for each core is in memory at a time.

use rayon::prelude::*;

use crate::base::span::{SourceId, Span};
use crate::config::{BaseUrl, Config};
use crate::load::{BuiltFolder, Unreadable};

mod address;
mod css;
mod index;
mod json;
mod library;
mod listing;
mod meant;
mod page;
mod redirects;
mod root;
mod scan;

pub use address::Served;

use address::{Here, Leads, Map};
use page::{Page, page};
use redirects::Redirects;

/// A finished site, and what does not hold together in it.
#[derive(Debug, Default)]
pub struct Built {
    /// The files, as messages name them.
    pub files: Vec<String>,
    /// The path of the site's root on its host: `/`, or `/trust/`.
    pub root: String,
    /// How much of a file's name messages put before its path.
    prefix: usize,
    /// How much was looked at.
    pub counts: BuiltCounts,
    /// Addresses with nothing at them.
    pub broken: Vec<BrokenLink>,
    /// Links to places that are not on their pages.
    pub loose: Vec<AnchorMissing>,
    /// Ids that a page has twice.
    pub duplicates: Vec<IdDuplicate>,
    /// Redirects that lead nowhere.
    pub redirects: Vec<BrokenLink>,
    /// Addresses with nothing at them, in sitemaps, feeds and data files.
    pub listed: Vec<BrokenLink>,
    /// Digests that are not those of the bytes that are served.
    pub digests: Vec<DigestFlaw>,
    /// Where the policy index disagrees.
    pub index: Vec<IndexFlaw>,
    /// Files that could not be looked at.
    pub unreadable: Vec<(SourceId, Unreadable)>,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuiltCounts {
    /// Pages.
    pub pages: usize,
    /// Addresses on them.
    pub links: usize,
    /// Of those, how many lead to other sites: nothing is proved of them.
    pub away: usize,
    /// Places that can be linked to.
    pub anchors: usize,
}

/// An address with nothing at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLink {
    /// The file that it is in.
    pub source: SourceId,
    /// Where it is written.
    pub span: Span,
    /// As written, entities decoded.
    pub href: String,
    /// What it is for.
    pub role: LinkRole,
    /// Why nothing is there.
    pub why: Why,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkRole {
    /// Readers or programs follow it.
    Page,
    /// The page is not whole without it.
    Asset,
}

/// Why nothing is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such file.
    Missing {
        /// The path that was looked for, below the root of the site.
        path: String,
    },
    /// It is a folder, and has no `index.html`.
    NoIndex,
    /// It would be there below the path of the site's root, which it lacks.
    RootMissing,
}

/// A link to a place that is not on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorMissing {
    /// The file that it is in.
    pub source: SourceId,
    /// Where it is written.
    pub span: Span,
    /// As written, entities decoded.
    pub href: String,
    /// The page that it leads to.
    pub target: SourceId,
    /// The place on that page that was probably meant.
    pub suggestion: Option<String>,
}

/// An id that a page has twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdDuplicate {
    /// The page.
    pub source: SourceId,
    /// The id.
    pub id: String,
    /// Where it is first.
    pub first: Span,
    /// Where it is again.
    pub span: Span,
}

/// A digest that is not that of the bytes that are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestFlaw {
    /// The file that states it.
    pub source: SourceId,
    /// Where it does.
    pub span: Span,
    /// The address beside it.
    pub url: String,
    /// What is served there.
    pub file: SourceId,
    /// The digest of that.
    pub is: String,
}

/// A place in which the policy index disagrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFlaw {
    /// The file.
    pub source: SourceId,
    /// The place in it.
    pub span: Span,
    /// What is wrong there.
    pub problem: IndexProblem,
}

/// What the policy index disagrees with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexProblem {
    /// The file is not what it should be.
    Unreadable {
        /// What is in the way.
        reason: String,
    },
    /// `content_digest` is not that of the entries.
    ContentDigest {
        /// The digest of the entries.
        is: String,
    },
    /// `counts` is not the number of entries.
    Count {
        /// What it says.
        stated: usize,
        /// How many there are.
        is: usize,
    },
    /// The data file of a document says something else.
    EntryDiffers {
        /// The document.
        id: String,
    },
    /// The library has no row for a document.
    RowMissing {
        /// The document.
        id: String,
    },
    /// The library has a row for a document that the index does not have.
    RowUnknown {
        /// The document.
        id: String,
    },
    /// A row of the library does not say what the index does.
    RowDiffers {
        /// The document.
        id: String,
        /// Which of its facts.
        what: &'static str,
        /// What the index says.
        value: String,
    },
}

/// A folder and what its files are called.
struct Reader<'a> {
    folder: &'a BuiltFolder,
}

impl Served {
    /// Returns where the site of a configuration is served. Where that does not
    /// say, its pages may.
    pub fn of(config: &Config, base: Option<BaseUrl>) -> Self {
        Self {
            base: base.unwrap_or_else(|| config.site.base_url.clone()),
            own_origins: config.site.own_origins.clone(),
            external_routes: config.site.external_routes.clone(),
        }
    }
}

/// Reads a finished site; `prefix` is what the paths of its files begin with in
/// messages.
pub fn read(folder: &BuiltFolder, served: &Served, prefix: &str) -> Built {
    let reader = Reader { folder };
    let served = root::with_root(&reader, served);
    let redirects = reader.text("_redirects").map(|text| Redirects::parse(&text));
    let redirects = redirects.unwrap_or_default();
    let map = Map::new(folder.paths(), &redirects, &served);
    let mut built = Built {
        files: folder.paths().iter().map(|path| format!("{prefix}{path}")).collect(),
        root: served.base.path().to_owned(),
        prefix: prefix.len(),
        ..Built::default()
    };
    let read: Vec<_> =
        reader.files().map(|(source, path)| reader.page(source, path, &map)).collect();
    let mut pages = Vec::with_capacity(read.len());
    for (source, page) in (0..).map(SourceId).zip(read) {
        pages.push(
            page.map_err(|reason| built.unreadable.push((source, reason))).ok().flatten(),
        );
    }
    built.take(&mut pages);
    built.redirects = broken_redirects(&reader, &redirects, &map);
    built.listed = listed(&reader, &map, &served);
    if let Some(source) = reader.find(index::INDEX) {
        let proof = index::prove(source, &reader, &map);
        built.digests = proof.digests;
        built.index = proof.flaws;
    }
    built
}

/// Returns the places on a page that can be linked to.
pub fn places(html: &[u8]) -> Vec<Box<str>> {
    page::anchors(&scan::scan(html))
}

impl Reader<'_> {
    /// Returns every file with its number and its path.
    fn files(&self) -> impl IndexedParallelIterator<Item = (SourceId, &str)> {
        let paths = self.folder.paths().par_iter().enumerate();
        paths.map(|(at, path)| {
            (SourceId(u32::try_from(at).unwrap_or(u32::MAX)), path.as_str())
        })
    }

    fn find(&self, path: &str) -> Option<SourceId> {
        let at = self
            .folder
            .paths()
            .binary_search_by(|known| known.as_str().cmp(path))
            .ok()?;
        u32::try_from(at).ok().map(SourceId)
    }

    fn text(&self, path: &str) -> Option<String> {
        let bytes = self.folder.bytes(self.find(path)?.index()).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Reads a file that links to others: a page or a style sheet.
    fn page(
        &self,
        source: SourceId,
        path: &str,
        map: &Map<'_>,
    ) -> Result<Option<Page>, Unreadable> {
        Ok(match extension(path) {
            "html" | "htm" => {
                let bytes = self.folder.bytes(source.index())?;
                Some(page(&bytes, source, path, map))
            }
            "css" => {
                let bytes = self.folder.bytes(source.index())?;
                Some(style(&String::from_utf8_lossy(&bytes), source, path, map))
            }
            _ => None,
        })
    }
}

fn is_page(path: &str) -> bool {
    matches!(extension(path), "html" | "htm")
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Reads a style sheet.
fn style(css: &str, source: SourceId, path: &str, map: &Map<'_>) -> Page {
    let mut page = Page::default();
    let here = Here { source, path, base: None };
    for range in css::addresses(css) {
        let href = css.get(range.clone()).unwrap_or_default();
        page.links += 1;
        match map.lead(href, &here) {
            Leads::Nowhere(why) => page.broken.push(BrokenLink {
                source,
                span: Span::new(range),
                href: href.to_owned(),
                role: LinkRole::Asset,
                why,
            }),
            Leads::Away => page.away += 1,
            Leads::To(_) | Leads::Redirected => (),
        }
    }
    page
}

impl Built {
    /// Returns a file as messages name it.
    pub fn file(&self, source: SourceId) -> &str {
        self.files.get(source.index()).map_or("", String::as_str)
    }

    /// Returns the path of a file below the folder.
    pub fn path(&self, source: SourceId) -> &str {
        self.file(source).get(self.prefix..).unwrap_or_default()
    }

    /// Returns the address of the file that a path with nothing at it was probably
    /// meant for: the only one of that name, or one with nearly that path.
    pub fn similar(&self, path: &str) -> Option<String> {
        meant::similar(
            path,
            (0..self.files.len())
                .filter_map(|at| Some(self.path(SourceId(u32::try_from(at).ok()?)))),
        )
        .map(|path| self.root.clone() + &path)
    }

    /// Takes what is known of the pages, and proves the links between them.
    fn take(&mut self, pages: &mut [Option<Page>]) {
        let anchors: usize = pages.iter().flatten().map(|page| page.anchors.len()).sum();
        self.counts.anchors = anchors;
        self.counts.pages = self.files.iter().filter(|path| is_page(path)).count();
        let pending = pages.par_iter().enumerate().filter_map(|(at, page)| {
            let source = SourceId(u32::try_from(at).ok()?);
            Some(loose_of(source, page.as_ref()?, pages))
        });
        let far: Vec<Vec<AnchorMissing>> = pending.collect();
        for page in pages.iter_mut().flatten() {
            self.counts.links += page.links;
            self.counts.away += page.away;
            self.broken.append(&mut page.broken);
            self.loose.append(&mut page.loose);
            self.duplicates.append(&mut page.duplicates);
        }
        self.loose.extend(far.into_iter().flatten());
        self.loose.sort_by_key(|loose| (loose.source, loose.span));
    }
}

/// Returns the links of a page to places that other pages do not have.
fn loose_of(source: SourceId, page: &Page, pages: &[Option<Page>]) -> Vec<AnchorMissing> {
    let loose = page.pending.iter().filter(|pending| {
        let fragment = address::split(&pending.href).fragment.unwrap_or_default();
        !has(pages, pending.target, fragment, Hop::First)
    });
    let loose = loose.map(|pending| AnchorMissing {
        source,
        span: pending.span,
        href: pending.href.to_string(),
        target: pending.target,
        suggestion: pages
            .get(pending.target.index())
            .and_then(|page| page.as_ref()?.nearest(&pending.href)),
    });
    loose.collect()
}

/// Whether a page was reached by another one that leads on to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hop {
    First,
    Second,
}

/// Returns whether a page has a place, or leads on to one that does. Only pages
/// have places that can be proved.
fn has(pages: &[Option<Page>], target: SourceId, fragment: &str, hop: Hop) -> bool {
    let Some(Some(page)) = pages.get(target.index()) else { return true };
    let leads_on = |leads: &Leads| match leads {
        Leads::To(next) => hop == Hop::First && has(pages, *next, fragment, Hop::Second),
        Leads::Redirected | Leads::Away | Leads::Nowhere(_) => true,
    };
    page.has(fragment) || page.refresh.as_ref().is_some_and(leads_on)
}

/// Returns the redirects that lead nowhere.
fn broken_redirects(
    reader: &Reader<'_>,
    redirects: &Redirects,
    map: &Map<'_>,
) -> Vec<BrokenLink> {
    let Some(source) = reader.find("_redirects") else { return Vec::new() };
    let here = Here { source, path: "_redirects", base: None };
    let broken =
        redirects.lines.iter().filter(|line| !line.is_pattern()).filter_map(|line| {
            let Leads::Nowhere(why) = map.lead(&line.to, &here) else { return None };
            Some(BrokenLink {
                source,
                span: line.span,
                href: line.to.clone(),
                role: LinkRole::Page,
                why,
            })
        });
    broken.collect()
}

/// Returns the addresses with nothing at them in files that are no pages: the
/// sitemaps and feeds, and of a site of ours the data files.
fn listed(reader: &Reader<'_>, map: &Map<'_>, served: &Served) -> Vec<BrokenLink> {
    let origin = served.base.origin().map(ToString::to_string);
    let is_ours = reader.find(index::INDEX).is_some();
    let in_file = |(source, path): (SourceId, &str)| -> Vec<BrokenLink> {
        let is_data = extension(path) == "json" && path.starts_with("api/") && is_ours;
        let is_xml = matches!(extension(path), "xml" | "atom" | "rss");
        let bytes = (is_data || is_xml).then(|| reader.folder.bytes(source.index()));
        let Some(Ok(bytes)) = bytes else { return Vec::new() };
        let text = String::from_utf8_lossy(&bytes);
        let named = if is_xml {
            listing::in_xml(&text)
        } else {
            listing::in_json(&text, origin.as_deref())
        };
        let here = Here { source, path, base: None };
        let broken = named.into_iter().filter_map(|named| {
            let Leads::Nowhere(why) = map.lead(&named.url, &here) else { return None };
            let role = LinkRole::Page;
            Some(BrokenLink { source, span: named.span, href: named.url, role, why })
        });
        broken.collect()
    };
    reader.files().flat_map_iter(in_file).collect()
}

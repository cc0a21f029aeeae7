//! Addresses that a release published and that the site has no more.
//!
//! One cause is one [`Lost`]: what was below a page that is gone, and the data
//! and the texts about it, belong to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::archive::{LOCK, RELEASES};
use crate::base::path::UrlPath;
use crate::base::span::Span;
use crate::parse::Document;

use super::addresses::texts;
use super::catalog::id_from;
use super::frozen::asset_url;
use super::lineage::{Exposure, VersionPage};
use super::{Page, PageIndex, Publication, Site};

/// Addresses that are gone, for one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The address that explains the others.
    pub url: UrlPath,
    /// The others, sorted.
    pub others: Vec<UrlPath>,
    /// The first release that published it, as a position in
    /// [`Archive::releases`](crate::archive::Archive::releases).
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// The place of the address in the list of what the last one published.
    pub span: Span,
    /// What seems to have become of it.
    pub fate: Fate,
}

/// What seems to have become of an address that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The document is there and not for readers.
    Unlisted(PageIndex),
    /// It is the data about a document that has another id now.
    Renamed {
        /// The document.
        page: PageIndex,
        /// The id that it had.
        id: String,
    },
    /// This document seems to be the one that was there.
    MovedPage(PageIndex),
    /// This file or list seems to be the one that was there.
    Moved(UrlPath),
    /// Everything that was below it is below this address now.
    MovedFolder(UrlPath),
    /// Nobody can tell.
    Unknown,
}

/// When an address was published.
#[derive(Clone, Copy)]
struct Published {
    first: usize,
    last: usize,
    span: Span,
}

/// What is gone, and the tables to tell why.
struct Search<'a> {
    site: &'a Site,
    gone: BTreeMap<&'a UrlPath, Published>,
    /// The published pages by address.
    pages: HashMap<&'a UrlPath, PageIndex>,
    /// Where a document of this id was: an id that front matter does not give
    /// is made of the path.
    homes: HashMap<String, &'a UrlPath>,
    /// Pages and files that no release has published, by the last segment of
    /// their paths; `None` where there are several.
    new: HashMap<String, Option<UrlPath>>,
}

impl Site {
    /// Finds what a release published and this site has not, sorted by address.
    ///
    /// While the lists of versions and releases are damaged, what seems to be
    /// gone may be there: then nothing is.
    pub fn lost(&self) -> Vec<Lost> {
        let is_of_a_list = |path: &str| path == LOCK || path == RELEASES;
        if self.archive.problems.iter().any(|problem| is_of_a_list(&problem.path)) {
            return Vec::new();
        }
        let gone = gone(self);
        if gone.is_empty() { Vec::new() } else { Search::new(self, gone).lost() }
    }
}

/// Returns every address that was published and has no answer.
fn gone(site: &Site) -> BTreeMap<&UrlPath, Published> {
    let withheld = withheld(site);
    let mut gone: BTreeMap<&UrlPath, Published> = BTreeMap::new();
    for (release, surface) in site.archive.published() {
        let Some(at) = site.archive.releases.iter().position(|it| it == release) else {
            continue;
        };
        for url in &surface.urls {
            let path = &url.path;
            if site.publishes(path) || withheld.contains(path) || site.answers(path) {
                continue;
            }
            let published = Published { first: at, last: at, span: url.span };
            gone.entry(path)
                .and_modify(|it| (it.last, it.span) = (at, url.span))
                .or_insert(published);
        }
    }
    gone
}

/// Returns the addresses of words that readers must not, or cannot, see any
/// more: the pages of the versions say so, or another rule does.
fn withheld(site: &Site) -> BTreeSet<UrlPath> {
    let mut withheld = BTreeSet::new();
    for lineage in site.lineages.iter() {
        let shown = |version: &&VersionPage| version.exposure != Exposure::Words;
        for version in lineage.versions.iter().filter(shown) {
            withheld.insert(version.changes_url());
            withheld.extend(texts(&version.url()));
            let entry = site.archive.versions.get(version.frozen).map(|it| &it.entry);
            let assets = entry.into_iter().flat_map(|entry| &entry.assets);
            withheld.extend(assets.map(|(path, sha256)| asset_url(path, sha256)));
        }
        let steps = lineage.versions.windows(2).filter_map(|pair| match pair {
            [before, after] => Some(after.step_url(before)),
            _ => None,
        });
        withheld.extend(steps);
    }
    withheld
}

impl<'a> Search<'a> {
    fn new(site: &'a Site, gone: BTreeMap<&'a UrlPath, Published>) -> Self {
        let pages = site.published().map(|(index, _, page)| (&page.url, index));
        let urls = site.archive.published().flat_map(|(_, surface)| &surface.urls);
        let known: BTreeSet<&UrlPath> = urls.map(|url| &url.path).collect();
        let was_page = known.iter().filter(|url| url.is_page());
        let homes = was_page.map(|url| (id_from(url.as_str()), *url)).collect();
        let files = site.assets.iter().map(|asset| format!("/{}", asset.path.key()));
        let files = files.filter_map(|path| UrlPath::new(&path).ok());
        let all = site.published().map(|(_, _, page)| page.url.clone()).chain(files);
        let mut new: HashMap<String, Option<UrlPath>> = HashMap::new();
        for url in all.filter(|url| !known.contains(url)) {
            let name = last_name(&url).to_owned();
            new.entry(name).and_modify(|only| *only = None).or_insert(Some(url));
        }
        Self { site, gone, pages: pages.collect(), homes, new }
    }

    fn lost(mut self) -> Vec<Lost> {
        let is_passing = |url: &UrlPath| self.is_of_text_in_force(url);
        let passing: Vec<&UrlPath> =
            self.gone.keys().copied().filter(|url| is_passing(url)).collect();
        for url in passing {
            self.gone.remove(url);
        }
        let mut groups: BTreeMap<&UrlPath, Vec<UrlPath>> = BTreeMap::new();
        for &url in self.gone.keys() {
            let cause = self.cause(url);
            let others = groups.entry(cause).or_default();
            if cause != url {
                others.push(url.clone());
            }
        }
        let lost = groups.into_iter().filter_map(|(url, others)| {
            let Published { first, last, span } = *self.gone.get(url)?;
            let fate = self.fate(url, &others);
            Some(Lost { url: url.clone(), others, first, last, span, fate })
        });
        lost.collect()
    }

    /// Returns whether an address is that of the source or the words beside a
    /// page whose text has moved, or is not public any more. They are those of
    /// the text in force, never meant to stay, and whoever asks for the page
    /// gets an answer.
    fn is_of_text_in_force(&self, url: &UrlPath) -> bool {
        let Some(home) = home_of_text(url) else { return false };
        match self.pages.get(&home) {
            Some(page) => self.site.page(*page).publication == Publication::MetadataOnly,
            None => self.site.answers(&home),
        }
    }

    /// Returns the address that explains why one is gone: the topmost page above
    /// it that is gone as well, or itself.
    fn cause(&self, url: &'a UrlPath) -> &'a UrlPath {
        let about = self.home_of_data(url).filter(|home| self.gone.contains_key(home));
        let url = about.unwrap_or(url);
        let slashes = url.as_str().match_indices('/').skip(1);
        let mut above = slashes.filter_map(|(at, _)| {
            let above = UrlPath::new(url.as_str().get(..=at)?).ok()?;
            self.gone.get_key_value(&above).map(|(above, _)| *above)
        });
        above.next().unwrap_or(url)
    }

    /// Returns the page of the document that a data file is about.
    fn home_of_data(&self, url: &UrlPath) -> Option<&'a UrlPath> {
        self.homes.get(id_in(url)?).copied()
    }

    fn fate(&self, url: &UrlPath, others: &[UrlPath]) -> Fate {
        let unlisted = |page: &&(PageIndex, &Document, &Page)| {
            page.2.url == *url && !page.2.publication.is_listed()
        };
        if let Some((page, _, _)) = self.site.each().find(|page| unlisted(&page)) {
            return Fate::Unlisted(page);
        }
        if let Some(id) = id_in(url)
            && let Some(home) = self.home_of_data(url)
            && let Some(page) = self.page_at(home).or_else(|| self.moved_page(home))
        {
            return Fate::Renamed { page, id: id.to_owned() };
        }
        if let Some(folder) = self.moved_folder(url, others) {
            return Fate::MovedFolder(folder);
        }
        match (self.moved_page(url), self.namesake(url)) {
            (Some(page), _) => Fate::MovedPage(page),
            (None, Some(file)) => Fate::Moved(file.clone()),
            (None, None) => Fate::Unknown,
        }
    }

    /// Returns the page to which an address leads, at once or through a
    /// redirect.
    fn page_at(&self, url: &UrlPath) -> Option<PageIndex> {
        let published = self.pages.get(url).copied();
        published.or_else(|| self.site.redirects.iter().find(|it| it.from == *url)?.page)
    }

    /// Returns the page that seems to be the one that was at an address.
    fn moved_page(&self, url: &UrlPath) -> Option<PageIndex> {
        self.pages.get(self.namesake(url)?).copied()
    }

    /// Returns the folder below which all pages are that were below another one.
    fn moved_folder(&self, url: &UrlPath, others: &[UrlPath]) -> Option<UrlPath> {
        let below = others.iter().filter(|other| other.is_page());
        let tails: Vec<&str> =
            below.filter_map(|other| other.as_str().strip_prefix(url.as_str())).collect();
        let first = tails.first()?;
        let moved = self.namesake(&url.below(first))?;
        let folder = UrlPath::new(moved.as_str().strip_suffix(first)?).ok()?;
        let all = tails.iter().all(|tail| self.site.publishes(&folder.below(tail)));
        all.then_some(folder)
    }

    /// Returns the one new page or file with the last name in a path.
    fn namesake(&self, url: &UrlPath) -> Option<&UrlPath> {
        self.new.get(last_name(url))?.as_ref()
    }
}

/// Returns the id of the document that an address is the data about.
fn id_in(url: &UrlPath) -> Option<&str> {
    url.as_str().strip_prefix("/api/v1/policies/")?.strip_suffix(".json")
}

/// Returns the page beside which a source or words are published.
fn home_of_text(url: &UrlPath) -> Option<UrlPath> {
    let (folder, _) = url.as_str().rsplit_once('/')?;
    let home = UrlPath::new(&format!("{folder}/")).ok()?;
    texts(&home).contains(url).then_some(home)
}

/// Returns the last segment of a path, with its slash if it has one.
fn last_name(url: &UrlPath) -> &str {
    let path = url.as_str();
    let end = path.len() - usize::from(path.ends_with('/'));
    let start = path.get(..end).and_then(|path| path.rfind('/')).map_or(0, |at| at + 1);
    path.get(start..).unwrap_or_default()
}

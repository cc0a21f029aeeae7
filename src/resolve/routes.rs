//! The third pass: everything that a link can lead to.
//!
//! A target is looked up in these tables, never on the disk, so the answer is
//! the same on file systems that ignore case and on those that do not.

use std::sync::Arc;
use std::sync::OnceLock;

use crate::base::hash::{HashMap, HashSet};
use crate::base::path::{ContentPath, UrlPath};
use crate::load::{AssetFile, Withheld, WithheldReason};
use crate::parse::Document;

use super::redirects::Redirects;
use super::{Page, PageIndex};

/// What a path below the content folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A document.
    Document(PageIndex),
    /// A file that is published as it is.
    Asset(usize),
    /// A file that is never published.
    Withheld(WithheldReason),
    /// A folder, and its index page if it has one.
    Folder(Option<PageIndex>),
    /// A folder without an index page, of which the build makes a list.
    List,
}

/// What a URL of the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// A page.
    Page(PageIndex),
    /// A file that is published as it is.
    Asset(usize),
    /// Something that the build makes.
    Generated(UrlPath),
    /// A redirect, as a position in the list of redirects.
    Redirect(usize),
}

/// What there is at each path and each URL.
#[derive(Debug, Default)]
pub(super) struct Tables {
    places: HashMap<String, Place>,
    urls: HashMap<String, Route>,
    withheld_folders: Vec<(String, WithheldReason)>,
}

/// Everything that a link can lead to.
pub(super) struct Routes<'a> {
    tables: &'a Tables,
    folded: OnceLock<HashMap<String, &'a str>>,
    anchors: OnceLock<HashMap<&'a str, Option<PageIndex>>>,
    by_folder: OnceLock<HashMap<&'a str, Vec<&'a ContentPath>>>,
    by_name: OnceLock<HashMap<&'a str, Vec<&'a ContentPath>>>,
    documents: &'a [Arc<Document>],
    pages: &'a [Page],
    assets: &'a [AssetFile],
}

impl Tables {
    /// Lists everything that the site publishes, and what it does not.
    pub(super) fn new(
        (documents, pages): (&[Arc<Document>], &[Page]),
        (assets, withheld): (&[AssetFile], &[Withheld]),
        (made, redirects): (&[UrlPath], &Redirects),
        index_pages: &HashMap<String, PageIndex>,
    ) -> Self {
        let mut tables = Self::default();
        tables.places.reserve(documents.len() * 2);
        tables.urls.reserve(documents.len() * 2);
        tables.add_made(made);
        for (at, redirect) in redirects.list.iter().enumerate() {
            tables.urls.insert(redirect.from.as_str().to_owned(), Route::Redirect(at));
        }
        tables.add_withheld(withheld);
        tables.add_files((documents, pages), assets, index_pages);
        tables
    }

    /// Adds what the build makes. A link to `x.md` means a document, also where
    /// a folder is called so: the list of that folder is not what it leads to.
    fn add_made(&mut self, made: &[UrlPath]) {
        let meant = made.iter().filter(|url| !url.as_str().ends_with(".md/"));
        let routes =
            meant.map(|url| (url.as_str().to_owned(), Route::Generated(url.clone())));
        self.urls.extend(routes);
    }

    fn add_withheld(&mut self, withheld: &[Withheld]) {
        for file in withheld {
            let key = file.path.key();
            self.places.insert(key.clone(), Place::Withheld(file.reason));
            self.withheld_folders.push((format!("{key}/"), file.reason));
        }
    }

    fn add_files(
        &mut self,
        (documents, pages): (&[Arc<Document>], &[Page]),
        assets: &[AssetFile],
        index_pages: &HashMap<String, PageIndex>,
    ) {
        let mut folders: HashSet<String> = HashSet::default();
        for (at, asset) in assets.iter().enumerate() {
            let key = asset.path.key();
            self.urls.insert(format!("/{key}"), Route::Asset(at));
            add_folders(&mut folders, &key);
            self.places.insert(key, Place::Asset(at));
        }
        for (at, (document, page)) in
            (0..).map(PageIndex).zip(documents.iter().zip(pages))
        {
            let key = document.path.key();
            add_folders(&mut folders, &key);
            self.places.insert(key, Place::Document(at));
            if !matches!(page.publication, super::Publication::Shadowed(_)) {
                self.urls.insert(page.url.as_str().to_owned(), Route::Page(at));
            }
        }
        folders.insert(String::new());
        let folders: Vec<String> = folders.into_iter().collect();
        for folder in folders {
            let place = match index_pages.get(&folder) {
                Some(&index) => Place::Folder(Some(index)),
                None => self.without_index(&folder),
            };
            self.places.insert(folder, place);
        }
    }

    /// Returns what readers find at a folder that has no index page.
    fn without_index(&self, folder: &str) -> Place {
        let url = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        match self.urls.get(&url) {
            Some(Route::Generated(_)) => Place::List,
            Some(Route::Page(page)) => Place::Folder(Some(*page)),
            _ => Place::Folder(None),
        }
    }
}

impl<'a> Routes<'a> {
    /// Makes the tables of a site ready to be asked.
    pub(super) const fn new(
        tables: &'a Tables,
        (documents, pages): (&'a [Arc<Document>], &'a [Page]),
        assets: &'a [AssetFile],
    ) -> Self {
        Self {
            tables,
            folded: OnceLock::new(),
            anchors: OnceLock::new(),
            by_folder: OnceLock::new(),
            by_name: OnceLock::new(),
            documents,
            pages,
            assets,
        }
    }

    /// Returns what a path below the content folder is; the path is in NFC.
    pub(super) fn place(&self, key: &str) -> Option<Place> {
        let found = self.tables.places.get(key).copied();
        found.or_else(|| {
            let below = |(folder, _): &&(String, WithheldReason)| {
                key.starts_with(folder.as_str())
            };
            let (_, reason) = self.tables.withheld_folders.iter().find(below)?;
            Some(Place::Withheld(*reason))
        })
    }

    /// Returns what a URL path is, with or without its final slash; the path is
    /// decoded and in NFC.
    pub(super) fn url(&self, path: &str) -> Option<&Route> {
        self.tables.urls.get(path).or_else(|| {
            if path.ends_with('/') {
                return None;
            }
            self.tables.urls.get(&format!("{path}/"))
        })
    }

    /// Returns the path that differs from `key` only by case, if there is one.
    pub(super) fn folded(&self, key: &str) -> Option<&'a str> {
        let folded = self.folded.get_or_init(|| {
            self.paths().map(|path| (path.key().to_lowercase(), path.as_str())).collect()
        });
        folded.get(&key.to_lowercase()).copied()
    }

    /// Returns the one page that has an anchor, if exactly one has it.
    pub(super) fn only_page_with(&self, anchor: &str) -> Option<PageIndex> {
        let anchors = self.anchors.get_or_init(|| {
            let mut pages: HashMap<&str, Option<PageIndex>> = HashMap::default();
            let published =
                (0..).map(PageIndex).zip(self.documents.iter().zip(self.pages));
            for (at, (document, _)) in
                published.filter(|(_, (_, page))| page.publication.is_listed())
            {
                for anchor in &document.anchors {
                    pages
                        .entry(&anchor.id)
                        .and_modify(|page| *page = None)
                        .or_insert(Some(at));
                }
            }
            pages
        });
        anchors.get(anchor).copied().flatten()
    }

    /// Returns the files of a folder. The table is made for the first link that
    /// needs it: a look at every path for each broken link took a tenth of a
    /// check of 8,830 pages.
    pub(super) fn in_folder(&self, folder: &str) -> &[&'a ContentPath] {
        let table =
            self.by_folder.get_or_init(|| group(self.paths(), ContentPath::folder));
        table.get(folder).map_or(&[], Vec::as_slice)
    }

    /// Returns the files with a name, wherever they are.
    pub(super) fn with_name(&self, name: &str) -> &[&'a ContentPath] {
        let table =
            self.by_name.get_or_init(|| group(self.paths(), ContentPath::file_name));
        table.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns where an asset is published.
    pub(super) fn asset_url(&self, asset: usize) -> UrlPath {
        let path =
            self.assets.get(asset).map(|asset| asset.path.key()).unwrap_or_default();
        UrlPath::new(&format!("/{path}")).unwrap_or_else(|_| UrlPath::root())
    }

    /// Returns the paths of all documents and assets, documents first.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'a ContentPath> + use<'a> {
        let documents = self.documents.iter().map(|document| &document.path);
        documents.chain(self.assets.iter().map(|asset| &asset.path))
    }
}

/// Groups paths by a part of them.
fn group<'a>(
    paths: impl Iterator<Item = &'a ContentPath>,
    part: fn(&ContentPath) -> &str,
) -> HashMap<&'a str, Vec<&'a ContentPath>> {
    let mut groups: HashMap<&str, Vec<&ContentPath>> = HashMap::default();
    for path in paths {
        groups.entry(part(path)).or_default().push(path);
    }
    groups
}

/// Adds every folder above a path, the content folder itself excepted.
fn add_folders(folders: &mut HashSet<String>, key: &str) {
    for (at, _) in key.rmatch_indices('/') {
        let folder = key.get(..at).unwrap_or_default();
        if !folders.insert(folder.to_owned()) {
            return;
        }
    }
}

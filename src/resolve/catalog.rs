//! The first pass: what each document is, and where it is published.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::archive::Archive;
use crate::base::date::Date;
use crate::base::digest::sha256;
use crate::base::hash::{HashMap, HashSet};
use crate::base::path::{ContentPath, UrlPath};
use crate::config::{Config, Context, Drafts, Kind};
use crate::load::AssetFile;
use crate::load::git::History;
use crate::parse::{Classification, Document, Status};

use super::dates::page_dates;
use super::{Conflict, Page, PageIndex, Publication, SectionIndex};

/// The names of a folder's index page, best first.
const INDEX_NAMES: [&str; 3] = ["index.md", "_index.md", "README.md"];

/// What a document is in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InFolder {
    /// The page of the folder itself.
    Index,
    /// One page among others.
    Page,
}

/// What every document is.
pub(super) struct Catalog {
    /// One page for each document, at the same position.
    pub(super) pages: Vec<Page>,
    /// Pages by id.
    pub(super) ids: BTreeMap<String, PageIndex>,
    /// The index page of each folder that has one, listed or not.
    pub(super) index_pages: HashMap<String, PageIndex>,
    /// Shared ids and URLs.
    pub(super) conflicts: Vec<Conflict>,
}

/// Gives every document an id, a URL, a kind and a publication.
pub(super) fn catalog(
    documents: &[Arc<Document>],
    assets: &[AssetFile],
    (history, archive): (&History, &Archive),
    (config, context): (&Config, &Context),
) -> Catalog {
    let index_pages = index_pages(documents);
    let mut conflicts = Vec::new();
    let ids = identify(documents, &mut conflicts);
    let pages = documents.par_iter().zip(ids).enumerate();
    let pages = pages.map(|(at, (document, (id, is_id_explicit)))| {
        let index = index_pages.get(document.path.folder());
        let is_index = index.is_some_and(|index| index.index() == at);
        let place = if is_index { InFolder::Index } else { InFolder::Page };
        let mut page = describe(document, place, config, context);
        page.id = id;
        let logged = last_review(archive, &page.id);
        page.dates = page_dates(document, (page.kind, logged), config, history);
        page.is_id_explicit = is_id_explicit;
        page
    });
    let mut pages: Vec<Page> = pages.collect();
    settle_collisions(&mut pages, documents, assets, &mut conflicts);
    let ids = (0..)
        .map(PageIndex)
        .zip(&pages)
        .map(|(at, page)| (page.id.clone(), at))
        .collect();
    Catalog { pages, ids, index_pages, conflicts }
}

/// Returns the day of the last review of a document in the log.
fn last_review(archive: &Archive, id: &str) -> Option<Date> {
    let reviews = archive.reviews_of(id);
    reviews.last().map(|review| review.on)
}

/// Returns the index page of each folder that has one.
fn index_pages(documents: &[Arc<Document>]) -> HashMap<String, PageIndex> {
    let mut best: HashMap<String, (usize, PageIndex)> = HashMap::default();
    for (at, document) in (0..).map(PageIndex).zip(documents) {
        let name = document.path.file_name();
        let Some(rank) = INDEX_NAMES.iter().position(|&index| index == name) else {
            continue;
        };
        let folder = document.path.folder().to_owned();
        let slot = best.entry(folder).or_insert((rank, at));
        if rank < slot.0 {
            *slot = (rank, at);
        }
    }
    best.into_iter().map(|(folder, (_, page))| (folder, page)).collect()
}

/// Describes one document, without its id and dates.
fn describe(
    document: &Document,
    place: InFolder,
    config: &Config,
    context: &Context,
) -> Page {
    let front_matter = &document.front_matter;
    let collection = config.collection(document.path.as_str());
    let stated = front_matter.kind.as_ref().map(|kind| kind.value);
    let kind = stated
        .or(collection.and_then(|collection| collection.kind))
        .unwrap_or(Kind::Page);
    let status = status(document);
    let classification = front_matter.classification.as_ref();
    let classification =
        classification.map_or(Classification::Public, |class| class.value);
    let title = title(document, place);
    let short_title =
        front_matter.short_title.as_ref().map_or(&title, |short| &short.value);
    let publication = match classification {
        _ if document.unreadable.is_some() => Publication::Unreadable,
        Classification::Internal => Publication::Internal,
        _ if status == Status::Draft && context.drafts == Drafts::Exclude => {
            Publication::Draft
        }
        Classification::Restricted => Publication::MetadataOnly,
        Classification::Public => Publication::Full,
    };
    Page {
        id: String::new(),
        is_id_explicit: false,
        url: page_url(&document.path, place),
        kind,
        short_title: short_title.clone(),
        title,
        publication,
        status,
        classification,
        dates: super::PageDates::default(),
        section: SectionIndex::ROOT,
        previous: None,
        next: None,
        links: Arc::default(),
        inbound: 0,
    }
}

/// `draft: true` wins over what `status` says: a text that is not finished is
/// never published by mistake.
fn status(document: &Document) -> Status {
    let front_matter = &document.front_matter;
    if front_matter.draft.as_ref().is_some_and(|draft| draft.value) {
        return Status::Draft;
    }
    front_matter.status.as_ref().map_or(Status::Published, |status| status.value)
}

/// Front matter, else the first heading, else the name of the file.
fn title(document: &Document, place: InFolder) -> String {
    if let Some(title) = &document.front_matter.title {
        return title.value.clone();
    }
    if let Some(heading) = first_heading(document) {
        return heading.to_owned();
    }
    let path = &document.path;
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    match (place, folder) {
        (InFolder::Index, "") => "Home".to_owned(),
        (InFolder::Index, folder) => from_file_name(folder),
        (InFolder::Page, _) => from_file_name(path.stem()),
    }
}

/// Returns the text of the first heading that has one.
pub(super) fn first_heading(document: &Document) -> Option<&str> {
    let mut texts = document.headings.iter().map(|heading| heading.text.trim());
    texts.find(|text| !text.is_empty())
}

/// Returns a file's name as a title: `data-retention` becomes `Data retention`.
pub(super) fn from_file_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut characters = words.trim().chars();
    let first = characters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(characters).collect()
}

/// Returns the URL of a document: its path in NFC without the extension.
fn page_url(path: &ContentPath, place: InFolder) -> UrlPath {
    let key = path.key();
    let text = match (place, key.rsplit_once('/')) {
        (InFolder::Index, None) => "/".to_owned(),
        (InFolder::Index, Some((folder, _))) => format!("/{folder}/"),
        (InFolder::Page, _) => format!("/{}/", key.strip_suffix(".md").unwrap_or(&key)),
    };
    // A content path has no segment that a URL path may not have.
    UrlPath::new(&text).unwrap_or_else(|_| UrlPath::root())
}

/// Gives each document an id that no other has, and says whether its front
/// matter gave it.
fn identify(
    documents: &[Arc<Document>],
    conflicts: &mut Vec<Conflict>,
) -> Vec<(String, bool)> {
    let mut taken: HashMap<String, PageIndex> = HashMap::default();
    let mut ids: Vec<Option<String>> = Vec::with_capacity(documents.len());
    // What front matter says comes first, wherever in the site it stands.
    for (at, document) in (0..).map(PageIndex).zip(documents) {
        let stated = document.front_matter.id.as_ref().map(|id| id_from(&id.value));
        let stated = stated.filter(|id| !id.is_empty());
        let first = stated.as_ref().and_then(|id| taken.get(id).copied());
        if let Some(first) = first {
            conflicts.push(Conflict::IdDuplicate { page: at, first });
        }
        let id = stated.filter(|_| first.is_none());
        if let Some(id) = &id {
            taken.insert(id.clone(), at);
        }
        ids.push(id);
    }
    let mut result = Vec::with_capacity(ids.len());
    for ((at, document), stated) in (0..).map(PageIndex).zip(documents).zip(ids) {
        let is_explicit = stated.is_some();
        let id = stated.unwrap_or_else(|| derived_id(&document.path, &taken));
        taken.insert(id.clone(), at);
        result.push((id, is_explicit));
    }
    result
}

/// Returns the id of a document whose front matter has none: its whole path as
/// a slug. Where that is taken or says nothing, the path's digest follows.
fn derived_id(path: &ContentPath, taken: &HashMap<String, PageIndex>) -> String {
    let key = path.key();
    let stem = key.strip_suffix(".md").unwrap_or(&key);
    let is_index = INDEX_NAMES.contains(&path.file_name()) && !path.folder().is_empty();
    let named = if is_index {
        stem.rsplit_once('/').map_or(stem, |(folder, _)| folder)
    } else {
        stem
    };
    let slug = id_from(named);
    if !slug.is_empty() && !taken.contains_key(&slug) && named.is_ascii() {
        return slug;
    }
    let digest = sha256(key.as_bytes());
    let short = digest.get(..8).unwrap_or(&digest);
    if slug.is_empty() { format!("page-{short}") } else { format!("{slug}-{short}") }
}

/// Returns text as an id: lower-case ASCII words joined with single hyphens.
pub(super) fn id_from(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            id.push(character.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// Finds pages that share a URL with another page or with a file. The first in
/// the order of paths is published; files win over pages, because their names
/// cannot be changed by trustpress.
fn settle_collisions(
    pages: &mut [Page],
    documents: &[Arc<Document>],
    assets: &[AssetFile],
    conflicts: &mut Vec<Conflict>,
) {
    let files: HashSet<String> = assets.iter().map(|asset| asset.path.key()).collect();
    let mut owners: HashMap<&UrlPath, PageIndex> = HashMap::default();
    let mut shadowed = Vec::new();
    for (at, page) in (0..).map(PageIndex).zip(&*pages) {
        if !page.publication.is_listed() {
            continue;
        }
        let owner = owners.get(&page.url).copied();
        let with = match owner {
            Some(owner) => Some(documents[owner.index()].path.to_string()),
            None => file_in_the_way(&page.url, &files),
        };
        let Some(with) = with else {
            owners.insert(&page.url, at);
            continue;
        };
        shadowed.push((at, Publication::Shadowed(owner.unwrap_or(at))));
        conflicts.push(Conflict::UrlCollision { page: at, with, url: page.url.clone() });
    }
    for (page, publication) in shadowed {
        pages[page.index()].publication = publication;
    }
}

/// Returns the file that stands where a page's folder or `index.html` has to
/// be.
fn file_in_the_way(url: &UrlPath, files: &HashSet<String>) -> Option<String> {
    if files.is_empty() {
        return None;
    }
    let file = url.to_file();
    let folders = file.match_indices('/').filter_map(|(at, _)| file.get(..at));
    let mut candidates = folders.chain(std::iter::once(file.as_str()));
    candidates.find(|candidate| files.contains(*candidate)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_the_path_without_its_extension() {
        #[rustfmt::skip]
        let cases = [
            // path                   place            URL
            ("index.md",              InFolder::Index, "/"),
            ("policies/index.md",     InFolder::Index, "/policies/"),
            ("policies/access.md",    InFolder::Page,  "/policies/access/"),
            ("policies/README.md",    InFolder::Page,  "/policies/README/"),
            ("a b/cafe\u{301}.md",    InFolder::Page,  "/a b/caf\u{e9}/"),
            ("v1.2.md",               InFolder::Page,  "/v1.2/"),
        ];
        for (path, place, url) in cases {
            let path = ContentPath::new(path).unwrap();
            assert_eq!(page_url(&path, place).as_str(), url, "{path}");
        }
    }

    #[test]
    fn an_id_is_made_from_the_whole_path() {
        let taken = HashMap::from_iter([("policies-access".to_owned(), PageIndex(0))]);
        #[rustfmt::skip]
        let cases = [
            // path                    id begins with
            ("index.md",               "index"),
            ("policies/index.md",      "policies"),
            ("policies/Data_Use.md",   "policies-data-use"),
            ("policies/access.md",     "policies-access-"),
            ("日本.md",                "page-"),
            ("手順/a.md",              "a-"),
        ];
        for (path, start) in cases {
            let id = derived_id(&ContentPath::new(path).unwrap(), &taken);
            assert!(id.starts_with(start), "{path}: {id}");
            assert!(!taken.contains_key(&id), "{path}: {id} is taken");
        }
    }

    #[test]
    fn a_file_name_reads_as_a_title() {
        assert_eq!(
            from_file_name("data-retention_and-deletion"),
            "Data retention and deletion"
        );
        assert_eq!(from_file_name("über-uns"), "Über uns");
        assert_eq!(from_file_name(""), "");
    }
}

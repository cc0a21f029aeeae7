//! The second pass: sections, and the order in which pages are read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::hash::HashMap;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::parse::Document;

use super::catalog::from_file_name;
use super::{Item, Page, PageIndex, Section, SectionIndex};

/// How the pages are arranged.
pub(super) struct Navigation {
    /// The sections; the first is the root.
    pub(super) sections: Vec<Section>,
    /// The published pages, in reading order.
    pub(super) reading_order: Vec<PageIndex>,
}

/// What a line of navigation is sorted by: weighted ones first, light before
/// heavy, then by title and path.
type Order<'a> = (bool, i64, String, &'a str);

/// Arranges the published pages by folder, weight and title, and tells each
/// page its section and its neighbours.
pub(super) fn arrange(
    documents: &[Arc<Document>],
    pages: &mut [Page],
    index_pages: &HashMap<String, PageIndex>,
    config: &Config,
) -> Navigation {
    let folders = folders(documents, pages);
    let numbers: BTreeMap<&str, SectionIndex> =
        folders.iter().map(String::as_str).zip((0..).map(SectionIndex)).collect();
    let listed_index = |folder: &str| {
        let page = index_pages.get(folder).copied();
        page.filter(|page| pages[page.index()].publication.is_listed())
    };
    let mut sections: Vec<Section> = Vec::with_capacity(folders.len());
    for folder in &folders {
        let index = listed_index(folder);
        let title = section_title(folder, index.map(|page| &pages[page.index()]), config);
        let parent =
            parent_folder(folder).and_then(|parent| numbers.get(parent).copied());
        sections.push(Section {
            folder: folder.clone(),
            index,
            url: index.map_or_else(
                || folder_url(folder),
                |page| pages[page.index()].url.clone(),
            ),
            title,
            parent,
            items: Vec::new(),
        });
    }
    place_pages(documents, pages, &mut sections, &numbers);
    sort_items(documents, pages, &mut sections);
    let reading_order = reading_order(&sections);
    for pair in reading_order.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        pages[first.index()].next = Some(second);
        pages[second.index()].previous = Some(first);
    }
    Navigation { sections, reading_order }
}

/// Returns every folder with a published page in it or below it, sorted, the
/// root first.
fn folders(documents: &[Arc<Document>], pages: &[Page]) -> Vec<String> {
    let mut folders = BTreeSet::from([""]);
    let mut last = "";
    for (document, _) in
        documents.iter().zip(pages).filter(|(_, page)| page.publication.is_listed())
    {
        let mut folder = document.path.folder();
        // Most documents are in the folder of the one before.
        if folder == std::mem::replace(&mut last, folder) {
            continue;
        }
        while folders.insert(folder) {
            folder = parent_folder(folder).unwrap_or_default();
        }
    }
    folders.into_iter().map(str::to_owned).collect()
}

/// Returns the folder above one; the root has none.
fn parent_folder(folder: &str) -> Option<&str> {
    if folder.is_empty() {
        return None;
    }
    Some(folder.rsplit_once('/').map_or("", |(parent, _)| parent))
}

/// Returns where the list of a folder is published. A folder is the path of a
/// document without its last segment, so it is always a path that can be.
fn folder_url(folder: &str) -> UrlPath {
    if folder.is_empty() {
        return UrlPath::root();
    }
    UrlPath::new(&format!("/{folder}/")).unwrap_or_else(|_| UrlPath::root())
}

/// The collection's title, else the index page's, else the folder's name.
fn section_title(folder: &str, index: Option<&Page>, config: &Config) -> String {
    let belongs = |folder: &str, path: &globset::GlobSet| {
        path.is_match(format!("{folder}/index.md"))
    };
    let collection = config.collections.iter().find(|collection| {
        let above = parent_folder(folder).unwrap_or_default();
        // Only the topmost folder of a collection bears its title.
        belongs(folder, &collection.path) && !belongs(above, &collection.path)
    });
    let stated = collection.and_then(|collection| collection.title.clone());
    let name = folder.rsplit('/').next().unwrap_or_default();
    stated.or_else(|| index.map(|page| page.short_title.clone())).unwrap_or_else(|| {
        if name.is_empty() { config.site.title.clone() } else { from_file_name(name) }
    })
}

/// Puts every published page and every section into the section that lists it.
fn place_pages(
    documents: &[Arc<Document>],
    pages: &mut [Page],
    sections: &mut [Section],
    numbers: &BTreeMap<&str, SectionIndex>,
) {
    let mut last = ("", Some(SectionIndex::ROOT));
    for (at, document) in (0..).map(PageIndex).zip(documents) {
        let page = &mut pages[at.index()];
        if !page.publication.is_listed() {
            continue;
        }
        let folder = document.path.folder();
        if last.0 != folder {
            last = (folder, numbers.get(folder).copied());
        }
        let Some(number) = last.1 else { continue };
        let section = &mut sections[number.index()];
        if section.index == Some(at) {
            page.section = section.parent.unwrap_or(SectionIndex::ROOT);
        } else {
            page.section = number;
            section.items.push(Item::Page(at));
        }
    }
    for number in 1..sections.len() {
        if let Some(parent) = sections[number].parent {
            let child = SectionIndex(u32::try_from(number).unwrap_or(u32::MAX));
            sections[parent.index()].items.push(Item::Section(child));
        }
    }
}

fn sort_items(documents: &[Arc<Document>], pages: &[Page], sections: &mut [Section]) {
    let weight_of = |page: PageIndex| {
        let weight = documents[page.index()].front_matter.weight.as_ref();
        weight.map_or((true, 0), |weight| (false, weight.value))
    };
    let mut items: Vec<Vec<Item>> =
        sections.iter_mut().map(|section| std::mem::take(&mut section.items)).collect();
    let order = |item: &Item| -> Order<'_> {
        let (index, title, path) = match *item {
            Item::Page(page) => {
                let path = documents[page.index()].path.as_str();
                (Some(page), &pages[page.index()].short_title, path)
            }
            Item::Section(number) => {
                let section = &sections[number.index()];
                (section.index, &section.title, section.folder.as_str())
            }
        };
        let (unweighted, weight) = index.map_or((true, 0), weight_of);
        (unweighted, weight, title.to_lowercase(), path)
    };
    items.par_iter_mut().for_each(|items| items.sort_by_cached_key(order));
    for (section, items) in sections.iter_mut().zip(items) {
        section.items = items;
    }
}

/// Walks the sections from the root: each one's index page, then its items.
fn reading_order(sections: &[Section]) -> Vec<PageIndex> {
    let mut order = Vec::new();
    let mut open = vec![Item::Section(SectionIndex::ROOT)];
    while let Some(item) = open.pop() {
        match item {
            Item::Page(page) => order.push(page),
            Item::Section(number) => {
                let section = &sections[number.index()];
                order.extend(section.index);
                open.extend(section.items.iter().rev().copied());
            }
        }
    }
    order
}

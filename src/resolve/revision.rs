//! A site of which nothing has changed but the text of some documents.
//!
//! Whoever writes saves the same page again and again. What other pages know of it
//! (its metadata, its title, its anchors) is then mostly as it was, and so is
//! everything that resolving finds out about them.

use std::sync::Arc;

use crate::parse::Document;

use super::catalog::first_heading;
use super::links::Links;
use super::routes::Routes;
use super::settled::{SettledLinks, leads_to};
use super::versions::standing;
use super::{Page, PageIndex, Site};

/// Resolves a site again whose documents were read again; `None` where that
/// takes all passes, because the change may be seen from other pages.
///
/// The documents are those of `previous`, in their order, those that have not
/// changed the very same; everything else that [`resolve`](super::resolve) is
/// given must be what it was.
pub fn revise(
    previous: &Site,
    documents: &[Arc<Document>],
    source_digests: &[String],
) -> Option<Site> {
    let changed = changed(previous, documents)?;
    let mut site = previous.clone();
    site.documents = documents.to_vec();
    site.source_digests = source_digests.to_vec();
    let settled = {
        let seen = (&*site.documents, &*site.pages);
        let routes = Routes::new(&site.tables, seen, &site.assets);
        let links = Links {
            documents: &site.documents,
            pages: &site.pages,
            routes: &routes,
            redirects: &site.redirects,
            ids: &site.ids,
            register_ids: &site.register_ids,
            config: &site.config,
        };
        let settle = |&at: &PageIndex| (at, SettledLinks::new(at, &links));
        changed.iter().map(settle).collect::<Vec<_>>()
    };
    for (at, links) in settled {
        let was = (previous.document(at), previous.page(at));
        for target in leads_to(at, was, &was.1.links) {
            site.pages[target.index()].inbound -= 1;
        }
        site.put(at, links);
    }
    Some(site)
}

/// Returns which documents have changed, if nothing of that can be seen from
/// another page.
fn changed(previous: &Site, documents: &[Arc<Document>]) -> Option<Vec<PageIndex>> {
    if documents.len() != previous.documents.len() {
        return None;
    }
    let pairs = (0..).map(PageIndex).zip(previous.documents.iter().zip(documents));
    let mut changed = Vec::new();
    for (at, (was, is)) in pairs.filter(|(_, (was, is))| !Arc::ptr_eq(was, is)) {
        if !looks_alike(was, is) {
            return None;
        }
        changed.push(at);
    }
    Some(changed)
}

/// Returns whether two texts of a document are the same for all other pages.
fn looks_alike(was: &Document, is: &Document) -> bool {
    let anchors = |document: &Document| {
        document.anchors.iter().map(|anchor| anchor.id.clone()).collect::<Vec<_>>()
    };
    was.path == is.path
        && was.unreadable == is.unreadable
        && was.front_matter == is.front_matter
        && first_heading(was) == first_heading(is)
        && anchors(was) == anchors(is)
}

impl Site {
    /// Takes in what became of the links of a document that was read again, and
    /// what else is known of it.
    fn put(&mut self, at: PageIndex, links: SettledLinks) {
        for target in &links.leads_to {
            self.pages[target.index()].inbound += 1;
        }
        let document = Arc::clone(&self.documents[at.index()]);
        let flaws = &mut self.flaws;
        let lists = [
            (&mut flaws.documents, document.problems.is_empty()),
            (&mut flaws.claims, document.claims.is_empty()),
        ];
        for (list, is_empty) in lists {
            list.retain(|page| *page != at);
            if !is_empty {
                list.insert(list.partition_point(|page| *page < at), at);
            }
        }
        flaws.links.retain(|(page, _)| *page != at);
        let place = flaws.links.partition_point(|(page, _)| *page < at);
        let flawed = links.flawed.into_iter().map(|link| (at, link));
        drop(flaws.links.splice(place..place, flawed));
        self.pages[at.index()].links = links.links;
        self.compare(at, &document);
    }

    /// Compares a document that was read again with what was frozen.
    fn compare(&mut self, at: PageIndex, document: &Document) {
        let Ok(place) = self.standings.binary_search_by_key(&at, |it| it.page) else {
            return;
        };
        let digest = self.source_digests.get(at.index()).map_or("", String::as_str);
        let page: &Page = &self.pages[at.index()];
        let archive = (&*self.archive, digest);
        if let Some(standing) = standing(at, (document, page), archive, &self.config) {
            self.standings[place] = standing;
        }
    }
}

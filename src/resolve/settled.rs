//! The links of a document, settled, and what they say about the site.

use std::sync::Arc;

use crate::parse::{Document, LinkForm};

use super::links::Links;
use super::{Flaws, Page, PageIndex, Settled, Target};

/// The links of one document, settled.
pub(super) struct SettledLinks {
    /// What became of each.
    pub(super) links: Arc<[Settled]>,
    /// The positions of those with a defect or a notice.
    pub(super) flawed: Vec<usize>,
    /// The other pages that its text links to, each once; none if readers do not
    /// see the text.
    pub(super) leads_to: Vec<PageIndex>,
}

impl SettledLinks {
    /// Settles the links of a document, and looks at them while they are at hand.
    pub(super) fn new(page: PageIndex, links: &Links<'_>) -> Self {
        let settled = links.settle_document(page);
        let is_flawed = |link: &Settled| link.defect.is_some() || link.notice.is_some();
        let flawed = (0..).zip(&settled).filter(|(_, link)| is_flawed(link));
        Self {
            flawed: flawed.map(|(at, _)| at).collect(),
            leads_to: leads_to(
                page,
                (&links.documents[page.index()], &links.pages[page.index()]),
                &settled,
            ),
            links: settled.into(),
        }
    }
}

/// Returns the other pages that the text of a page links to.
pub(super) fn leads_to(
    at: PageIndex,
    (document, page): (&Document, &Page),
    settled: &[Settled],
) -> Vec<PageIndex> {
    if !page.publication.is_listed() {
        return Vec::new();
    }
    let in_text = document.links.iter().zip(settled).filter(|(link, _)| {
        !matches!(link.form, LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra)
    });
    let targets = in_text.filter_map(|(_, settled)| match settled.target {
        Target::Page { page, .. } if page != at => Some(page),
        _ => None,
    });
    let mut targets: Vec<PageIndex> = targets.collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// Gives each page its links and counts the pages that link to it; returns also
/// where something may be wrong.
pub(super) fn put(
    settled: Vec<SettledLinks>,
    documents: &[Arc<Document>],
    mut pages: Vec<Page>,
) -> (Vec<Page>, Flaws) {
    let mut flaws = Flaws::default();
    for ((at, document), settled) in (0..).map(PageIndex).zip(documents).zip(settled) {
        if !document.problems.is_empty() {
            flaws.documents.push(at);
        }
        if !document.claims.is_empty() {
            flaws.claims.push(at);
        }
        flaws.links.extend(settled.flawed.into_iter().map(|link| (at, link)));
        for target in settled.leads_to {
            pages[target.index()].inbound += 1;
        }
        pages[at.index()].links = settled.links;
    }
    (pages, flaws)
}

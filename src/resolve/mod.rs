//! Turns parsed documents into one [`Site`] in which every link is settled.
//!
//! Passes, each a function over the results of those before:
//!
//! 1. `catalog` gives every document an id, a URL, a kind and its dates, and
//!    says whether it is published.
//! 2. `navigation` arranges the pages in sections and in reading order.
//! 3. `redirects` and `routes` list every URL of the site: pages, files, former
//!    URLs, and what is generated.
//! 4. `links` turns every href into a [`Target`] or a [`Defect`].
//! 5. `versions` compares each document with what was frozen under its id.
//!
//! # Invariants
//!
//! - Resolving never fails. What cannot be settled stays in the site with its
//!   reason; `check` reports it.
//! - Nothing changes a [`Site`] after [`resolve`] has returned it.
//! - Documents, pages and sections are in the same order on every machine.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::archive::Archive;
use crate::base::span::SourceId;
use crate::config::{CONFIG_FILE, Config, Context};
use crate::load::git::History;
use crate::load::{AssetFile, SourceFile, Withheld, WithheldReason};
use crate::parse::{Document, Link, LinkForm, LinkRole, LinkUse};

use self::catalog::catalog;
use self::links::Links;
use self::redirects::Redirects;
use self::routes::Routes;

mod anchors;
mod catalog;
mod dates;
mod found;
mod href;
mod links;
mod names;
mod navigation;
mod redirects;
mod routes;
mod site;
mod suggest;
mod versions;

pub use site::*;
pub use versions::{Departure, Standing};

/// What resolving needs from the disk besides the documents.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Files published as they are, sorted by path.
    pub assets: Vec<AssetFile>,
    /// Files never published, sorted by path.
    pub withheld: Vec<Withheld>,
    /// `_redirects`.
    pub redirects: Option<SourceFile>,
    /// What git knows.
    pub history: History,
    /// What was frozen.
    pub archive: Archive,
    /// The digest of the source of each document, where something was frozen;
    /// see [`digests_of_sources`](crate::archive::digests_of_sources).
    pub source_digests: Vec<String>,
}

/// Settles everything between documents.
pub fn resolve(
    documents: Vec<Document>,
    surroundings: Surroundings,
    config: Arc<Config>,
    context: Context,
) -> Site {
    let Surroundings { assets, withheld, redirects: redirects_file, .. } = surroundings;
    let (history, archive) = (surroundings.history, surroundings.archive);
    let mut sources = sources(&documents, redirects_file.as_ref(), &withheld, &config);
    sources.extend(archive.paths.iter().cloned());
    let redirects_source = SourceId(u32::try_from(documents.len()).unwrap_or(u32::MAX));

    let mut found = catalog(&documents, &assets, &history, (&config, &context));
    let navigation =
        navigation::arrange(&documents, &mut found.pages, &found.index_pages, &config);
    let mut redirects = redirects::collect(
        &documents,
        &found.pages,
        redirects_file.as_ref(),
        redirects_source,
    );
    let routes = Routes::new(
        &documents,
        &found.pages,
        (&assets, &withheld),
        &redirects,
        &found.index_pages,
    );
    let links = Links {
        documents: &documents,
        pages: &found.pages,
        routes: &routes,
        redirects: &redirects.list,
        ids: &found.ids,
        config: &config,
    };
    let settled = settle_all(&links);
    let broken = broken_redirects(&links, &redirects);
    let mut conflicts = found.conflicts;
    conflicts.extend(names::unknown(&documents, &found.ids));
    conflicts.append(&mut redirects.conflicts);
    conflicts.extend(broken);
    let mut pages = found.pages;
    let flaws = put_links(settled, &documents, &mut pages);
    let frozen = (&archive, surroundings.source_digests.as_slice());
    let standings = versions::standings(&documents, &pages, frozen, &config);
    Site {
        config,
        context,
        sources,
        documents,
        pages,
        sections: navigation.sections,
        reading_order: navigation.reading_order,
        redirects: redirects.list,
        assets,
        withheld,
        conflicts,
        flaws,
        history,
        ids: found.ids,
        archive,
        standings,
    }
}

/// The links of one document, settled.
struct SettledLinks {
    /// What became of each.
    links: Vec<Settled>,
    /// The positions of those with a defect or a notice.
    flawed: Vec<usize>,
    /// The other pages that its text links to, each once; none if readers do not
    /// see the text.
    leads_to: Vec<PageIndex>,
}

/// Settles the links of every document.
fn settle_all(links: &Links<'_>) -> Vec<SettledLinks> {
    let pages = (0..links.documents.len()).into_par_iter();
    let pages = pages.map(|at| PageIndex(u32::try_from(at).unwrap_or(u32::MAX)));
    let settled = pages.map(|page| {
        let settled = links.settle_document(page);
        let is_flawed = |link: &Settled| link.defect.is_some() || link.notice.is_some();
        let flawed = (0..).zip(&settled).filter(|(_, link)| is_flawed(link));
        SettledLinks {
            flawed: flawed.map(|(at, _)| at).collect(),
            leads_to: leads_to(page, links, &settled),
            links: settled,
        }
    });
    settled.collect()
}

/// Returns the other pages that the text of a page links to.
fn leads_to(at: PageIndex, links: &Links<'_>, settled: &[Settled]) -> Vec<PageIndex> {
    if !links.pages[at.index()].publication.is_listed() {
        return Vec::new();
    }
    let document = &links.documents[at.index()];
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

/// Gives each page its links, counts the pages that link to it, and returns
/// where something may be wrong.
fn put_links(
    settled: Vec<SettledLinks>,
    documents: &[Document],
    pages: &mut [Page],
) -> Flaws {
    let mut flaws = Flaws::default();
    for ((at, document), settled) in (0..).map(PageIndex).zip(documents).zip(settled) {
        if !document.problems.is_empty() {
            flaws.documents.push(at);
        }
        flaws.links.extend(settled.flawed.into_iter().map(|link| (at, link)));
        for target in settled.leads_to {
            pages[target.index()].inbound += 1;
        }
        pages[at.index()].links = settled.links;
    }
    flaws
}

/// Lists every file that a finding can point into: the documents, `_redirects`,
/// `site.toml`, and symbolic links that lead out of the content folder.
fn sources(
    documents: &[Document],
    redirects: Option<&SourceFile>,
    withheld: &[Withheld],
    config: &Config,
) -> Vec<String> {
    let documents = documents.iter().map(|document| document.path.as_str());
    let redirects = redirects.map_or("_redirects", |file| file.path.as_str());
    let content =
        documents.chain([redirects]).map(|path| config.content_path_from_root(path));
    let outside = withheld
        .iter()
        .filter(|file| file.reason == WithheldReason::Outside)
        .map(|file| config.content_path_from_root(file.path.as_str()));
    content.chain([CONFIG_FILE.to_owned()]).chain(outside).collect()
}

/// Finds the lines of `_redirects` whose target does not exist.
fn broken_redirects(links: &Links<'_>, redirects: &Redirects) -> Vec<Conflict> {
    let from_file = redirects.list.iter().filter(|redirect| redirect.page.is_none());
    let checked = from_file.filter(|redirect| !redirect.is_pattern());
    let mut broken = Vec::new();
    for redirect in checked {
        let use_ =
            LinkUse { span: redirect.span, label: redirect.from.as_str().to_owned() };
        let link = Link {
            href: redirect.to.clone(),
            span: redirect.span,
            form: LinkForm::Inline,
            role: LinkRole::Page,
            uses: vec![use_],
        };
        if links.settle_from_root(&link).defect.is_some() {
            let (source, span, target) =
                (redirect.source, redirect.span, redirect.to.clone());
            broken.push(Conflict::RedirectBroken { source, span, target });
        }
    }
    broken
}

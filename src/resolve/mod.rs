//! Turns parsed documents into one [`Site`] in which every link is settled.
//!
//! Passes, each a function over the results of those before:
//!
//! 1. `catalog` gives every document an id, a URL, a kind and its dates, and
//!    says whether it is published.
//! 2. `navigation` arranges the pages in sections and in reading order.
//! 3. `lineage` tells the life of each document that was ever frozen.
//! 4. `redirects`, `addresses` and `routes` list every URL of the site: pages,
//!    files, former URLs, and what is generated.
//! 5. `links` turns every href into a [`Target`] or a [`Defect`]; `frozen` does
//!    so for the texts of the archive.
//! 6. `versions` compares each document with what was frozen under its id, and
//!    `events` tells what happened when.
//!
//! # Invariants
//!
//! - Resolving never fails. What cannot be settled stays in the site with its
//!   reason; `check` reports it.
//! - Nothing changes a [`Site`] after [`resolve`] has returned it.
//! - Documents, pages and sections are in the same order on every machine.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, LOCK};
use crate::base::path::UrlPath;
use crate::base::share::AT_A_TIME;
use crate::base::span::SourceId;
use crate::config::{CONFIG_FILE, Config, Context};
use crate::load::git::History;
use crate::load::{AssetFile, SourceFile, Withheld, WithheldReason};
use crate::parse::{
    Document, Link, LinkForm, LinkRole, LinkUse, RegisterText, Registers, SecurityFields,
    Shown,
};

use self::addresses::{addresses, made};
use self::catalog::{Catalog, catalog};
use self::frozen::FrozenLinks;
use self::lineage::lineages;
use self::links::Links;
use self::redirects::Redirects;
use self::routes::{Routes, Tables};
use self::settled::SettledLinks;

mod addresses;
mod advisories;
mod anchors;
mod catalog;
mod contradictions;
mod dates;
mod events;
mod found;
mod fragments;
mod frozen;
mod headings;
mod href;
mod lineage;
mod links;
mod lost;
mod names;
mod navigation;
mod notices;
mod outward;
mod redirects;
mod register_ids;
mod registers;
mod revision;
mod routes;
mod settled;
mod site;
mod suggest;
mod versions;

pub use advisories::{CSAF_FEED, CSAF_PROVIDER};
pub use events::{Event, EventKind, LATEST_EVENTS, Subject};
pub use frozen::{FrozenDocument, asset_url};
pub use headings::Successors;
pub use href::begun_once;
pub use lineage::{Exposure, Force, Lineage, VersionPage, stated_scheme};
pub use lost::{Fate, Lost};
pub use register_ids::RegisterIds;
pub use registers::{
    RegisterLink, RegisterPage, SECURITY_TXT, SecurityPolicy, SecurityText, SettledText,
};
pub use revision::revise;
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
    pub history: Arc<History>,
    /// What was frozen.
    pub archive: Arc<Archive>,
    /// The facts in what was frozen, at the positions of
    /// [`Archive::versions`]; see [`parse_archive`](crate::parse::parse_archive).
    pub frozen: Vec<Arc<Document>>,
    /// What pages show of it, at the same positions, if all of them will be made.
    pub shown: Vec<Arc<Shown>>,
    /// What each release says, at the positions of [`Archive::summaries`].
    pub summaries: Vec<Arc<Document>>,
    /// What the registers hold.
    pub registers: Arc<Registers>,
    /// Their texts in markdown, sorted by file and place.
    pub register_texts: Vec<RegisterText>,
    /// The `security.txt` that somebody wrote for the site.
    pub security_txt: Option<SecurityFields>,
    /// The static files of the theme that `[theme]` names as fonts.
    pub fonts: Vec<Font>,
    /// The digest of the source of each document, where something was frozen;
    /// see [`digests_of_sources`](crate::archive::digests_of_sources).
    pub source_digests: Vec<String>,
}

/// Settles everything between documents.
pub fn resolve(
    documents: Vec<Arc<Document>>,
    known: Surroundings,
    config: Arc<Config>,
    context: Context,
) -> Site {
    let sources = sources(&documents, &known, &config);
    let dated = (&*known.history, &*known.archive);
    let mut found = catalog(&documents, &known.assets, dated, (&config, &context));
    let navigation =
        navigation::arrange(&documents, &mut found.pages, &found.index_pages, &config);
    let lineages = lives(&documents, &found, &known, (&config, &context));
    let redirects = redirects(&documents, &found.pages, &known, (&lineages, &sources));
    let kept = (&*navigation.sections, &*lineages);
    let made = all_made((&documents, &found.pages), kept, &known, &config);
    let tables = tables(&documents, &found, &known, (&made, &redirects));
    let live = Published { tables: &tables, redirects: &redirects, lineages: &lineages };
    let links = settle(&documents, &found, &known, (&live, &sources), &config);
    let unknown = names::unknown(&documents, &found.ids, &lineages);
    let conflicts = [found.conflicts, unknown, redirects.conflicts, links.broken];
    let (pages, flaws) = settled::put(links.pages, &documents, found.pages);
    let was = (&*known.archive, known.source_digests.as_slice());
    let standings = versions::standings(&documents, &pages, was, &config);
    let frozen = settled_texts(known.frozen, links.frozen, known.shown);
    let events = events::events(&events::Sources {
        documents: &documents,
        pages: &pages,
        ids: &found.ids,
        archive: &known.archive,
        frozen: &frozen,
        lineages: &lineages,
        registers: (&known.registers, &links.register_texts),
    });
    let made = made.into_iter().chain(events::lists(&events));
    let addresses = addresses(made, &pages, &known.assets, &redirects.list);
    Site {
        config,
        context,
        sources: sources.into(),
        documents,
        pages,
        sections: navigation.sections.into(),
        reading_order: navigation.reading_order.into(),
        redirects: redirects.list.into(),
        addresses: addresses.into(),
        assets: known.assets.into(),
        withheld: known.withheld,
        conflicts: conflicts.into_iter().flatten().collect(),
        flaws,
        history: known.history,
        ids: Arc::new(found.ids),
        archive: known.archive,
        frozen: frozen.into(),
        summaries: settled_texts(known.summaries, links.summaries, Vec::new()).into(),
        lineages: lineages.into(),
        events: events.into(),
        standings,
        source_digests: known.source_digests,
        fonts: known.fonts,
        registers: known.registers,
        register_ids: Arc::new(links.register_ids),
        register_links: links.registers.into(),
        register_texts: links.register_texts.into(),
        security_txt: links.security_txt,
        tables: Arc::new(tables),
    }
}

/// Returns what the build makes besides the pages and files of the content.
fn all_made(
    (documents, pages): (&[Arc<Document>], &[Page]),
    (sections, lineages): (&[Section], &[Lineage]),
    known: &Surroundings,
    config: &Config,
) -> Vec<UrlPath> {
    let mut all = made(pages, sections, lineages, &known.archive);
    all.extend(registers::made(known, pages, config));
    all.extend(advisories::made(documents, pages, config));
    all
}

/// Lists what there is at each path and each URL.
fn tables(
    documents: &[Arc<Document>],
    found: &Catalog,
    known: &Surroundings,
    published: (&[UrlPath], &Redirects),
) -> Tables {
    let pages = (documents, &*found.pages);
    let files = (&*known.assets, &*known.withheld);
    Tables::new(pages, files, published, &found.index_pages)
}

/// Tells the life of each document that was ever frozen.
fn lives(
    documents: &[Arc<Document>],
    found: &Catalog,
    known: &Surroundings,
    (config, context): (&Config, &Context),
) -> Vec<Lineage> {
    lineages(&lineage::Sources {
        documents,
        pages: &found.pages,
        ids: &found.ids,
        archive: &known.archive,
        frozen: &known.frozen,
        config,
        as_of: context.as_of,
    })
}

/// What the site publishes besides pages and files.
struct Published<'a> {
    tables: &'a Tables,
    redirects: &'a Redirects,
    lineages: &'a [Lineage],
}

/// Puts texts of the archive and what became of their links together.
fn settled_texts(
    texts: Vec<Arc<Document>>,
    links: Vec<Vec<Settled>>,
    shown: Vec<Arc<Shown>>,
) -> Vec<FrozenDocument> {
    let shown = shown.into_iter().map(Some).chain(std::iter::repeat(None));
    let all = texts.into_iter().zip(links).zip(shown);
    all.map(|((document, links), shown)| FrozenDocument { document, links, shown })
        .collect()
}

/// What became of the links.
struct Settlement {
    /// Of those of each document, in their order.
    pages: Vec<SettledLinks>,
    /// Of those of each frozen text.
    frozen: Vec<Vec<Settled>>,
    /// Of those of what each release says.
    summaries: Vec<Vec<Settled>>,
    /// Of the lines of `_redirects`.
    broken: Vec<Conflict>,
    /// Of those of the registers.
    registers: Vec<RegisterLink>,
    /// Of their texts.
    register_texts: Vec<SettledText>,
    /// What `security.txt` says.
    security_txt: Option<SecurityText>,
    /// The ids of the entries of registers.
    register_ids: RegisterIds,
}

/// Settles every link of the site, all against the same tables.
fn settle(
    documents: &[Arc<Document>],
    found: &Catalog,
    known: &Surroundings,
    (published, sources): (&Published<'_>, &[String]),
    config: &Config,
) -> Settlement {
    let Published { tables, redirects, lineages } = published;
    let texts = (&*known.registers, &*known.register_texts);
    let register_ids = RegisterIds::new(texts, &found.pages);
    let routes = Routes::new(tables, (documents, &found.pages), &known.assets);
    let links = Links {
        documents,
        pages: &found.pages,
        routes: &routes,
        redirects: &redirects.list,
        ids: &found.ids,
        register_ids: &register_ids,
        config,
    };
    let frozen = FrozenLinks::new(&links, &known.archive, &known.frozen, lineages);
    let pages = (0..documents.len()).into_par_iter().with_max_len(AT_A_TIME);
    let pages = pages.map(|at| PageIndex(u32::try_from(at).unwrap_or(u32::MAX)));
    let versions = (0..known.frozen.len()).into_par_iter();
    let summaries = known.archive.summaries.iter().zip(&known.summaries);
    Settlement {
        pages: pages.map(|page| SettledLinks::new(page, &links)).collect(),
        frozen: versions.map(|at| frozen.settle_document(at)).collect(),
        summaries: summaries
            .map(|(summary, text)| frozen.settle_summary(&summary.release, text))
            .collect(),
        broken: broken_redirects(&links, redirects),
        registers: registers::settle(&known.registers, &links),
        register_texts: registers::settle_texts(&known.register_texts, &links),
        security_txt: registers::security_text(
            &known.registers,
            (known.security_txt.as_ref(), &links),
            (sources, config),
        ),
        register_ids,
    }
}

/// Collects the redirects that front matter, `_redirects` and moves ask for.
fn redirects(
    documents: &[Arc<Document>],
    pages: &[Page],
    known: &Surroundings,
    (lineages, sources): (&[Lineage], &[String]),
) -> Redirects {
    let source = SourceId(u32::try_from(documents.len()).unwrap_or(u32::MAX));
    let written = known.redirects.as_ref();
    let mut redirects = redirects::collect(documents, pages, written, source);
    redirects.add_moved(lineages, pages, lock_source(sources));
    redirects
}

/// Returns the lock as a file that findings can point into; what is not there
/// has no findings.
fn lock_source(sources: &[String]) -> SourceId {
    source_at(sources, LOCK).unwrap_or(SourceId(u32::MAX))
}

fn source_at(sources: &[String], path: &str) -> Option<SourceId> {
    let at = sources.iter().position(|source| source == path)?;
    u32::try_from(at).ok().map(SourceId)
}

/// Lists every file that a finding can point into: the documents, `_redirects`,
/// `site.toml`, symbolic links that lead out of the content folder, the archive,
/// `security.txt`, and the registers.
fn sources(
    documents: &[Arc<Document>],
    known: &Surroundings,
    config: &Config,
) -> Vec<String> {
    let redirects = known.redirects.as_ref();
    let documents = documents.iter().map(|document| document.path.as_str());
    let redirects = redirects.map_or("_redirects", |file| file.path.as_str());
    let content =
        documents.chain([redirects]).map(|path| config.content_path_from_root(path));
    let outside = known
        .withheld
        .iter()
        .filter(|file| file.reason == WithheldReason::Outside)
        .map(|file| config.content_path_from_root(file.path.as_str()));
    let archive = known.archive.paths.iter().cloned();
    let registers = known.registers.files.iter();
    let registers =
        registers.map(|file| config.content_path_from_root(file.path.as_str()));
    let written = known.security_txt.iter().map(|file| file.path.clone());
    let site = content.chain([CONFIG_FILE.to_owned()]).chain(outside);
    site.chain(archive).chain(written).chain(registers).collect()
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

//! Where the links of frozen texts lead: to the versions of their time.
//!
//! A version belongs to the first release that has it. A link to a document of
//! that release leads to the version that was released with it; a link to a
//! file, to the file as it was frozen. Everything else leads to where it leads
//! today, which is all that is known of a version without a release.

use std::collections::HashMap;
use std::sync::Arc;

use crate::archive::{Archive, Entry, FrozenText};
use crate::base::path::{ContentPath, UrlPath};
use crate::base::slug::nfc;
use crate::base::version::Version;
use crate::config::BaseUrl;
use crate::parse::{self, Document, Link, Shown};

use super::found::below_base;
use super::href::{self, Form, Reference};
use super::lineage::Lineage;
use super::links::Links;
use super::redirects::alias_url;
use super::{Defect, Settled, Site, Target};

/// A frozen text, understood.
#[derive(Debug)]
pub struct FrozenDocument {
    /// The facts in it; of a text that the archive has lost, none.
    pub document: Arc<Document>,
    /// What became of each of its links, at the same position.
    pub links: Vec<Settled>,
    /// What pages show of a version, if all of them will be made.
    pub shown: Option<Arc<Shown>>,
}

impl Site {
    /// Returns the position of a frozen text and the facts in it, if it is still what
    /// it was.
    pub fn frozen_text(&self, id: &str, version: &Version) -> Option<(usize, &Document)> {
        let at = self.archive.position(id, version)?;
        let is_intact =
            matches!(self.archive.versions.get(at)?.text, FrozenText::Intact(_));
        let frozen = self.frozen.get(at).filter(|_| is_intact)?;
        Some((at, frozen.document.as_ref()))
    }

    /// Returns what pages show of a frozen text, if it is still what it was; where
    /// not all of them are known, it is found anew.
    pub fn shown(&self, frozen: usize) -> Option<Arc<Shown>> {
        let text = self.archive.versions.get(frozen)?;
        let known = self.frozen.get(frozen)?.shown.clone();
        let is_intact = matches!(text.text, FrozenText::Intact(_));
        let shown =
            || known.unwrap_or_else(|| Arc::new(parse::shown(text, &self.config)));
        is_intact.then(shown)
    }
}

/// A version as a link target: its entry, and its position among the frozen
/// texts.
#[derive(Clone, Copy)]
struct Pin<'a> {
    entry: &'a Entry,
    frozen: usize,
}

/// A text of the past: where its links start, and to which release they lead.
#[derive(Clone, Copy)]
struct Origin<'o> {
    path: &'o ContentPath,
    release: Option<usize>,
    /// The files that were frozen with it.
    assets: &'o [(ContentPath, String)],
}

/// Settles the links of frozen texts, all against the same tables.
pub(super) struct FrozenLinks<'a> {
    links: &'a Links<'a>,
    archive: &'a Archive,
    documents: &'a [Arc<Document>],
    /// For each release, its documents by the path that they had then, and by
    /// the URL.
    by_path: Vec<HashMap<String, Pin<'a>>>,
    by_url: Vec<HashMap<&'a str, Pin<'a>>>,
    /// The first release of each frozen text that is part of one.
    first: Vec<Option<usize>>,
}

impl<'a> FrozenLinks<'a> {
    pub(super) fn new(
        links: &'a Links<'a>,
        archive: &'a Archive,
        documents: &'a [Arc<Document>],
        lineages: &[Lineage],
    ) -> Self {
        let mut first = vec![None; archive.versions.len()];
        for version in lineages.iter().flat_map(|lineage| &lineage.versions) {
            if let Some(slot) = first.get_mut(version.frozen) {
                *slot = version.releases.first().copied();
            }
        }
        let of_release = |release: &'a crate::archive::Release| {
            release.documents.iter().filter_map(|(id, version)| {
                let frozen = archive.position(id, version)?;
                Some(Pin { entry: &archive.versions.get(frozen)?.entry, frozen })
            })
        };
        let releases = archive.releases.iter();
        let by_path = releases.clone().map(|release| {
            of_release(release).map(|pin| (pin.entry.source_path.key(), pin)).collect()
        });
        let by_url = releases.map(|release| {
            of_release(release).map(|pin| (pin.entry.url.as_str(), pin)).collect()
        });
        Self {
            links,
            archive,
            documents,
            by_path: by_path.collect(),
            by_url: by_url.collect(),
            first,
        }
    }

    /// Returns what became of every link of a frozen text, in their order.
    pub(super) fn settle_document(&self, frozen: usize) -> Vec<Settled> {
        let (Some(document), Some(version)) =
            (self.documents.get(frozen), self.archive.versions.get(frozen))
        else {
            return Vec::new();
        };
        let entry = &version.entry;
        let origin = Origin {
            path: &entry.source_path,
            release: self.first.get(frozen).copied().flatten(),
            assets: &entry.assets,
        };
        document.links.iter().map(|link| self.settle(origin, link)).collect()
    }

    /// Returns what became of every link of what a release says, in their order:
    /// they lead to the versions of that release.
    pub(super) fn settle_summary(&self, release: &str, text: &Document) -> Vec<Settled> {
        let releases = &self.archive.releases;
        let release = releases.iter().position(|known| known.name == release);
        let origin = Origin { path: &text.path, release, assets: &[] };
        text.links.iter().map(|link| self.settle(origin, link)).collect()
    }

    fn settle(&self, origin: Origin<'_>, link: &Link) -> Settled {
        if let Form::Path(reference) = href::classify(&link.href)
            && let Some(path) = href::decode(reference.path)
            && let Some(settled) = self.in_archive(origin, &nfc(&path), reference)
        {
            return settled;
        }
        let today = self.today(origin.path, link);
        let Target::Page { page, anchor: _ } = today.target else { return today };
        // The page by its id, however the link names it.
        let id = &self.links.pages[page.index()].id;
        let pin = origin.release.and_then(|release| {
            let version = self.archive.releases.get(release)?.pin(id)?;
            let frozen = self.archive.position(id, version)?;
            Some(Pin { entry: &self.archive.versions.get(frozen)?.entry, frozen })
        });
        pin.map_or(today, |pin| self.to_version(pin, href::split(&link.href)))
    }

    /// Finds what a link leads to today. A link to a file that has moved since
    /// leads on as the former address of its page does.
    fn today(&self, path: &ContentPath, link: &Link) -> Settled {
        let today = self.links.settle_at(path, link);
        let Some(Defect::PageMissing { .. }) = today.defect.as_deref() else {
            return today;
        };
        let Reference { path: file, query, fragment } = href::split(&link.href);
        let Some(url) = alias_url(path, file) else { return today };
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        let href = format!("{}{query}{fragment}", url.encoded());
        let moved = self.links.settle_at(path, &Link { href, ..link.clone() });
        if moved.target == Target::Nowhere { today } else { moved }
    }

    /// Finds what a path was at the time.
    fn in_archive(
        &self,
        origin: Origin<'_>,
        path: &str,
        reference: Reference<'_>,
    ) -> Option<Settled> {
        let key = origin.path.join(path).ok().flatten().map(|path| path.key())?;
        if let Some((asset, sha256)) = asset(origin.assets, &key) {
            return Some(self.to_asset(asset, sha256));
        }
        let release = origin.release?;
        let by_path = self.by_path.get(release)?;
        let index = ["index.md", "_index.md", "README.md"].iter();
        let candidates = index.map(|name| format!("{key}/{name}"));
        let mut candidates = [key.clone()].into_iter().chain(candidates);
        if let Some(pin) = candidates.find_map(|key| by_path.get(&key)) {
            return Some(self.to_version(*pin, reference));
        }
        let below_base = below_base(path, self.base_url());
        let url = below_base.filter(|_| path.starts_with('/'))?;
        let by_url = self.by_url.get(release)?;
        let slashed = format!("{}/", url.trim_end_matches('/'));
        by_url.get(slashed.as_str()).map(|pin| self.to_version(*pin, reference))
    }

    fn base_url(&self) -> &BaseUrl {
        &self.links.config.site.base_url
    }

    /// A link to the page of a version; to a place on it, if it has that.
    fn to_version(&self, pin: Pin<'_>, reference: Reference<'_>) -> Settled {
        let url = pin.entry.url.below(&format!("v/{}/", pin.entry.version));
        let fragment = reference.fragment.and_then(|written| {
            let id = nfc(&href::decode(written)?);
            let known = self.documents.get(pin.frozen)?;
            known.anchors.iter().any(|anchor| anchor.id == id).then_some(id)
        });
        let fragment = fragment.map(|id| format!("#{}", href::encode_fragment(&id)));
        let href = format!(
            "{}{}",
            self.base_url().href(&url.encoded()),
            fragment.unwrap_or_default()
        );
        good(href, url)
    }

    fn to_asset(&self, path: &ContentPath, sha256: &str) -> Settled {
        let url = asset_url(path, sha256);
        good(self.base_url().href(&url.encoded()), url)
    }
}

/// Returns where a file that was frozen with a text is published: under its
/// digest, so that it never changes, and its name, so that readers know it.
pub fn asset_url(path: &ContentPath, sha256: &str) -> UrlPath {
    UrlPath::root().below(&format!("archive/{sha256}/{}", path.file_name()))
}

/// Returns a file that was frozen with a text, by its path then.
fn asset<'o>(
    assets: &'o [(ContentPath, String)],
    key: &str,
) -> Option<(&'o ContentPath, &'o str)> {
    let found = assets.iter().find(|(path, _)| path.key() == key);
    found.map(|(path, sha256)| (path, sha256.as_str()))
}

fn good(href: String, url: UrlPath) -> Settled {
    Settled { href, target: Target::Generated(url), defect: None, notice: None }
}

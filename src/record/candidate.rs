//! A document that something is to be recorded about.

use crate::archive::{Frozen, FrozenText, ProblemKind};
use crate::base::nearest::nearest;
use crate::base::version::{Scheme, Version};
use crate::parse::{self, Document};
use crate::resolve::{Page, PageIndex, Publication, Site};

use super::Refusal;

/// A published, controlled document with an id of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) index: PageIndex,
    pub(super) document: &'a Document,
    pub(super) page: &'a Page,
    /// The file, relative to the root.
    pub(super) path: &'a str,
    pub(super) words_sha256: &'a str,
}

/// Refuses to add to an archive that does not hold together.
pub(super) fn refuse_damage(site: &Site) -> Result<(), Refusal> {
    let archive = &site.archive;
    let is_harmless = |kind: &ProblemKind| matches!(kind, ProblemKind::Unlocked { .. });
    let problems = archive.problems.iter().filter(|it| !is_harmless(&it.kind)).count();
    let is_damaged = |frozen: &&Frozen| {
        !matches!(frozen.text, FrozenText::Intact(_))
            && site.withdrawal(&frozen.entry.id, &frozen.entry.version).is_none()
    };
    let texts = archive.versions.iter().filter(is_damaged).count();
    match problems + texts + site.contradictions().len() {
        0 => Ok(()),
        count => Err(Refusal::Damaged { count }),
    }
}

impl<'a> Candidate<'a> {
    /// Finds the document with an id.
    pub(super) fn find(site: &'a Site, id: &str) -> Result<Self, Refusal> {
        let id = id.to_owned();
        let Some(&index) = site.ids.get(&id) else {
            let known = site.ids.keys().map(String::as_str);
            let meant = nearest(&id, known).map(str::to_owned);
            return Err(Refusal::Unknown { id, meant });
        };
        Self::at(site, index)
    }

    /// Takes the document at a position.
    pub(super) fn at(site: &'a Site, index: PageIndex) -> Result<Self, Refusal> {
        let (document, page) = (site.document(index), site.page(index));
        let path = site.source_path(site.source_of(index));
        let owned = || path.to_owned();
        if !page.is_id_explicit {
            return Err(Refusal::IdDerived { id: page.id.clone(), path: owned() });
        }
        match page.publication {
            Publication::Full | Publication::MetadataOnly => (),
            Publication::Internal => return Err(Refusal::Internal { path: owned() }),
            Publication::Draft => return Err(Refusal::Draft { path: owned() }),
            Publication::Shadowed(_) => return Err(Refusal::Shadowed { path: owned() }),
            Publication::Unreadable => return Err(Refusal::Unreadable { path: owned() }),
        }
        if page.status == parse::Status::Draft {
            return Err(Refusal::Draft { path: owned() });
        }
        let Some(words_sha256) = &document.text.words_sha256 else {
            return Err(Refusal::Uncontrolled { path: owned(), kind: page.kind });
        };
        Ok(Self { index, document, page, path, words_sha256 })
    }

    /// Returns the version in its front matter, if it has one.
    pub(super) fn version(&self) -> Result<Option<Version>, Refusal> {
        stated_version(self.document)
    }

    /// Returns what the version after the last frozen one may be called.
    pub(super) fn next(&self, site: &Site, fallback: &Version) -> Vec<Version> {
        let versions = site.lineage(&self.page.id).map_or(&[][..], |it| &it.versions);
        let known: Vec<_> = versions.iter().map(|version| &version.version).collect();
        let latest = known.last().map_or(fallback, |latest| latest);
        let scheme = site.scheme(&self.page.id).or_else(|| Scheme::detect([latest]));
        scheme.map(|scheme| scheme.next(latest, site.context.as_of)).unwrap_or_default()
    }
}

/// Returns the version in front matter, if there is one.
pub(super) fn stated_version(document: &Document) -> Result<Option<Version>, Refusal> {
    let read = |version: &str| {
        Version::new(version).map_err(|reason| Refusal::VersionInvalid {
            version: version.to_owned(),
            reason,
        })
    };
    if let Some(written) = &document.front_matter.version {
        return read(&written.value).map(Some);
    }
    let unread = document.problems.iter().find_map(|problem| match &problem.kind {
        parse::ProblemKind::VersionInvalid { version } => Some(version),
        _ => None,
    });
    unread.map_or(Ok(None), |version| read(version).map(Some))
}

//! The frozen versions of a document, and its reviews, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::archive::{ChangeClass, Entry, Outcome};
use crate::base::date::Date;
use crate::base::path::UrlPath;
use crate::config::Kind;
use crate::resolve::{Exposure, Lineage, Site, VersionPage};

use super::policy::Digests;
use super::texts::FrozenSources;
use super::{Party, absolute};

/// One frozen version of a document. Its words never change.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VersionEntry {
    /// The version, a text: `1.10` is not 1.1.
    pub version: String,
    /// The title that the document had; `null` where nothing of the version is
    /// public any more.
    pub title: Option<String>,
    /// What sort of document it was.
    pub kind: Option<Kind>,
    /// Its page, for ever.
    pub url: String,
    /// When the document was first published, as this version says.
    pub issued_on: Option<Date>,
    /// When it was approved.
    pub approved_on: Option<Date>,
    /// From which day it was, or will be, in force: the day that it states, else
    /// the day on which it was frozen.
    pub effective_on: Date,
    /// From which day it is in force no more; `null` while that is not known.
    pub superseded_on: Option<Date>,
    /// When its words were last changed.
    pub last_updated_on: Option<Date>,
    /// When it was frozen.
    pub frozen_on: Date,
    /// The source, markdown with front matter; `null` where the text is not
    /// public.
    pub source_url: Option<String>,
    /// The words alone, as plain text; `null` where the text is not public.
    pub text_url: Option<String>,
    /// Digests of the bytes served at `source_url` and `text_url`.
    pub digests: Option<Digests>,
    /// The version before it.
    pub previous_version: Option<String>,
    /// The version after it.
    pub next_version: Option<String>,
    /// How it differs from the version before it.
    pub change_class: Option<ChangeClass>,
    /// The same in the author's words.
    pub change_summary: Option<String>,
    /// The page that shows how it differs from the version before it.
    pub redline_url: Option<String>,
    /// The releases that it is part of, the first one first.
    pub releases: Vec<String>,
    /// Why its words are not there any more; `null` where they are.
    pub withdrawn: Option<WithdrawnEntry>,
}

/// Words that must not be read any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithdrawnEntry {
    /// Since when.
    pub on: Option<Date>,
    /// What readers are told.
    pub note: Option<String>,
}

/// One review of a document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReviewEntry {
    /// The day.
    pub on: Date,
    /// Who reviewed it.
    pub by: Party,
    /// What came of it.
    pub outcome: Outcome,
    /// The version that was reviewed, if the document had one.
    pub version: Option<String>,
    /// The SHA-256 of the words that were reviewed, as in `digests.text` of that
    /// version.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub text_sha256: String,
}

/// Returns every frozen version of a document, the first one first.
pub(super) fn versions(
    site: &Site,
    lineage: &Lineage,
    sources: &FrozenSources<'_>,
) -> Vec<VersionEntry> {
    let versions = 0..lineage.versions.len();
    versions.filter_map(|at| entry(site, lineage, at, sources)).collect()
}

/// Returns the reviews of a document, the first one first.
pub(super) fn reviews(site: &Site, id: &str) -> Vec<ReviewEntry> {
    let reviews = site.archive.reviews_of(id).iter();
    let entries = reviews.map(|review| ReviewEntry {
        on: review.on,
        by: Party { role: review.by.clone() },
        outcome: review.outcome,
        version: review.version.as_ref().map(ToString::to_string),
        text_sha256: review.words_sha256.clone(),
    });
    entries.collect()
}

fn entry(
    site: &Site,
    lineage: &Lineage,
    at: usize,
    sources: &FrozenSources<'_>,
) -> Option<VersionEntry> {
    let version = lineage.versions.get(at)?;
    let frozen = &site.archive.versions.get(version.frozen)?.entry;
    let name = |at: Option<usize>| {
        let version = at.and_then(|at| lineage.versions.get(at));
        version.map(|version| version.version.to_string())
    };
    let url = |url: &UrlPath| absolute(site, &url.encoded());
    let releases = version.releases.iter();
    let bare = VersionEntry {
        version: version.version.to_string(),
        title: None,
        kind: None,
        url: url(&version.url()),
        issued_on: None,
        approved_on: None,
        effective_on: version.from,
        superseded_on: version.until,
        last_updated_on: None,
        frozen_on: frozen.frozen_on,
        source_url: None,
        text_url: None,
        digests: None,
        previous_version: name(at.checked_sub(1)),
        next_version: name(Some(at + 1)),
        change_class: None,
        change_summary: None,
        redline_url: lineage.step_url(at).as_ref().map(url),
        releases: releases
            .filter_map(|&at| site.archive.releases.get(at))
            .map(|release| release.name.clone())
            .collect(),
        withdrawn: None,
    };
    Some(match &version.exposure {
        Exposure::Tombstone { on, note } => {
            let withdrawn = Some(WithdrawnEntry { on: *on, note: note.clone() });
            VersionEntry { withdrawn, ..bare }
        }
        Exposure::Lost => bare,
        Exposure::Metadata => described(bare, frozen),
        Exposure::Words => VersionEntry {
            source_url: Some(url(&version.url().below("index.md"))),
            text_url: Some(url(&version.url().below("index.txt"))),
            digests: digests(sources, version, frozen),
            ..described(bare, frozen)
        },
    })
}

fn described(bare: VersionEntry, frozen: &Entry) -> VersionEntry {
    VersionEntry {
        title: Some(frozen.title.clone()),
        kind: Some(frozen.kind),
        issued_on: frozen.issued_on,
        approved_on: frozen.approved_on,
        last_updated_on: frozen.last_updated,
        change_class: frozen.change_class,
        change_summary: frozen.change_summary.clone(),
        ..bare
    }
}

fn digests(
    sources: &FrozenSources<'_>,
    version: &VersionPage,
    frozen: &Entry,
) -> Option<Digests> {
    let text = super::Digest { sha256: frozen.words_sha256.clone() };
    Some(Digests { source: sources.digest_of(version)?, text })
}

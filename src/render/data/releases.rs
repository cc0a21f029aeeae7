//! `/api/v1/releases.json` and `/api/v1/releases/<name>.json`: the whole trust
//! center as it stood on a day.

use schemars::JsonSchema;
use serde::Serialize;

use crate::archive::{ChangeClass, Entry, Release};
use crate::base::date::Date;
use crate::base::version::Version;
use crate::config::Kind;
use crate::resolve::{Exposure, Lineage, Site, VersionPage};

use super::{Envelope, Planned, absolute, json};

/// Every release, the latest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Releases {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The releases.
    pub releases: Vec<ReleaseEntry>,
}

/// One release.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReleaseEntry {
    /// Its name.
    pub name: String,
    /// Its day.
    pub on: Date,
    /// What changed since the one before, in a sentence.
    pub note: Option<String>,
    /// Its page, for ever.
    pub url: String,
    /// Its own data file.
    pub data_url: String,
    /// How many documents it has.
    pub documents: usize,
}

/// Everything about one release.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReleaseDetail {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The release, as in the list.
    pub release: ReleaseEntry,
    /// What it says to readers, in markdown.
    pub summary: Option<String>,
    /// The release before it.
    pub previous: Option<String>,
    /// The release after it.
    pub next: Option<String>,
    /// Its documents, sorted by id.
    pub documents: Vec<PinEntry>,
    /// How they differ from the release before it, sorted by id.
    pub changes: Vec<PinChange>,
}

/// The version of one document that a release has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PinEntry {
    /// The document.
    pub id: String,
    /// The version.
    pub version: String,
    /// The title that it had; `null` where nothing of it is public any more.
    pub title: Option<String>,
    /// What sort of document it was.
    pub kind: Option<Kind>,
    /// From which day that version was in force.
    pub effective_on: Date,
    /// The page of that version, for ever.
    pub url: String,
    /// Its words; `null` where they are not public.
    pub text_url: Option<String>,
    /// The SHA-256 of the bytes served at `text_url`.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub text_sha256: Option<String>,
}

/// How one document differs from what it was in the release before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PinChange {
    /// The document.
    pub id: String,
    /// What happened to it.
    pub change: PinChangeKind,
    /// The version that it had.
    pub from: Option<String>,
    /// The version that it has.
    pub to: Option<String>,
    /// How much was changed, step by step.
    pub classes: Vec<ChangeClass>,
    /// What was changed, step by step, in the author's words.
    pub summaries: Vec<String>,
    /// The pages that show the steps.
    pub redline_urls: Vec<String>,
}

/// What can happen to a document between two releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PinChangeKind {
    /// It is new.
    Added,
    /// It has another version.
    Revised,
    /// It is not part of it any more.
    Removed,
}

/// Plans the list and the file of each release; without a release there is
/// neither.
pub(super) fn releases(site: &Site) -> Vec<Planned<'_>> {
    let releases = &site.archive.releases;
    if releases.is_empty() {
        return Vec::new();
    }
    let list = json("/api/v1/releases.json", || Releases {
        envelope: Envelope::new(site, "releases", "/api/v1/releases.json"),
        releases: releases.iter().rev().map(|release| entry(site, release)).collect(),
    });
    let details = releases
        .iter()
        .enumerate()
        .map(|(at, release)| json(&data_path(&release.name), move || detail(site, at)));
    [list].into_iter().chain(details).collect()
}

/// Returns where the file of a release is published.
fn data_path(name: &str) -> String {
    format!("/api/v1/releases/{name}.json")
}

fn entry(site: &Site, release: &Release) -> ReleaseEntry {
    let name = &release.name;
    ReleaseEntry {
        name: name.clone(),
        on: release.on,
        note: release.note.clone(),
        url: absolute(site, &format!("/releases/{name}/")),
        data_url: absolute(site, &data_path(name)),
        documents: release.documents.len(),
    }
}

fn detail(site: &Site, at: usize) -> Option<ReleaseDetail> {
    let releases = &site.archive.releases;
    let release = releases.get(at)?;
    let before = at.checked_sub(1).and_then(|at| releases.get(at));
    let after = releases.get(at + 1);
    let name = |release: &Release| release.name.clone();
    let entry = entry(site, release);
    let documents = release.documents.iter();
    Some(ReleaseDetail {
        envelope: Envelope::new(site, "release", &data_path(&release.name)),
        release: entry,
        summary: site.archive.summary(&release.name).map(|it| it.text.clone()),
        previous: before.map(name),
        next: after.map(name),
        documents: documents.filter_map(|(id, version)| pin(site, id, version)).collect(),
        changes: changes(site, before, release),
    })
}

/// Returns a version with the life of its document.
fn find<'a>(
    site: &'a Site,
    id: &str,
    version: &Version,
) -> Option<(&'a Lineage, usize, &'a VersionPage, &'a Entry)> {
    let lineage = site.lineage(id)?;
    let (at, page) = lineage.find(version.as_str())?;
    Some((lineage, at, page, &site.archive.versions.get(page.frozen)?.entry))
}

fn pin(site: &Site, id: &str, version: &Version) -> Option<PinEntry> {
    let (_, _, page, entry) = find(site, id, version)?;
    let is_known = matches!(page.exposure, Exposure::Words | Exposure::Metadata);
    let has_words = page.exposure == Exposure::Words;
    let text = || absolute(site, &page.url().below("index.txt").encoded());
    Some(PinEntry {
        id: id.to_owned(),
        version: version.to_string(),
        title: is_known.then(|| entry.title.clone()),
        kind: is_known.then_some(entry.kind),
        effective_on: page.from,
        url: absolute(site, &page.url().encoded()),
        text_url: has_words.then(text),
        text_sha256: has_words.then(|| entry.words_sha256.clone()),
    })
}

/// Compares the documents of a release with those of the one before.
fn changes(site: &Site, before: Option<&Release>, release: &Release) -> Vec<PinChange> {
    let mut changes: Vec<PinChange> = Vec::new();
    for (id, version) in &release.documents {
        let was = before.and_then(|before| before.pin(id));
        if was != Some(version) {
            changes.extend(changed(site, id, was, version));
        }
    }
    let removed = before.map_or(&[][..], |before| &before.documents).iter();
    let removed = removed.filter(|(id, _)| release.pin(id).is_none());
    changes.extend(removed.map(|(id, version)| PinChange {
        id: id.clone(),
        change: PinChangeKind::Removed,
        from: Some(version.to_string()),
        to: None,
        classes: Vec::new(),
        summaries: Vec::new(),
        redline_urls: Vec::new(),
    }));
    changes.sort_by(|a, b| a.id.cmp(&b.id));
    changes
}

/// Tells how a document came from one version to another, over those between.
fn changed(
    site: &Site,
    id: &str,
    was: Option<&Version>,
    version: &Version,
) -> Option<PinChange> {
    let (lineage, to, _, _) = find(site, id, version)?;
    let from = was.and_then(|was| lineage.find(was.as_str())).map(|(at, _)| at);
    let steps = from.map_or(to..to, |from| from + 1..to + 1);
    let known = |at: &usize| {
        lineage.versions.get(*at).is_some_and(|page| {
            matches!(page.exposure, Exposure::Words | Exposure::Metadata)
        })
    };
    let entries: Vec<&Entry> = steps
        .clone()
        .filter(known)
        .filter_map(|at| lineage.versions.get(at))
        .filter_map(|page| site.archive.versions.get(page.frozen))
        .map(|frozen| &frozen.entry)
        .collect();
    let redlines = steps.filter_map(|at| lineage.step_url(at));
    Some(PinChange {
        id: id.to_owned(),
        change: if was.is_some() { PinChangeKind::Revised } else { PinChangeKind::Added },
        from: was.map(ToString::to_string),
        to: Some(version.to_string()),
        classes: entries.iter().filter_map(|entry| entry.change_class).collect(),
        summaries: entries.iter().filter_map(|it| it.change_summary.clone()).collect(),
        redline_urls: redlines.map(|url| absolute(site, &url.encoded())).collect(),
    })
}

//! `import-history`: what a document said before it was ever frozen.

use crate::archive::{Change, ChangeClass, Entry};
use crate::base::path::ContentPath;
use crate::base::visible::visible;
use crate::load::git::{Past, PastText};
use crate::resolve::{PageIndex, Site};

use self::number::{Decision, decide};
use self::reading::read;
use super::Refusal;
use super::candidate::{Candidate, refuse_damage};
use super::freeze::{added, lock_with, refuse_reserved};

mod number;
mod reading;

/// How many digits of a commit's name are told.
const SHORT: usize = 10;

/// The documents whose past is to be imported.
#[derive(Clone, Copy, Debug)]
pub enum ImportRequest<'a> {
    /// Those with these ids.
    Ids(&'a [String]),
    /// Every controlled, public one that was never frozen.
    All,
}

/// Documents whose past can be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportTargets {
    pages: Vec<PageIndex>,
    request: Asked,
    /// Why others are not among them, where all were asked for.
    pub left_out: Vec<String>,
}

/// Whether documents were named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Each,
    All,
}

/// What is imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// What becomes of each document, in the order of the content.
    pub documents: Vec<ImportedDocument>,
    /// Documents without a past, where all were asked for.
    pub left_out: Vec<String>,
    /// The files to write; none if there is no version at all.
    pub change: Change,
}

/// The past of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedDocument {
    /// Its id.
    pub id: String,
    /// Its versions, the first one first, each with its tag.
    pub versions: Vec<(Entry, Option<String>)>,
    /// How many texts became part of a version without being it.
    pub merged: usize,
    /// Which texts are in no version, and why.
    pub left_out: Vec<String>,
}

/// Why nothing is imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
pub enum ImportRefusal {
    /// The archive has versions of the document.
    #[error("{id} was frozen before, and its past can only be imported first")]
    HasVersions { id: String },

    /// Git knows nothing of the document.
    #[error("{path} is not part of the commit that is checked out, or of no tag")]
    NoHistory { path: String },

    /// Git cannot say.
    #[error("{reason}")]
    Git { reason: String },
}

impl ImportRefusal {
    /// Returns what to do; starts with a verb.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::HasVersions { .. } => "leave it out",
            Self::NoHistory { .. } => "commit it, or freeze it as it is",
            Self::Git { .. } => {
                "run it in a full clone of the repository (`git fetch --unshallow`)"
            }
        }
    }
}

/// Finds the documents whose past is asked for.
pub fn import_targets(
    site: &Site,
    request: ImportRequest<'_>,
) -> Result<ImportTargets, Vec<Refusal>> {
    refuse_damage(site).map_err(|refusal| vec![refusal])?;
    let free = |candidate: Candidate<'_>| {
        let id = &candidate.page.id;
        refuse_reserved(id)?;
        match site.archive.of(id) {
            [] => Ok(candidate.index),
            _ => Err(Refusal::from(ImportRefusal::HasVersions { id: id.clone() })),
        }
    };
    let mut targets = ImportTargets::default();
    match request {
        ImportRequest::Ids(ids) => {
            let mut refusals = Vec::new();
            for id in ids {
                match Candidate::find(site, id).and_then(free) {
                    Ok(index) => targets.pages.push(index),
                    Err(refusal) => refusals.push(refusal),
                }
            }
            if !refusals.is_empty() {
                return Err(refusals);
            }
            targets.pages.sort_unstable();
            targets.pages.dedup();
        }
        ImportRequest::All => {
            targets.request = Asked::All;
            for (index, _, _) in site.controlled() {
                match Candidate::at(site, index).and_then(free) {
                    Ok(index) => targets.pages.push(index),
                    Err(refusal) => targets.left_out.push(refusal.to_string()),
                }
            }
        }
    }
    Ok(targets)
}

impl ImportTargets {
    /// Returns the files of the documents.
    pub fn paths<'a>(&self, site: &'a Site) -> Vec<&'a ContentPath> {
        self.pages.iter().map(|index| &site.document(*index).path).collect()
    }
}

/// Plans to import what `past` has of the documents. `pattern` is that of the
/// tags, if they were asked for.
pub fn plan_import(
    site: &Site,
    targets: &ImportTargets,
    past: &Past,
    pattern: Option<&str>,
) -> Result<ImportPlan, Vec<Refusal>> {
    let mut plan = ImportPlan::default();
    let mut refusals = Vec::new();
    for index in &targets.pages {
        let candidate = match Candidate::at(site, *index) {
            Ok(candidate) => candidate,
            Err(refusal) => {
                refusals.push(refusal);
                continue;
            }
        };
        let texts = past.texts.get(&candidate.document.path).map_or(&[][..], |it| it);
        if texts.is_empty() {
            let refusal = ImportRefusal::NoHistory { path: candidate.path.to_owned() };
            match targets.request {
                Asked::Each => refusals.push(refusal.into()),
                Asked::All => plan.left_out.push(refusal.to_string()),
            }
            continue;
        }
        let (document, sources) = import(site, candidate, texts, pattern);
        for ((entry, _), source) in document.versions.iter().zip(sources) {
            match added(&site.archive, entry, source) {
                Ok(files) => plan.change.added.extend(files),
                Err(refusal) => refusals.push(refusal),
            }
        }
        plan.documents.push(document);
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let versions = plan.documents.iter().flat_map(|document| &document.versions);
    let entries: Vec<_> = versions.map(|(entry, _)| entry).collect();
    if !entries.is_empty() {
        plan.change.lists.push(lock_with(&site.archive, entries));
    }
    Ok(plan)
}

/// Returns the past of one document, and the source of each of its versions.
fn import<'a>(
    site: &Site,
    candidate: Candidate<'_>,
    texts: &'a [PastText],
    pattern: Option<&str>,
) -> (ImportedDocument, Vec<&'a str>) {
    let mut imported = ImportedDocument {
        id: candidate.page.id.clone(),
        versions: Vec::new(),
        merged: 0,
        left_out: Vec::new(),
    };
    let mut readings = Vec::new();
    for past in texts {
        match read(site, candidate, past, pattern) {
            Ok(reading) => readings.push(reading),
            Err(reason) => imported.left_out.push(named(past, &reason)),
        }
    }
    let steps: Vec<_> = readings.iter().map(|reading| reading.step.clone()).collect();
    let mut sources = Vec::new();
    for (reading, decision) in readings.iter().zip(decide(&steps)) {
        match decision {
            Decision::Merged => imported.merged += 1,
            Decision::LeftOut(reason) => {
                imported.left_out.push(named(reading.past, &reason));
            }
            Decision::Version(version) => {
                let mut entry = reading.entry(candidate, version);
                let before = imported.versions.last();
                if before.is_some_and(|(it, _)| it.words_sha256 == entry.words_sha256) {
                    entry.change_class = Some(ChangeClass::ReviewOnly);
                }
                imported.versions.push((entry, reading.past.tag.clone()));
                sources.push(reading.text);
            }
        }
    }
    (imported, sources)
}

/// Says which text a reason is about.
fn named(past: &PastText, reason: &str) -> String {
    let commit = past.commit.id.get(..SHORT).unwrap_or(&past.commit.id);
    let tag = past.tag.as_ref().map(|tag| format!("tag {}, ", visible(tag)));
    format!("{}commit {commit} of {}: {reason}", tag.unwrap_or_default(), past.commit.day)
}

//! Reading again after a change: only what has changed is read.
//!
//! A document is read again where its size, its time or its place on disk is
//! not what it was, and counts as changed where its text is not. Two changes
//! within one tick of the disk's clock leave the same time; so the documents that
//! were touched last are read again in any case.
//!
//! The archive changes with a release, `site.toml` and the registers with a
//! decision: all of them are rare, and then everything is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::classify::Class;
use super::stamp::{Stamp, TICK};
use super::walk::{Found, find};
use super::{SourceFile, Sources, Unreadable, archive, baseline, git, read, theme};
use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::ContentPath;
use crate::config::Config;
use crate::error::Error;

/// What was read, as far as reading again needs to know.
///
/// Kept for another run, it holds what [`load_since`] asks for.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Seen {
    config: (PathBuf, String),
    documents: BTreeMap<ContentPath, Known>,
    archive: Vec<(PathBuf, Option<Stamp>)>,
    /// The texts of the registers, whose facts any document can name.
    registers: Option<Inputs>,
    #[serde(skip)]
    history: Arc<git::History>,
    /// The digests of the parts, apart from the archive.
    #[serde(skip)]
    parts: BTreeMap<Part, Inputs>,
}

/// What of the sources is as it was when they were read before.
#[derive(Clone, Debug, Default)]
pub struct Unchanged {
    /// Documents, sorted by path; they are not read again.
    pub documents: Vec<ContentPath>,
    /// What there is besides.
    parts: BTreeSet<Part>,
}

/// What changes as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The archive; while it has not changed, it is not read again.
    Archive,
    /// Which documents there are, and everything else that decides what they
    /// mean: `site.toml`, the other files of the content, the registers, the
    /// history and the archive.
    Surroundings,
    /// The templates, the styles and the scripts.
    Looks,
    /// The baseline.
    Baseline,
}

impl Unchanged {
    /// Returns whether a part is as it was.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

/// A document that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Known {
    stamp: Option<Stamp>,
    text: Inputs,
    /// Whether a change would have given it another time: others were touched
    /// later.
    is_settled: bool,
}

/// What reading again has found.
#[derive(Debug)]
pub struct Reloaded {
    /// What there is now: of the documents, only those that have changed are
    /// read.
    pub sources: Sources,
    /// What to reload from after the next change, if a site is made of these
    /// sources.
    pub seen: Seen,
    /// Whether anything is not as it was.
    pub is_changed: bool,
}

/// What became of a text.
enum Look {
    Read(Result<String, Unreadable>, Option<Known>),
    Unchanged(Known),
}

/// Reads what has changed since `seen`.
///
/// The history of the repository is the one that was seen;
/// [`Seen::with_history`] says when it is another one.
pub fn reload(config: &Config, seen: &Seen) -> Result<Reloaded, Error> {
    let (mut sources, mut now) = look_since(config, find(config)?, seen)?;
    now.parts = parts(&sources, &now.documents);
    now.history = Arc::clone(&seen.history);
    sources.history = Arc::clone(&seen.history);
    if now.is_comparable(seen) {
        let kept =
            now.parts.iter().filter(|&(part, it)| seen.parts.get(part) == Some(it));
        let kept = kept.map(|(&part, _)| part).chain([Part::Archive]);
        sources.unchanged.parts = kept.collect();
    } else {
        sources.archive = archive::load(config)?;
    }
    let is_same = sources.documents.is_empty()
        && [Part::Surroundings, Part::Looks, Part::Baseline]
            .into_iter()
            .all(|part| sources.unchanged.has(part));
    Ok(Reloaded { sources, seen: now, is_changed: !is_same })
}

/// Reads everything but the documents that are as they were at `seen`, which may
/// be what another run has seen. The content folder was listed before.
pub fn load_since(
    config: &Config,
    found: Found,
    seen: &Seen,
) -> Result<(Sources, Seen), Error> {
    let (mut sources, now) = look_since(config, found, seen)?;
    sources.history = Arc::new(git::history(config, now.documents.keys()));
    sources.archive = archive::load(config)?;
    Ok((sources, now))
}

/// Reads all but the archive, and of the documents those that have changed.
fn look_since(
    config: &Config,
    found: Found,
    seen: &Seen,
) -> Result<(Sources, Seen), Error> {
    let mut now = Seen {
        config: (config.root.clone(), config.text.clone()),
        archive: archive::stamps(&config.root),
        ..Seen::default()
    };
    let none = BTreeMap::new();
    let known = if now.is_comparable(seen) { &seen.documents } else { &none };
    let (mut sources, mut documents) = look_at(config, found, known);
    now.registers = Some(sources.facts());
    if seen.registers != now.registers && !sources.unchanged.documents.is_empty() {
        (sources, documents) = look_at(config, find(config)?, &none);
    }
    now.documents = documents;
    sources.theme = theme::read(config)?;
    sources.baseline = baseline::read(config)?;
    Ok((sources, now))
}

/// Returns the digests of what was read besides the texts of the documents, the
/// archive and the history.
fn parts(
    sources: &Sources,
    documents: &BTreeMap<ContentPath, Known>,
) -> BTreeMap<Part, Inputs> {
    let paths = documents.keys().map(ContentPath::as_str);
    let surroundings = Ingredients::default().list(paths);
    BTreeMap::from([
        (Part::Surroundings, surroundings.inputs(sources.surroundings()).finish()),
        (Part::Looks, sources.looks()),
        (Part::Baseline, Inputs::of(&sources.known_findings())),
    ])
}

impl Seen {
    /// Returns whether documents that are as they were mean what they meant, as far
    /// as the configuration and the archive decide that.
    fn is_comparable(&self, earlier: &Self) -> bool {
        self.config == earlier.config && self.archive == earlier.archive
    }

    /// Forgets all documents but those with a path of a sorted list.
    pub fn retain<'a>(&mut self, kept: impl IntoIterator<Item = &'a ContentPath>) {
        let mut kept = kept.into_iter().peekable();
        self.documents.retain(|path, _| {
            while kept.next_if(|known| *known < path).is_some() {}
            kept.next_if(|known| *known == path).is_some()
        });
    }

    /// Asks git about `documents`, if the configuration wants it asked; `None` if
    /// it says what it said before.
    pub fn with_history<'a>(
        &self,
        config: &Config,
        documents: impl Iterator<Item = &'a ContentPath>,
    ) -> Option<Self> {
        let history = git::history(config, documents);
        if history == *self.history {
            return None;
        }
        let mut seen = Self { history: Arc::new(history), ..self.clone() };
        // It decides what documents mean.
        seen.parts.remove(&Part::Surroundings);
        Some(seen)
    }
}

/// Reads what was found in the content folder.
fn look_at(
    config: &Config,
    found: Found,
    known: &BTreeMap<ContentPath, Known>,
) -> (Sources, BTreeMap<ContentPath, Known>) {
    let limit = config.output.max_document_bytes;
    let Found { texts, mut sources } = found;
    // What cannot be read has a reason for a text.
    let refused = std::mem::take(&mut sources.documents).into_iter().map(|file| {
        let known = known.get(&file.path).copied();
        (Class::Document, file.path, compare(file.text, None, known))
    });
    let looked = texts.into_par_iter().map(|(class, path, file)| {
        let known = known.get(&path).copied();
        let look = match class {
            Class::Document => look(&file, known, limit),
            _ => Look::Read(read::text(&file, limit), None),
        };
        (class, path, look)
    });
    let mut documents = BTreeMap::new();
    let looked = looked.collect::<Vec<_>>();
    for (class, path, look) in refused.chain(looked) {
        match look {
            Look::Unchanged(known) => {
                documents.insert(path.clone(), known);
                sources.unchanged.documents.push(path);
            }
            Look::Read(text, known) => {
                documents.extend(known.map(|known| (path.clone(), known)));
                sources.add_text(class, SourceFile { path, text });
            }
        }
    }
    sources.sort();
    settle(&mut documents);
    (sources, documents)
}

/// Says which documents were touched so long before others that a change after
/// them has another time.
fn settle(documents: &mut BTreeMap<ContentPath, Known>) {
    let touched = |known: &Known| known.stamp.map(|stamp| stamp.touched);
    let last = documents.values().filter_map(touched).max().unwrap_or(0);
    for known in documents.values_mut() {
        known.is_settled = touched(known).is_some_and(|at| at + TICK < last);
    }
}

fn look(file: &Path, known: Option<Known>, limit: u64) -> Look {
    // Before the text, so that a change in between is found the next time.
    let stamp = Stamp::of(file);
    if let Some(known) = known.filter(|known| known.is_settled && known.stamp == stamp) {
        return Look::Unchanged(known);
    }
    compare(read::text(file, limit), stamp, known)
}

/// Compares a text, or the reason why there is none, with what it was.
fn compare(
    text: Result<String, Unreadable>,
    stamp: Option<Stamp>,
    known: Option<Known>,
) -> Look {
    let digest = match &text {
        Ok(text) => Ingredients::default().text(text),
        Err(reason) => Ingredients::default().text("").text(&format!("{reason:?}")),
    };
    let digest = digest.finish();
    match known {
        Some(known) if known.text == digest => Look::Unchanged(Known { stamp, ..known }),
        _ => {
            let known = Known { stamp, text: digest, is_settled: false };
            Look::Read(text, Some(known))
        }
    }
}

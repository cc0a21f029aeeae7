//! Reading again after a change: only what has changed is read.
//!
//! A document is read again where its size, its time or its place on disk is
//! not what it was, and counts as changed where its text is not. Two changes
//! within one tick of the disk's clock leave the same time; so the documents that
//! were touched last are read again in any case.
//!
//! The archive changes with a release, `site.toml` and the registers with a
//! decision: all of them are rare, and then everything is read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::classify::Class;
use super::stamp::Stamp;
use super::{
    ArchiveSources, SourceFile, Sources, Unreadable, archive, baseline, git, read, theme,
    walk,
};
use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::ContentPath;
use crate::config::Config;
use crate::error::Error;

/// More than a tick of any disk's clock, in nanoseconds.
const TICK: i128 = 100_000_000;

/// What was read, as far as reading again needs to know.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    config: (PathBuf, String),
    documents: BTreeMap<ContentPath, Known>,
    archive: Vec<(PathBuf, Option<Stamp>)>,
    /// The texts of the registers, whose facts any document can name.
    registers: Option<Inputs>,
    history: git::History,
    /// The digest of everything besides the texts of the documents, the archive
    /// and the history.
    rest: Option<Inputs>,
}

/// A document that was read.
#[derive(Clone, Copy, Debug)]
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
    let archive = archive::stamps(&config.root);
    let of_config = (config.root.clone(), config.text.clone());
    let is_comparable = seen.config == of_config && seen.archive == archive;
    let none = BTreeMap::new();
    let known = if is_comparable { &seen.documents } else { &none };
    let (mut sources, mut documents) = look_at(config, known)?;
    let registers = Some(sources.facts());
    if seen.registers != registers && !sources.unchanged.is_empty() {
        (sources, documents) = look_at(config, &none)?;
    }
    sources.theme = theme::read(config)?;
    sources.baseline = baseline::read(config)?;
    let paths = documents.keys().map(ContentPath::as_str);
    let rest = Ingredients::default().list(paths);
    let rest = Some(rest.inputs(sources.surroundings()).finish());
    sources.history = seen.history.clone();
    sources.archive = if is_comparable {
        ArchiveSources { is_unchanged: true, ..ArchiveSources::default() }
    } else {
        archive::load(config)?
    };
    let is_changed = !is_comparable || !sources.documents.is_empty() || seen.rest != rest;
    let history = seen.history.clone();
    let config = of_config;
    let seen = Seen { config, documents, archive, registers, history, rest };
    Ok(Reloaded { sources, seen, is_changed })
}

impl Seen {
    /// Asks git about `documents`, if the configuration wants it asked; `None` if
    /// it says what it said before.
    pub fn with_history<'a>(
        &self,
        config: &Config,
        documents: impl Iterator<Item = &'a ContentPath>,
    ) -> Option<Self> {
        let history = git::history(config, documents);
        (history != self.history).then(|| Self { history, ..self.clone() })
    }
}

/// Reads the content folder.
fn look_at(
    config: &Config,
    known: &BTreeMap<ContentPath, Known>,
) -> Result<(Sources, BTreeMap<ContentPath, Known>), Error> {
    let limit = config.output.max_document_bytes;
    let walk::Found { texts, mut sources } = walk::find(config)?;
    let looked = texts.into_par_iter().map(|(class, path, file)| {
        let known = known.get(&path).copied();
        let look = match class {
            Class::Document => look(&file, known, limit),
            _ => Look::Read(read::text(&file, limit), None),
        };
        (class, path, look)
    });
    let mut documents = BTreeMap::new();
    for (class, path, look) in looked.collect::<Vec<_>>() {
        match look {
            Look::Unchanged(known) => {
                documents.insert(path.clone(), known);
                sources.unchanged.push(path);
            }
            Look::Read(text, known) => {
                documents.extend(known.map(|known| (path.clone(), known)));
                sources.add_text(class, SourceFile { path, text });
            }
        }
    }
    sources.sort();
    settle(&mut documents);
    Ok((sources, documents))
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
    let text = read::text(file, limit);
    let Ok(read) = &text else { return Look::Read(text, None) };
    let digest = Inputs::of(read);
    match known {
        Some(known) if known.text == digest => Look::Unchanged(Known { stamp, ..known }),
        _ => {
            let known = Known { stamp, text: digest, is_settled: false };
            Look::Read(text, Some(known))
        }
    }
}

//! Documents as a later run can have them again without their texts.
//!
//! The form is that of [postcard](https://postcard.jamesmunns.com/wire-format), in
//! the order of the fields: only the program that wrote it can read it.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::archive::{Archive, Entry, FrozenText};
use crate::base::digest::{Ingredients, Inputs};

use super::document::Document;

/// How many documents are in one piece; pieces are written and read on all cores.
const IN_ONE_PIECE: usize = 64;

/// What an earlier run has understood to check a site.
#[derive(Debug, Default)]
pub struct Kept {
    /// The documents, sorted by path; without their HTML.
    pub documents: Vec<Arc<Document>>,
    /// The digest of the source of each, where something was frozen;
    /// see [`digests_of_sources`](crate::archive::digests_of_sources).
    pub source_digests: Vec<String>,
    /// The frozen texts.
    pub frozen: KeptTexts,
}

/// The facts in frozen texts that an earlier run has understood, by what they are in:
/// the entry of the lock, which has the digest of the text.
#[derive(Debug, Default)]
pub struct KeptTexts(HashMap<Inputs, Arc<Document>>);

impl Kept {
    /// Writes documents that are sorted by path, each with the digest of its source
    /// where there are any, in pieces. A document of which not everything can be
    /// written is left out, and is understood anew.
    pub fn to_pieces(
        documents: &[Arc<Document>],
        source_digests: &[String],
    ) -> Vec<Vec<u8>> {
        let digest = |at| source_digests.get(at).map_or("", String::as_str);
        let all: Vec<_> = documents.iter().enumerate().collect();
        pieces(&all, |(at, document)| Some((digest(*at), &***document)))
    }

    /// Reads what [`Kept::to_pieces`] wrote; nothing if any of it is damaged.
    pub fn from_pieces(pieces: &[&[u8]]) -> Option<Self> {
        let (mut source_digests, documents): (Vec<String>, _) =
            items(pieces)?.into_iter().unzip();
        if source_digests.iter().all(String::is_empty) {
            source_digests.clear();
        }
        let kept = Self { documents, source_digests, ..Self::default() };
        kept.documents.is_sorted_by(|a, b| a.path < b.path).then_some(kept)
    }
}

impl KeptTexts {
    /// Writes the facts in the frozen texts of an archive, which are at its positions,
    /// in pieces.
    pub fn to_pieces(archive: &Archive, facts: &[&Document]) -> Vec<Vec<u8>> {
        let intact: Vec<_> = archive.versions.iter().zip(facts).collect();
        pieces(&intact, |(frozen, facts)| {
            let is_intact = matches!(frozen.text, FrozenText::Intact(_));
            is_intact.then(|| (inputs(&frozen.entry), **facts))
        })
    }

    /// Reads what [`KeptTexts::to_pieces`] wrote; nothing if any of it is damaged.
    pub fn from_pieces(pieces: &[&[u8]]) -> Option<Self> {
        Some(Self(items(pieces)?.into_iter().collect()))
    }

    /// Returns the facts in a text that is what its entry says.
    pub(super) fn find(&self, entry: &Entry) -> Option<Arc<Document>> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&inputs(entry)).map(Arc::clone)
    }

    /// Returns whether these are the texts of an archive, all that are still what they
    /// were and no others.
    pub fn are_of(&self, archive: &Archive) -> bool {
        let intact =
            archive.versions.iter().filter(|it| matches!(it.text, FrozenText::Intact(_)));
        intact.clone().count() == self.0.len()
            && intact.into_iter().all(|it| self.0.contains_key(&inputs(&it.entry)))
    }
}

/// Returns a digest of what the facts in a frozen text are made from, besides the
/// configuration.
fn inputs(entry: &Entry) -> Inputs {
    Ingredients::default().value(entry).finish()
}

/// Writes what is made of items; one of which not everything can be written is left
/// out.
fn pieces<'a, T: Sync, W: Serialize>(
    items: &'a [T],
    written: impl Fn(&'a T) -> Option<W> + Sync,
) -> Vec<Vec<u8>> {
    let piece = |items: &'a [T]| {
        let mut piece = Vec::new();
        for item in items.iter().filter_map(&written) {
            let end = piece.len();
            if postcard::to_io(&item, &mut piece).is_err() {
                piece.truncate(end);
            }
        }
        piece
    };
    items.par_chunks(IN_ONE_PIECE).map(piece).collect()
}

/// Reads what was written.
fn items<K>(pieces: &[&[u8]]) -> Option<Vec<(K, Arc<Document>)>>
where
    K: DeserializeOwned + Send,
{
    let read = |piece: &&[u8]| {
        let mut piece = *piece;
        let mut items = Vec::with_capacity(IN_ONE_PIECE);
        while !piece.is_empty() {
            let ((key, document), rest) = postcard::take_from_bytes(piece).ok()?;
            items.push((key, Arc::new(document)));
            piece = rest;
        }
        Some(items)
    };
    let pieces: Vec<Vec<_>> = pieces.par_iter().map(read).collect::<Option<_>>()?;
    Some(pieces.into_iter().flatten().collect())
}

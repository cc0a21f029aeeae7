//! Documents as a later run can have them again without their texts.
//!
//! The form is that of [postcard](https://postcard.jamesmunns.com/wire-format), in
//! the order of the fields: only the program that wrote it can read it.

use std::sync::Arc;

use rayon::prelude::*;

use super::document::Document;

/// How many documents are in one piece; pieces are written and read on all cores.
const IN_ONE_PIECE: usize = 64;

/// Documents that an earlier run has understood to check them.
#[derive(Debug, Default)]
pub struct Kept {
    /// The documents, sorted by path; without their HTML.
    pub documents: Vec<Arc<Document>>,
    /// The digest of the source of each, where something was frozen;
    /// see [`digests_of_sources`](crate::archive::digests_of_sources).
    pub source_digests: Vec<String>,
}

impl Kept {
    /// Writes documents that are sorted by path, each with the digest of its source
    /// where there are any, in pieces. A document of which not everything can be
    /// written is left out, and is understood anew.
    pub fn to_pieces(
        documents: &[Arc<Document>],
        source_digests: &[String],
    ) -> Vec<Vec<u8>> {
        let starts = (0..documents.len()).into_par_iter().step_by(IN_ONE_PIECE);
        let piece = |start| {
            let mut piece = Vec::new();
            let documents = documents.iter().enumerate().skip(start).take(IN_ONE_PIECE);
            for (at, document) in documents {
                let digest = source_digests.get(at).map_or("", String::as_str);
                let end = piece.len();
                if postcard::to_io(&(digest, &**document), &mut piece).is_err() {
                    piece.truncate(end);
                }
            }
            piece
        };
        starts.map(piece).collect()
    }

    /// Reads what [`Kept::to_pieces`] wrote; nothing if any of it is damaged.
    pub fn from_pieces(pieces: &[&[u8]]) -> Option<Self> {
        let pieces = pieces.par_iter().map(|piece| read(piece));
        let pieces: Vec<_> = pieces.collect::<Option<_>>()?;
        let (documents, mut source_digests): (_, Vec<String>) =
            pieces.into_iter().flatten().unzip();
        if source_digests.iter().all(String::is_empty) {
            source_digests.clear();
        }
        let kept = Self { documents, source_digests };
        kept.documents.is_sorted_by(|a, b| a.path < b.path).then_some(kept)
    }
}

fn read(mut piece: &[u8]) -> Option<Vec<(Arc<Document>, String)>> {
    let mut documents = Vec::with_capacity(IN_ONE_PIECE);
    while !piece.is_empty() {
        let ((digest, document), rest) = postcard::take_from_bytes(piece).ok()?;
        documents.push((Arc::new(document), digest));
        piece = rest;
    }
    Some(documents)
}

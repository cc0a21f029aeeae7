//! What one run keeps for the next: what it has seen, and what it understood.
//!
//! A check of what has hardly changed then reads and understands only what has, and
//! neither a check nor a build understands a frozen text twice. What is kept can be
//! lost at any time: then everything is read again.
//!
//! A file begins with the program that wrote it and a line break; then comes what the
//! rest was made for, with the length of each piece of the rest, in bytes.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::digest::{Ingredients, Inputs};
use crate::config::Config;
use crate::load::{self, Seen};
use crate::parse::{Document, Kept, KeptTexts};
use crate::resolve::Site;

use super::cache::{folder, make_folder, replace};

/// The file in the folder of what is remembered with the documents.
const DOCUMENTS: &str = "documents";

/// The one with the frozen texts.
const FROZEN: &str = "frozen";

/// Returns what the last check has kept: what it has seen, as far as it is known
/// what that means, and what that is. Both are empty where there is nothing.
pub fn recall(config: &Config) -> (Seen, Kept) {
    let documents = || {
        let (mut seen, kept): (Seen, _) = read(config, DOCUMENTS, Kept::from_pieces)?;
        seen.retain(kept.documents.iter().map(|document| &document.path));
        Some((seen, kept))
    };
    let (documents, frozen) = rayon::join(documents, || recall_frozen(config));
    let (seen, kept) = documents.unwrap_or_default();
    (seen, Kept { frozen, ..kept })
}

/// Returns what the last run has kept of frozen texts; nothing, if that was with
/// another `site.toml`.
pub fn recall_frozen(config: &Config) -> KeptTexts {
    let kept = read(config, FROZEN, KeptTexts::from_pieces);
    let kept = kept.filter(|(inputs, _): &(Inputs, _)| *inputs == inputs_of(config));
    kept.map(|(_, kept)| kept).unwrap_or_default()
}

/// Keeps what was seen and what a site made of it. If that is not possible, the next
/// check reads everything again.
pub fn keep(config: &Config, seen: &Seen, site: &Site) {
    let pieces = Kept::to_pieces(&site.documents, &site.source_digests);
    drop(write(config, DOCUMENTS, seen, &pieces));
}

/// Keeps the facts in the frozen texts of a site, if they are not those that `kept`
/// has. If that is not possible, the next run understands them again.
pub fn keep_frozen(config: &Config, site: &Site, kept: Option<&KeptTexts>) {
    let is_kept = |kept: &KeptTexts| kept.are_of(&site.archive);
    if kept.map_or(site.archive.versions.is_empty(), is_kept) {
        return;
    }
    let facts = site.frozen.iter().map(|frozen| frozen.document.as_ref());
    let pieces = KeptTexts::to_pieces(&site.archive, &facts.collect::<Vec<&Document>>());
    drop(write(config, FROZEN, &inputs_of(config), &pieces));
}

/// Returns a digest of what decides what the same text means.
fn inputs_of(config: &Config) -> Inputs {
    let root = config.root.to_string_lossy();
    Ingredients::default().text(&root).text(&config.text).finish()
}

/// Reads a file: what it was made for, and what is made of its pieces. Nothing, if it
/// is damaged or another program wrote it, which may understand something else.
fn read<H: DeserializeOwned, T>(
    config: &Config,
    file: &str,
    make: impl FnOnce(&[&[u8]]) -> Option<T>,
) -> Option<(H, T)> {
    let bytes = fs::read(path(config, file)).ok()?;
    let rest = bytes.strip_prefix(load::program().as_bytes())?.strip_prefix(b"\n")?;
    let ((head, lengths), mut rest) =
        postcard::take_from_bytes::<(H, Vec<usize>)>(rest).ok()?;
    let mut pieces = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (piece, after) = rest.split_at_checked(length)?;
        pieces.push(piece);
        rest = after;
    }
    make(&pieces).map(|made| (head, made))
}

/// Writes such a file.
fn write(
    config: &Config,
    file: &str,
    head: &impl Serialize,
    pieces: &[Vec<u8>],
) -> io::Result<()> {
    let lengths: Vec<usize> = pieces.iter().map(Vec::len).collect();
    make_folder(&folder(config))?;
    replace(&path(config, file), |file| {
        writeln!(file, "{}", load::program())?;
        postcard::to_io(&(head, lengths), &mut *file).map_err(io::Error::other)?;
        pieces.iter().try_for_each(|piece| file.write_all(piece))
    })
}

fn path(config: &Config, file: &str) -> PathBuf {
    folder(config).join(file)
}

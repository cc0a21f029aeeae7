//! What one check keeps for the next: what it has seen, and what it understood.
//!
//! A check of what has hardly changed then reads and understands only what has.
//! What is kept can be lost at any time: then everything is read again.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use crate::config::Config;
use crate::load::{self, Seen};
use crate::parse::Kept;
use crate::resolve::Site;

use super::cache::{folder, make_folder, replace};

/// The file in the folder of what is remembered.
const FILE: &str = "documents";

/// What the file begins with, after the program that wrote it and a line break: what
/// was seen, and the length of each piece of what was understood, in bytes.
type Head<S> = (S, Vec<usize>);

/// Returns what the last check has kept: what it has seen, as far as it is known
/// what that means, and what that is. Both are empty where there is nothing.
pub fn recall(config: &Config) -> (Seen, Kept) {
    let bytes = fs::read(path(config)).unwrap_or_default();
    restore(&bytes).unwrap_or_default()
}

fn restore(bytes: &[u8]) -> Option<(Seen, Kept)> {
    // Another program may understand something else.
    let rest = bytes.strip_prefix(load::program().as_bytes())?.strip_prefix(b"\n")?;
    let ((mut seen, lengths), mut rest) =
        postcard::take_from_bytes::<Head<Seen>>(rest).ok()?;
    let mut pieces = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (piece, after) = rest.split_at_checked(length)?;
        pieces.push(piece);
        rest = after;
    }
    let kept = Kept::from_pieces(&pieces)?;
    seen.retain(kept.documents.iter().map(|document| &document.path));
    Some((seen, kept))
}

/// Keeps what was seen and what a site made of it. If that is not possible, the next
/// check reads everything again.
pub fn keep(config: &Config, seen: &Seen, site: &Site) {
    drop(try_keep(config, seen, site));
}

fn try_keep(config: &Config, seen: &Seen, site: &Site) -> io::Result<()> {
    let pieces = Kept::to_pieces(&site.documents, &site.source_digests);
    let head: Head<&Seen> = (seen, pieces.iter().map(Vec::len).collect());
    make_folder(&folder(config))?;
    replace(&path(config), |file| {
        writeln!(file, "{}", load::program())?;
        postcard::to_io(&head, &mut *file).map_err(io::Error::other)?;
        pieces.iter().try_for_each(|piece| file.write_all(piece))
    })
}

fn path(config: &Config) -> PathBuf {
    folder(config).join(FILE)
}

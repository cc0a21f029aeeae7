//! What a run has written, so that the next one knows what it need not make.
//!
//! A file is known again by its size and the time of its last change, as build
//! tools do: who changes a file in the output and sets its time back gets what
//! they asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;

use super::tree::{self, Stamp};
use crate::base::digest::{Inputs, sha256};
use crate::load::OUTPUT_MARKER;

/// The files of a site, by their paths in the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pub(super) files: BTreeMap<String, Line>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it was made from, in hexadecimal; `-` where nobody knows.
    pub(super) inputs: String,
    /// How it is known again.
    pub(super) stamp: Stamp,
}

/// What stands in place of a digest that nobody knows.
const UNKNOWN: &str = "-";

impl Line {
    pub(super) fn new(inputs: Option<Inputs>, stamp: Stamp) -> Self {
        let inputs = inputs.map_or_else(|| UNKNOWN.to_owned(), Inputs::to_hex);
        Self { inputs, stamp }
    }
}

impl Ledger {
    /// Returns whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the ledger as text, a line for each file.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, Line { inputs, stamp }) in &self.files {
            let Stamp { bytes, modified } = stamp;
            writeln!(text, "{inputs} {bytes} {modified} {path}").expect("strings grow");
        }
        text
    }

    /// Reads what [`Ledger::to_text`] wrote; a line that it did not write is
    /// passed over, and its file is made again.
    pub(crate) fn from_text(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| {
            let mut words = line.splitn(4, ' ');
            let inputs = words.next()?.to_owned();
            let bytes = words.next()?.parse().ok()?;
            let modified = words.next()?.parse().ok()?;
            let path = words.next()?.to_owned();
            Some((path, Line { inputs, stamp: Stamp { bytes, modified } }))
        });
        Self { files: lines.collect() }
    }

    /// Returns the digest of how the files are known.
    pub(crate) fn seal(&self) -> String {
        let stamps = self.files.iter().map(|(path, line)| (path.as_str(), line.stamp));
        seal(stamps)
    }
}

/// Returns the digest of how the files in a folder are known, and how many there
/// are; nothing for a folder that holds something else besides.
pub(super) fn seal_of(folder: &Path) -> Option<(String, usize)> {
    let (mut files, strange) = tree::list(folder);
    files.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let marker = files.binary_search_by(|(path, _)| path.as_str().cmp(OUTPUT_MARKER));
    if strange > 0 {
        return None;
    }
    files.remove(marker.ok()?);
    let stamps: Option<Vec<_>> =
        files.iter().map(|(path, there)| Some((path.as_str(), there.stamp?))).collect();
    Some((seal(stamps?.into_iter()), files.len()))
}

fn seal<'a>(stamps: impl Iterator<Item = (&'a str, Stamp)>) -> String {
    let mut all = Vec::new();
    for (path, Stamp { bytes, modified }) in stamps {
        all.extend_from_slice(&bytes.to_le_bytes());
        all.extend_from_slice(&modified.to_le_bytes());
        all.extend_from_slice(path.as_bytes());
        // No path has one.
        all.push(0);
    }
    sha256(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        let line = |inputs, bytes| {
            Line::new(inputs, Stamp { bytes, modified: 1_700_000_000_123_456_789 })
        };
        let files = [
            ("a b/index.html".to_owned(), line(Some(Inputs::of("x")), 7)),
            ("z.txt".to_owned(), line(None, 0)),
        ];
        let ledger = Ledger { files: files.into() };
        assert_eq!(Ledger::from_text(&ledger.to_text()), ledger);
        assert_eq!(Ledger::from_text("not a line\n- 1 x y\n"), Ledger::default());
    }
}

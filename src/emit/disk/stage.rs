//! The new site, while it is made.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::ledger::{Ledger, Stamp};
use super::place::{OldSite, Place};
use super::{exchange, tree};
use crate::error::Error;
use crate::load::OUTPUT_MARKER;
use crate::render::{Content, OutputFile};

/// How many bytes are compared at a time.
const CHUNK: usize = 64 << 10;

/// What the marker says: nothing that changes from run to run.
const MARKER_TEXT: &str =
    "trustpress made this folder and replaces it whole: keep nothing of yours here\n";

/// A folder beside the old site. It exists from the first file on; unless it is
/// published, it is deleted in the end.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    place: &'a Place,
    known: &'a Ledger,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The old site has it.
    Same {
        /// How it is known again.
        stamp: Option<Stamp>,
    },
    /// It is in the new site.
    Written {
        /// Its size.
        bytes: u64,
        /// How it is known again.
        stamp: Option<Stamp>,
        /// What the old site had there.
        was: Was,
    },
}

/// What the old site had at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Was {
    /// No file.
    Absent,
    /// A file with other bytes.
    Other,
}

impl<'a> Stage<'a> {
    pub(super) fn new(place: &'a Place, known: &'a Ledger) -> Self {
        Self { place, known }
    }

    /// Makes a file, and writes it unless the old site has the same.
    pub(super) fn judge(
        &self,
        old: &OldSite,
        path: &str,
        file: &OutputFile<'_>,
    ) -> Result<Verdict, Error> {
        let was = if old.files.contains(path) { Was::Other } else { Was::Absent };
        let there = self.place.target.join(path);
        if was == Was::Other
            && let Some(stamp) = self.made_before(path, file, &there)
        {
            return Ok(Verdict::Same { stamp: Some(stamp) });
        }
        let content = file.content()?;
        if was == Was::Other && is_same(&content, &there) {
            return Ok(Verdict::Same { stamp: Stamp::at(&there) });
        }
        let (bytes, stamp) = write(content, &self.place.staging.join(path))?;
        Ok(Verdict::Written { bytes, stamp, was })
    }

    /// Returns the stamp of a file that was made before from what it would be
    /// made from now, and is as it was left.
    fn made_before(
        &self,
        path: &str,
        file: &OutputFile<'_>,
        there: &Path,
    ) -> Option<Stamp> {
        let known = self.known.files.get(path)?;
        let is_same = file.inputs()?.to_hex() == known.inputs;
        (is_same && Stamp::at(there)? == known.stamp).then_some(known.stamp)
    }

    /// Takes files over from the old site.
    pub(super) fn take_over(&self, paths: &[&str]) -> Result<(), Error> {
        let taken = paths.par_iter().map(|path| {
            let new = self.place.staging.join(path);
            link(&self.place.target.join(path), &new)
                .map_err(|source| Error::Write { path: new, source })
        });
        taken.collect::<Vec<Result<(), Error>>>().into_iter().collect()
    }

    /// Puts the new site where the old one was, and deletes the old one.
    pub(super) fn publish(self) -> Result<(), Error> {
        let Place { staging, target, .. } = self.place;
        let failed = |source| Error::Write { path: target.clone(), source };
        write(
            Content::Bytes(MARKER_TEXT.as_bytes().into()),
            &staging.join(OUTPUT_MARKER),
        )?;
        // A web server may have been let in.
        if let Ok(old) = fs::metadata(target) {
            fs::set_permissions(staging, old.permissions()).map_err(failed)?;
        }
        exchange::exchange(self.place).map_err(failed)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // After publishing, this is the old site. If it cannot be deleted, the
        // next run says so.
        drop(tree::remove(&self.place.staging));
    }
}

/// Makes something at a path, and the folders above it if they are missing.
fn make<T>(path: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    match make(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            make(path)
        }
        result => result,
    }
}

/// Writes a new file, and returns its size and how it is known again.
///
/// It gets the permissions of any new file, not those of the file it is a copy
/// of, which may be for the author's eyes only.
fn write(content: Content<'_>, path: &Path) -> Result<(u64, Option<Stamp>), Error> {
    let failed = |source| Error::Write { path: path.to_path_buf(), source };
    match content {
        Content::Bytes(bytes) => {
            let mut file = make(path, |path| File::create(path)).map_err(failed)?;
            file.write_all(&bytes).map_err(failed)?;
            Ok((bytes.len() as u64, stamp(&file)))
        }
        Content::File(from) => {
            let mut source = open(from)?;
            let mut file = make(path, |path| File::create(path)).map_err(failed)?;
            let bytes = io::copy(&mut source, &mut file).map_err(failed)?;
            Ok((bytes, stamp(&file)))
        }
    }
}

fn stamp(file: &File) -> Option<Stamp> {
    file.metadata().ok().as_ref().and_then(Stamp::of)
}

fn link(old: &Path, new: &Path) -> io::Result<()> {
    let linked = make(new, |new| fs::hard_link(old, new));
    // Not every system has hard links, or as many.
    linked.or_else(|_| make(new, |new| fs::copy(old, new)).map(drop))
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|source| Error::Read { path: path.to_path_buf(), source })
}

/// Returns whether a file has the content already. If that cannot be told it
/// has not; writing will say what is wrong.
fn is_same(content: &Content<'_>, path: &Path) -> bool {
    let compare = || -> io::Result<bool> {
        let mut old = File::open(path)?;
        let old_size = old.metadata()?.len();
        match content {
            Content::Bytes(bytes) => Ok(old_size == bytes.len() as u64
                && is_equal(&mut bytes.as_ref(), &mut old, old_size)?),
            Content::File(from) => {
                let mut new = File::open(from)?;
                Ok(old_size == new.metadata()?.len()
                    && is_equal(&mut new, &mut old, old_size)?)
            }
        }
    };
    compare().unwrap_or(false)
}

/// Compares to the end; `size` is a guess.
fn is_equal(a: &mut dyn Read, b: &mut dyn Read, size: u64) -> io::Result<bool> {
    let chunk = usize::try_from(size).unwrap_or(CHUNK).saturating_add(1).min(CHUNK);
    let (mut from_a, mut from_b) = (vec![0; chunk], vec![0; chunk]);
    loop {
        let in_a = fill(a, &mut from_a)?;
        let in_b = fill(b, &mut from_b)?;
        if from_a.get(..in_a) != from_b.get(..in_b) {
            return Ok(false);
        }
        if in_a < chunk {
            return Ok(true);
        }
    }
}

/// Reads as much as there is room for, or to the end.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

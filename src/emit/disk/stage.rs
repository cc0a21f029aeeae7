//! The new site, while it is made.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::place::{OldSite, Place};
use super::spare::{Part, Parts};
use super::tree::{Stamp, There, make};
use super::{Known, exchange, spare, tree};
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
    known: &'a Known,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The old site has it.
    Same(There),
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
    pub(super) fn new(place: &'a Place, known: &'a Known) -> Self {
        Self { place, known }
    }

    /// Makes a file, and writes it unless the old site has the same.
    pub(super) fn judge(
        &self,
        old: &OldSite,
        path: &str,
        file: &OutputFile<'_>,
    ) -> Result<Verdict, Error> {
        let there = old.files.get(path);
        if let Some(there) = there.filter(|there| self.was_made(path, file, there)) {
            return Ok(Verdict::Same(*there));
        }
        let content = file.content()?;
        if let Some(there) = there
            && is_same(&content, &self.place.target.join(path))
        {
            return Ok(Verdict::Same(*there));
        }
        let was = if there.is_some() { Was::Other } else { Was::Absent };
        let (bytes, stamp) = write(content, &self.place.staging.join(path))?;
        Ok(Verdict::Written { bytes, stamp, was })
    }

    /// Returns whether a file was made before from what it would be made from now, and
    /// is as it was left.
    fn was_made(&self, path: &str, file: &OutputFile<'_>, there: &There) -> bool {
        let Some(known) = self.known.ledger.files.get(path) else { return false };
        there.stamp == Some(known.stamp)
            && file.inputs().is_some_and(|inputs| inputs.to_hex() == known.inputs)
    }

    /// Puts the new site where the old one was: the files that were written, and
    /// those that the old one has, too. The old one is kept as the spare, if it can be,
    /// or deleted.
    pub(super) fn publish(
        &self,
        written: &[&str],
        unchanged: &[(&str, There)],
    ) -> Result<(), Error> {
        let Place { staging, target, .. } = self.place;
        let marker = Content::Bytes(MARKER_TEXT.as_bytes().into());
        write(marker, &staging.join(OUTPUT_MARKER))?;
        if let Some(spare) = &self.known.spare {
            if self.publish_spare(spare, written, unchanged).is_ok() {
                return Ok(());
            }
            // If it cannot be deleted, the old site is, as if there were none.
            drop(tree::remove(spare));
        }
        let are_links = self.take_over(unchanged)?;
        self.exchange(staging)
            .map_err(|source| Error::Write { path: target.clone(), source })?;
        if are_links && let Some(spare) = &self.known.spare {
            drop(fs::rename(staging, spare));
        }
        Ok(())
    }

    /// Makes the new site in the spare, where most of it is there already.
    fn publish_spare(
        &self,
        spare: &Path,
        written: &[&str],
        unchanged: &[(&str, There)],
    ) -> io::Result<()> {
        let Place { staging, target, .. } = self.place;
        let written = written.iter().chain(&[OUTPUT_MARKER]);
        let written = written.map(|path| Part { path, from: staging, identity: None });
        let unchanged = unchanged.iter().map(|(path, there)| {
            let identity = there.identity;
            Part { path, from: target, identity }
        });
        let parts = Parts::new(written.chain(unchanged));
        spare::fill(spare, &parts, &fs::metadata(staging)?.permissions())?;
        self.exchange(spare)
    }

    /// Takes files over from the old site, and returns whether they are links, and
    /// not copies.
    fn take_over(&self, files: &[(&str, There)]) -> Result<bool, Error> {
        let taken = files.par_iter().map(|(path, _)| {
            let new = self.place.staging.join(path);
            link(&self.place.target.join(path), &new)
                .map_err(|source| Error::Write { path: new, source })
        });
        let taken: Result<Vec<bool>, Error> =
            taken.collect::<Vec<Result<bool, Error>>>().into_iter().collect();
        Ok(taken?.into_iter().all(|is_link| is_link))
    }

    fn exchange(&self, made: &Path) -> io::Result<()> {
        // A web server may have been let in.
        if let Ok(old) = fs::metadata(&self.place.target) {
            fs::set_permissions(made, old.permissions())?;
        }
        exchange::exchange(self.place, made)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // After publishing, this is the old site, or what was written of the new
        // one. If it cannot be deleted, the next run says so.
        drop(tree::remove(&self.place.staging));
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

/// Links a file, or copies it, and returns whether it is a link.
fn link(old: &Path, new: &Path) -> io::Result<bool> {
    let linked = make(new, |new| fs::hard_link(old, new)).map(|()| true);
    // Not every system has hard links, or as many.
    linked.or_else(|_| make(new, |new| fs::copy(old, new)).map(|_| false))
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

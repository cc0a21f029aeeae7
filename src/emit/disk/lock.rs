//! One run at a time.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::tree::Identity;
use crate::error::Error;

/// Holds off other runs as long as it lives.
#[derive(Debug)]
pub(in crate::emit) struct Lock {
    path: PathBuf,
    _file: File,
}

/// Waits until no other run has the file at `path` locked, and locks it.
///
/// The system gives the lock of a killed run away, so that none stays behind.
pub(in crate::emit) fn acquire(path: &Path) -> Result<Lock, Error> {
    let path = path.to_path_buf();
    match lock(&path) {
        Ok(file) => Ok(Lock { path, _file: file }),
        Err(source) => Err(Error::Write { path, source }),
    }
}

fn lock(path: &Path) -> io::Result<File> {
    loop {
        let file = File::options().create(true).append(true).open(path)?;
        file.lock()?;
        // Whoever had it before has deleted it: what we have locked may be a
        // file without a name, while a third run locks the next one.
        if is_at(&file, path)? {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => {
            let named = Identity::of(&named);
            Ok(named.is_some() && named == Identity::of(&ours))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked, so it is ours to delete. Without a way to compare files
        // it stays; it is empty.
        if cfg!(unix) {
            drop(fs::remove_file(&self.path));
        }
    }
}

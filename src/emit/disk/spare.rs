//! The spare: the folder of the site that was replaced last, to make the next one in.
//!
//! Comes in: that folder, whatever has become of it, and where the files of the new
//! site are. Goes out: a folder that holds exactly these files, as hard links.
//!
//! 1. Walk through the folder and delete what the new site does not have.
//! 2. Link each file that is not the one that the new site has there.
//!
//! Its folders and most of its files are those of the new site already, so that a
//! change costs a look at each file, and work for what has changed.
//!
//! # Invariants
//!
//! - Nothing is believed: a file is the right one if the system says that it is the
//!   same file. What a killed run or anybody else has left is put right.
//! - A file in the spare may also be one of the site that is being read: it is
//!   unlinked, and never opened.
//! - No link is followed, so that nothing happens outside.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, DirEntry, Permissions};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::tree;

/// What a site is made of: the path of each file, and the folder that has it there.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// Sorted by path. No path is the beginning of another one.
    files: Vec<(&'a str, &'a Path)>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(mut files: Vec<(&'a str, &'a Path)>) -> Self {
        files.sort_unstable();
        // A site may have a file in the place of our marker.
        files.dedup_by_key(|(path, _)| *path);
        Self { files }
    }

    fn has_file(&self, path: &str) -> bool {
        self.files.binary_search_by(|(file, _)| (*file).cmp(path)).is_ok()
    }

    fn has_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let at = self.files.partition_point(|(file, _)| *file < inside.as_str());
        self.files.get(at).is_some_and(|(file, _)| file.starts_with(&inside))
    }
}

/// Makes a folder hold the files of a site and nothing else. `permissions` are those
/// of a new folder.
///
/// After an error the folder holds whatever it holds, and is good for another try.
pub(super) fn fill(
    spare: &Path,
    parts: &Parts<'_>,
    permissions: &Permissions,
) -> io::Result<()> {
    if !tree::is_folder(spare) {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    tree::walk(|folder| Ok((clear(spare, folder, parts, permissions)?, ())))?;
    parts
        .files
        .par_iter()
        .try_for_each(|(path, from)| link(&from.join(path), &spare.join(path)))
}

/// Deletes what the site does not have in a folder, and returns the folders in it
/// that are left.
fn clear(
    spare: &Path,
    folder: &str,
    parts: &Parts<'_>,
    permissions: &Permissions,
) -> io::Result<Vec<String>> {
    let mut left = Vec::new();
    for entry in fs::read_dir(spare.join(folder))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        match tree::path_of(folder, &entry) {
            Some(path) if kind.is_dir() && parts.has_folder(&path) => {
                restore(&entry, permissions)?;
                left.push(path);
            }
            Some(path) if kind.is_file() && parts.has_file(&path) => (),
            _ if kind.is_dir() => tree::remove(&entry.path())?,
            _ => fs::remove_file(entry.path())?,
        }
    }
    Ok(left)
}

/// Gives a folder the permissions of a new one: each site is written as if there had
/// been none before it.
fn restore(folder: &DirEntry, permissions: &Permissions) -> io::Result<()> {
    if folder.metadata()?.permissions() == *permissions {
        return Ok(());
    }
    fs::set_permissions(folder.path(), permissions.clone())
}

/// Makes a path the same file as another one.
fn link(file: &Path, path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if tree::is_same(&there, &fs::symlink_metadata(file)?) => return Ok(()),
        Ok(_) => fs::remove_file(path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => (),
        Err(error) => return Err(error),
    }
    tree::make(path, |path| fs::hard_link(file, path))
}

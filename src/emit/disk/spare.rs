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

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirEntry, Permissions};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::tree::{self, Identity};

/// A file of the new site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) path: &'a str,
    /// The folder that has it at this path.
    pub(super) from: &'a Path,
    /// Which file it is, if the spare may have it.
    pub(super) identity: Option<Identity>,
}

/// What a site is made of, by folder. No path is the beginning of another one.
#[derive(Debug)]
pub(super) struct Parts<'a>(HashMap<&'a str, Folder<'a>>);

/// What a folder has, by name.
#[derive(Debug, Default)]
struct Folder<'a> {
    files: HashMap<&'a str, Part<'a>>,
    folders: HashSet<&'a str>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(parts: impl Iterator<Item = Part<'a>>) -> Self {
        let mut folders: HashMap<&str, Folder<'_>> = HashMap::new();
        for part in parts {
            let (mut folder, name) =
                part.path.rsplit_once('/').unwrap_or(("", part.path));
            let files = &mut folders.entry(folder).or_default().files;
            // A site may have a file in the place of our marker; ours comes first.
            files.entry(name).or_insert(part);
            while !folder.is_empty() {
                let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                if !folders.entry(above).or_default().folders.insert(name) {
                    break;
                }
                folder = above;
            }
        }
        Self(folders)
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
    let kept = tree::walk(|folder| {
        let Some(wanted) = parts.0.get(folder) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        clear(spare, folder, wanted, permissions)
    })?;
    let kept: HashSet<&str> = kept.into_iter().flatten().collect();
    let all: Vec<_> = parts.0.values().flat_map(|folder| folder.files.values()).collect();
    all.par_iter()
        .filter(|part| !kept.contains(part.path))
        .try_for_each(|part| link(part, &spare.join(part.path)))
}

/// Deletes what the site does not have in a folder, and returns the folders in it
/// and the paths of the files that are left.
fn clear<'a>(
    spare: &Path,
    folder: &str,
    wanted: &Folder<'a>,
    permissions: &Permissions,
) -> io::Result<(Vec<String>, Vec<&'a str>)> {
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(spare.join(folder))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        if kind.is_dir() {
            if wanted.folders.contains(name) {
                restore(&entry, permissions)?;
                folders.extend(tree::path_of(folder, &entry));
            } else {
                tree::remove(&entry.path())?;
            }
        } else {
            let part = wanted.files.get(name).filter(|_| kind.is_file());
            let identity = part.and_then(|part| part.identity);
            if identity.is_some() && identity == Identity::of(&entry.metadata()?) {
                files.extend(part.map(|part| part.path));
            } else {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok((folders, files))
}

/// Gives a folder the permissions of a new one: each site is written as if there had
/// been none before it.
fn restore(folder: &DirEntry, permissions: &Permissions) -> io::Result<()> {
    if folder.metadata()?.permissions() == *permissions {
        return Ok(());
    }
    fs::set_permissions(folder.path(), permissions.clone())
}

/// Makes a path the same file as a part of the site.
fn link(part: &Part<'_>, path: &Path) -> io::Result<()> {
    tree::make(path, |path| fs::hard_link(part.from.join(part.path), path))
}

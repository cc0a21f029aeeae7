//! Whole folders: what is in them, and how to be rid of them.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

/// What one folder holds.
#[derive(Debug, Default)]
struct Listing {
    files: Vec<String>,
    folders: Vec<String>,
    strange: usize,
}

/// Returns the paths of the files below a folder, with `/`, and how much else
/// is there that is neither a file nor a folder, or cannot be told.
pub(super) fn list(root: &Path) -> (HashSet<String>, usize) {
    let mut files = HashSet::new();
    let mut strange = 0;
    let mut folders = vec![String::new()];
    while !folders.is_empty() {
        let listings = folders.par_iter().map(|folder| {
            // Its files then count as gone, and are written anew.
            list_one(root, folder).unwrap_or(Listing { strange: 1, ..Listing::default() })
        });
        let listings: Vec<Listing> = listings.collect();
        folders.clear();
        for listing in listings {
            files.extend(listing.files);
            folders.extend(listing.folders);
            strange += listing.strange;
        }
    }
    (files, strange)
}

fn list_one(root: &Path, folder: &str) -> io::Result<Listing> {
    let mut listing = Listing::default();
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            listing.strange += 1;
            continue;
        };
        let path =
            if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        if kind.is_dir() {
            listing.folders.push(path);
        } else if kind.is_file() {
            listing.files.push(path);
        } else {
            listing.strange += 1;
        }
    }
    Ok(listing)
}

/// Deletes a folder and what is in it, if it is there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

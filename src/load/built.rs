//! A finished site, as a web server would find it on disk.
//!
//! Only the names are kept in memory: a site may be much larger than what it
//! was made from. Each file is read when it is looked at.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Unreadable;
use crate::error::Error;

/// The largest file that is looked into.
const MAX_BYTES: u64 = 64 << 20;

/// How many links may lead to one folder.
const MOST_LINKS: u32 = 64;

/// The files of a finished site.
#[derive(Debug)]
pub struct BuiltFolder {
    paths: Vec<String>,
    store: Store,
}

#[derive(Debug)]
enum Store {
    /// On disk, below this folder.
    Disk(PathBuf),
    /// In memory, in the order of the paths.
    Memory(Vec<Result<Vec<u8>, Unreadable>>),
}

/// A folder that is to be listed.
struct Listed {
    /// Below the top, with a final `/`; empty for the top.
    prefix: String,
    /// Where it is, symbolic links resolved.
    real: PathBuf,
    /// The folders whose links led here.
    trail: Arc<[PathBuf]>,
}

/// An entry of a folder.
enum Entry {
    File(String),
    Folder(String),
    /// A symbolic link and what it leads to.
    Link(String, PathBuf),
}

impl BuiltFolder {
    /// Lists a folder. `.git` is passed over, and so is what has no name in
    /// UTF-8, which no link can spell.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Read { path: folder.to_owned(), source };
        let real = match fs::canonicalize(folder) {
            Ok(real) if real.is_dir() => real,
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {
                return Err(Error::Usage {
                    message: format!(
                        "the folder `{}` does not exist; build the site first, or name the folder that it is in",
                        folder.display()
                    ),
                });
            }
        };
        let mut paths = Vec::new();
        let mut links: HashMap<PathBuf, u32> = HashMap::new();
        let top = Listed { prefix: String::new(), real, trail: Arc::default() };
        let mut folders = vec![top];
        while !folders.is_empty() {
            let level = std::mem::take(&mut folders);
            let listed = level.into_par_iter().map(|folder| (list(&folder), folder));
            for (entries, folder) in listed.collect::<Vec<_>>() {
                let entries = entries.map_err(|source| Error::Read {
                    path: folder.real.clone(),
                    source,
                })?;
                for entry in entries {
                    folder.add(entry, &mut paths, &mut folders, &mut links);
                }
            }
        }
        paths.sort_unstable();
        Ok(Self { paths, store: Store::Disk(folder.to_owned()) })
    }

    /// Takes files that are in memory; of two with one path the later counts.
    pub fn from_files(
        files: impl IntoIterator<Item = (String, Result<Vec<u8>, Unreadable>)>,
    ) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.reverse();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        files.dedup_by(|(later, _), (first, _)| later == first);
        let (paths, contents) = files.into_iter().unzip();
        Self { paths, store: Store::Memory(contents) }
    }

    /// Returns the files below the folder, sorted, with `/`.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Returns the bytes of a file, by its position among the paths.
    pub fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>, Unreadable> {
        match &self.store {
            Store::Memory(contents) => match contents.get(at) {
                Some(Ok(bytes)) => Ok(Cow::Borrowed(bytes)),
                Some(Err(reason)) => Err(reason.clone()),
                None => Ok(Cow::Borrowed(&[])),
            },
            Store::Disk(folder) => {
                let path = self.paths.get(at).map_or("", String::as_str);
                read(&folder.join(path)).map(Cow::Owned)
            }
        }
    }
}

impl Listed {
    fn add(
        &self,
        entry: Entry,
        paths: &mut Vec<String>,
        folders: &mut Vec<Self>,
        links: &mut HashMap<PathBuf, u32>,
    ) {
        match entry {
            Entry::File(name) => paths.push(format!("{}{name}", self.prefix)),
            Entry::Folder(name) => folders.push(Self {
                prefix: format!("{}{name}/", self.prefix),
                real: self.real.join(name),
                trail: Arc::clone(&self.trail),
            }),
            Entry::Link(name, target) if target.is_dir() => {
                let is_circle = |real: &PathBuf| real.starts_with(&target);
                let known = links.entry(target.clone()).or_default();
                *known += 1;
                if is_circle(&self.real)
                    || self.trail.iter().any(is_circle)
                    || *known > MOST_LINKS
                {
                    return;
                }
                let trail = self.trail.iter().chain([&self.real]).cloned().collect();
                let prefix = format!("{}{name}/", self.prefix);
                folders.push(Self { prefix, real: target, trail });
            }
            Entry::Link(name, target) if target.is_file() => {
                paths.push(format!("{}{name}", self.prefix));
            }
            // A link to a pipe or a device.
            Entry::Link(..) => (),
        }
    }
}

fn list(folder: &Listed) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(&folder.real)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if name != ".git" {
                entries.push(Entry::Folder(name));
            }
        } else if kind.is_file() {
            entries.push(Entry::File(name));
        } else if kind.is_symlink()
            && let Ok(target) = fs::canonicalize(entry.path())
        {
            entries.push(Entry::Link(name, target));
        }
    }
    Ok(entries)
}

fn read(file: &Path) -> Result<Vec<u8>, Unreadable> {
    let refused = |error: io::Error| Unreadable::Io(error.to_string());
    let file = File::open(file).map_err(refused)?;
    let bytes = file.metadata().map_err(refused)?.len();
    if bytes > MAX_BYTES {
        return Err(Unreadable::TooLarge { bytes, limit: MAX_BYTES });
    }
    let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0) + 1);
    file.take(MAX_BYTES).read_to_end(&mut content).map_err(refused)?;
    Ok(content)
}

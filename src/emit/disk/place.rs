//! Where the site goes, and what is there already.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::tree::{self, There};
use crate::config::Config;
use crate::error::Error;
use crate::load::{OUTPUT_MARKER, SITE_FOLDERS};

/// As many links in a row as Linux follows.
const MOST_LINKS: usize = 40;

/// Where version control systems keep what they know.
const REPOSITORIES: [&str; 3] = [".git", ".hg", ".svn"];

/// The output folder and our names beside it.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder, symbolic links resolved; it need not exist, its parent does.
    pub(super) target: PathBuf,
    /// The new site, while it is made; the old one, while it is deleted.
    pub(super) staging: PathBuf,
    /// The old site, where two folders cannot be exchanged in one step.
    pub(super) aside: PathBuf,
    /// The file that is locked while we write.
    pub(super) lock: PathBuf,
}

/// What is in the output folder.
#[derive(Debug, Default)]
pub(super) struct OldSite {
    /// Its files by their paths, the marker apart.
    pub(super) files: HashMap<String, There>,
    /// How many entries no site of ours has, such as symbolic links.
    pub(super) strange: usize,
    /// Whether it bears our marker; otherwise it is empty or does not exist.
    pub(super) is_ours: bool,
}

impl Place {
    /// Finds the folder, and makes the folders above it.
    pub(super) fn new(config: &Config, folder: &Path) -> Result<Self, Error> {
        let target = resolve(folder)
            .map_err(|source| Error::Write { path: folder.to_path_buf(), source })?;
        refuse_sources(config, folder, &target)?;
        let beside = |end: &str| {
            let mut name = OsString::from(".");
            name.push(target.file_name().unwrap_or_default());
            name.push(end);
            target.with_file_name(name)
        };
        Ok(Self {
            staging: beside(".trustpress-new"),
            aside: beside(".trustpress-old"),
            lock: beside(".trustpress-lock"),
            target,
        })
    }

    /// Lists the site that is there; refuses a folder of somebody else.
    pub(super) fn site(&self) -> Result<OldSite, Error> {
        let path = self.target.clone();
        let mut entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(OldSite::default());
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::ForeignOutput { path });
            }
            Err(source) => return Err(Error::Read { path, source }),
        };
        let marker = fs::symlink_metadata(path.join(OUTPUT_MARKER));
        let is_ours = marker.is_ok_and(|marker| marker.is_file());
        if !is_ours {
            let is_empty = entries.next().is_none();
            let foreign = Err(Error::ForeignOutput { path });
            return if is_empty { Ok(OldSite::default()) } else { foreign };
        }
        self.refuse_repository()?;
        let (files, strange) = tree::list(&self.target);
        let mut files: HashMap<_, _> = files.into_iter().collect();
        files.remove(OUTPUT_MARKER);
        Ok(OldSite { files, strange, is_ours: true })
    }

    /// Refuses to delete what may be the only copy of something not pushed.
    fn refuse_repository(&self) -> Result<(), Error> {
        let repository = REPOSITORIES.map(|name| self.target.join(name));
        let Some(repository) = repository.iter().find(|path| exists(path)) else {
            return Ok(());
        };
        let message = format!(
            "the output folder holds the repository `{}`, which replacing the folder \
             would delete: move it, or set `[output] dir` to another folder",
            repository.display()
        );
        Err(Error::Usage { message })
    }
}

pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Returns where a folder is, also if it does not exist yet.
fn resolve(folder: &Path) -> io::Result<PathBuf> {
    let mut path = folder.to_path_buf();
    for _ in 0..MOST_LINKS {
        // `.` and `..` have no name of their own.
        let Some(name) = path.file_name() else { return fs::canonicalize(&path) };
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent)?;
        let named = fs::canonicalize(parent)?.join(name);
        match fs::read_link(&named) {
            Ok(link) => path = named.with_file_name(link),
            Err(_) => return Ok(named),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Refuses to replace a folder in which the site's sources are.
fn refuse_sources(config: &Config, folder: &Path, target: &Path) -> Result<(), Error> {
    let parts = SITE_FOLDERS.map(|part| config.root.join(part));
    let sources = [config.root.clone(), config.content_dir()];
    for source in sources.into_iter().chain(parts) {
        let is_inside = |source: PathBuf| source.starts_with(target);
        if fs::canonicalize(&source).is_ok_and(is_inside) {
            let message = format!(
                "the output folder `{}` would replace `{}`, which the site is made from: \
                 set `[output] dir` to another folder",
                folder.display(),
                source.display()
            );
            return Err(Error::Usage { message });
        }
    }
    Ok(())
}

//! The content folder, file by file.
//!
//! Folders are listed level by level, so that a deep tree needs no deep stack,
//! and each level on all cores. What was found is then judged in one sequence,
//! sorted, so that the result does not depend on who was first.
//!
//! A symbolic link is followed where that publishes nothing that would not be
//! published anyway; see [`WithheldReason::Outside`].

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::classify::{Class, Classifier, OUTPUT_MARKER, slashed};
use super::{AssetFile, SourceFile, Sources, Unreadable, Withheld, WithheldReason, read};
use crate::base::path::ContentPath;
use crate::base::share::AT_A_TIME;
use crate::config::{Config, ConfigOrigin};
use crate::error::Error;

/// How many links may lead to one file or folder. Ten folders that hold ten
/// links to each other would otherwise be without end, nearly.
const MOST_LINKS: u32 = 64;

/// How many links to folders a path may lead through.
const MOST_NESTED: usize = 8;

/// A folder that is to be listed.
#[derive(Debug)]
struct Folder {
    /// Its path below the content folder; empty for that one.
    path: String,
    /// Where it is, symbolic links resolved.
    real: PathBuf,
    /// The folders whose links led here, symbolic links resolved.
    trail: Arc<[PathBuf]>,
}

/// What has been found so far.
struct Walk<'a> {
    classifier: Classifier<'a>,
    /// The content folder, symbolic links resolved.
    root: PathBuf,
    links: HashMap<PathBuf, u32>,
    folders: Vec<Folder>,
    texts: Vec<(Class, ContentPath, PathBuf)>,
    sources: Sources,
}

/// The files of the content folder; those that are texts are not read yet.
#[derive(Debug)]
pub struct Found {
    /// The texts: what each is for, its path, and where it is on disk.
    pub(super) texts: Vec<(Class, ContentPath, PathBuf)>,
    /// Everything else.
    pub(super) sources: Sources,
}

/// Lists the content folder.
pub fn find(config: &Config) -> Result<Found, Error> {
    let mut walk = Walk::new(config)?;
    while !walk.folders.is_empty() {
        let folders = std::mem::take(&mut walk.folders);
        let listed = folders.into_par_iter().map(|folder| (list(&folder.real), folder));
        for (entries, folder) in listed.collect::<Vec<_>>() {
            match entries {
                Ok(entries) => walk.add_folder(&folder, entries),
                Err(source) if folder.path.is_empty() => {
                    return Err(Error::Read { path: config.content_dir(), source });
                }
                Err(error) => walk.unreadable(&folder.path, error.to_string()),
            }
        }
    }
    Ok(Found { texts: walk.texts, sources: walk.sources })
}

fn list(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let entries = fs::read_dir(folder)?.map(|entry| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?))
    });
    let mut entries: Vec<_> = entries.collect::<io::Result<_>>()?;
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(entries)
}

impl<'a> Walk<'a> {
    fn new(config: &'a Config) -> Result<Self, Error> {
        let folder = config.content_dir();
        let root = match fs::canonicalize(&folder) {
            Ok(root) if root.is_dir() => root,
            Ok(_) => return Err(no_content(config, &folder, "is not a folder")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(no_content(config, &folder, "does not exist"));
            }
            Err(source) => return Err(Error::Read { path: folder, source }),
        };
        let (path, real, trail) = (String::new(), root.clone(), Arc::default());
        Ok(Self {
            classifier: Classifier::new(config),
            root,
            links: HashMap::new(),
            folders: vec![Folder { path, real, trail }],
            texts: Vec::new(),
            sources: Sources::default(),
        })
    }

    fn add_folder(&mut self, folder: &Folder, entries: Vec<(OsString, FileType)>) {
        let is_marker = |(name, _): &(OsString, FileType)| name == OUTPUT_MARKER;
        if !folder.path.is_empty() && entries.iter().any(is_marker) {
            return self.withhold(&folder.path, WithheldReason::Excluded);
        }
        for (name, kind) in entries {
            let real = folder.real.join(&name);
            let (name, problem) = spell(&name);
            let path = match folder.path.as_str() {
                "" => name,
                above => format!("{above}/{name}"),
            };
            if let Some(reason) = self.classifier.withheld(&path) {
                self.withhold(&path, reason);
            } else if let Some(problem) = problem {
                self.unreadable(&path, problem.to_owned());
            } else if kind.is_symlink() {
                self.add_link(folder, &path, &real);
            } else if kind.is_dir() {
                let trail = Arc::clone(&folder.trail);
                self.folders.push(Folder { path, real, trail });
            } else if kind.is_file() {
                self.add_file(&path, real);
            } else if self.classifier.class(&path) == Class::Document {
                // Reading a pipe would wait for ever.
                self.unreadable(&path, "it is not a regular file".to_owned());
            }
        }
    }

    fn add_file(&mut self, path: &str, file: PathBuf) {
        let Ok(content) = ContentPath::new(path) else { return };
        match self.classifier.class(path) {
            Class::Asset => {
                let asset = AssetFile { path: content, file, sha256: None };
                self.sources.assets.push(asset);
            }
            Class::Withheld(reason) => self.withhold(path, reason),
            class => self.texts.push((class, content, file)),
        }
    }

    /// Follows a link, or withholds it. One that leads nowhere is no file.
    fn add_link(&mut self, folder: &Folder, path: &str, link: &Path) {
        let Ok(target) = fs::canonicalize(link) else { return };
        let Some(own_path) = target.strip_prefix(&self.root).ok().and_then(slashed)
        else {
            return self.withhold(path, WithheldReason::Outside);
        };
        if let Some((_, reason)) = self.classifier.topmost_withheld(&own_path) {
            return self.withhold(path, reason);
        }
        let may_follow = if target.is_dir() {
            let is_below = |real: &PathBuf| real.starts_with(&target);
            let is_circle = is_below(&folder.real) || folder.trail.iter().any(is_below);
            !is_circle && folder.trail.len() < MOST_NESTED
        } else if target.is_file() {
            let own_class = self.classifier.class(&own_path);
            own_class == Class::Asset || own_class == self.classifier.class(path)
        } else {
            return;
        };
        let links = self.links.entry(target.clone()).or_default();
        if !may_follow || *links >= MOST_LINKS {
            return self.withhold(path, WithheldReason::Outside);
        }
        *links += 1;
        if target.is_file() {
            return self.add_file(path, target);
        }
        let trail = folder.trail.iter().chain([&folder.real]).cloned().collect();
        self.folders.push(Folder { path: path.to_owned(), real: target, trail });
    }

    fn withhold(&mut self, path: &str, reason: WithheldReason) {
        if let Ok(path) = ContentPath::new(path) {
            self.sources.withheld.push(Withheld { path, reason });
        }
    }

    fn unreadable(&mut self, path: &str, reason: String) {
        if let Ok(path) = ContentPath::new(path) {
            let text = Err(Unreadable::Io(reason));
            self.sources.documents.push(SourceFile { path, text });
        }
    }
}

impl Found {
    /// Reads the texts, on all cores.
    pub(super) fn read(mut self, limit: u64) -> Sources {
        let shares = self.texts.into_par_iter().with_max_len(AT_A_TIME);
        let texts = shares.map(|(class, path, file)| {
            (class, SourceFile { path, text: read::text(&file, limit) })
        });
        for (class, file) in texts.collect::<Vec<_>>() {
            self.sources.add_text(class, file);
        }
        self.sources.sort();
        self.sources
    }
}

/// Returns a name as text, and what keeps it from being a path of ours.
fn spell(name: &OsStr) -> (String, Option<&'static str>) {
    match name.to_str() {
        None => {
            let lossy = name.to_string_lossy().replace('\\', "\u{fffd}");
            (lossy, Some("its name is not UTF-8"))
        }
        Some(name) if name.contains('\\') => {
            (name.replace('\\', "\u{fffd}"), Some("its name has a backslash"))
        }
        Some(name) => (name.to_owned(), None),
    }
}

fn no_content(config: &Config, folder: &Path, problem: &str) -> Error {
    let folder = folder.display();
    let message = match config.origin {
        ConfigOrigin::Defaults => format!("the folder `{folder}` {problem}"),
        ConfigOrigin::File => format!(
            "the content folder `{folder}` {problem}: create it, or set `[content] dir` in `site.toml`"
        ),
    };
    Error::Usage { message }
}

//! The door in: reads everything a build needs, and nothing else.
//!
//! Comes in: a [`Config`]. Goes out: [`Sources`], in an order that does not
//! depend on the disk. A file that cannot be used (not UTF-8, too large, a
//! symbolic link out of the content folder) is kept as a fact, so that a rule
//! can report it and the other files are still built.
//!
//! # Invariants
//!
//! - Every list is sorted by path.
//! - Nothing outside the content folder, the theme folders, the archive, the
//!   baseline and the repository's history is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::lines::digest_of_source;
use crate::base::path::ContentPath;
use crate::baseline::Baseline;
use crate::config::Config;
use crate::error::Error;

use self::classify::Class;

pub mod archive;
mod baseline;
mod built;
mod classify;
pub mod git;
mod memory;
mod read;
mod seen;
mod stamp;
mod theme;
mod walk;

pub use baseline::baseline;
pub use built::BuiltFolder;
pub use classify::{OUTPUT_MARKER, SITE_FOLDERS};
pub use read::bytes;
pub use seen::{Part, Reloaded, Seen, Unchanged, load_since, reload};
pub use stamp::{program, stamp};
pub use theme::{ThemeFile, ThemeSources, builtin_theme};
pub use walk::{Found, find};

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Markdown documents.
    pub documents: Vec<SourceFile>,
    /// What is as it was when it was read before; see [`reload`].
    pub unchanged: Unchanged,
    /// Other files below the content folder, which are published as they are.
    pub assets: Vec<AssetFile>,
    /// `registers/*.yaml` below the content folder: facts, not published as
    /// they are.
    pub registers: Vec<SourceFile>,
    /// `_redirects` in the content folder.
    pub redirects: Option<SourceFile>,
    /// What is in the content folder and must never be published. A folder
    /// stands for everything below it, which is not listed.
    pub withheld: Vec<Withheld>,
    /// Templates, styles, scripts and static files of theme and site.
    pub theme: ThemeSources,
    /// What git knows about the documents.
    pub history: Arc<git::History>,
    /// What was frozen.
    pub archive: ArchiveSources,
    /// The findings that are known.
    pub baseline: Option<Baseline>,
}

/// The files of `archive/`, as raw texts.
#[derive(Clone, Debug, Default)]
pub struct ArchiveSources {
    /// The files, sorted by path. The paths are relative to the root:
    /// `archive/versions.lock`.
    pub files: Vec<ArchiveFile>,
    /// The files in `archive/assets`, sorted by name.
    pub assets: Vec<ArchiveAsset>,
}

/// A text file of the archive, with the digest of just this text.
#[derive(Clone, Debug)]
pub struct ArchiveFile {
    source: SourceFile,
    sha256: String,
}

impl ArchiveSources {
    /// Takes files that are sorted by path, and files of `archive/assets` that are
    /// sorted by name.
    pub fn new(files: Vec<SourceFile>, assets: Vec<ArchiveAsset>) -> Self {
        let files = files.into_par_iter().map(ArchiveFile::new).collect();
        Self { files, assets }
    }
}

impl ArchiveFile {
    /// Takes a file.
    pub fn new(source: SourceFile) -> Self {
        let sha256 = source.text.as_deref().map(digest_of_source).unwrap_or_default();
        Self { source, sha256 }
    }

    /// Returns where it is, relative to the root.
    pub const fn path(&self) -> &ContentPath {
        &self.source.path
    }

    /// Returns what it says, or why that cannot be told.
    pub const fn text(&self) -> &Result<String, Unreadable> {
        &self.source.text
    }

    /// Takes what it says out of it.
    pub fn into_text(self) -> Result<String, Unreadable> {
        self.source.text
    }

    /// Returns the SHA-256 of its text, whatever ends the lines; empty without a text.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// An image or a file in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveAsset {
    /// Its name, which should be the SHA-256 of its bytes.
    pub name: String,
    /// Where it is on disk.
    pub file: PathBuf,
    /// The SHA-256 of its bytes; an error where it cannot be read.
    pub sha256: Result<String, Unreadable>,
}

/// A text file and its content.
///
/// A file whose name is not UTF-8, and a folder that cannot be listed, are
/// documents without a text: their path is the nearest that can be written.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is below the content folder.
    pub path: ContentPath,
    /// What it says, or why that cannot be told.
    pub text: Result<String, Unreadable>,
}

/// Why the text of a file is not known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Unreadable {
    /// The file is not UTF-8; `offset` is the first byte that is not, `line`
    /// its line.
    NotUtf8 {
        /// The first bad byte.
        offset: u64,
        /// Its line, from 1.
        line: u32,
    },
    /// The file is larger than a document may be.
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The largest size allowed.
        limit: u64,
    },
    /// The system refused, or the file cannot have a path of ours; the text is
    /// the reason.
    Io(String),
}

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetFile {
    /// Where it is below the content folder.
    pub path: ContentPath,
    /// Where it is on disk, symbolic links resolved.
    pub file: PathBuf,
    /// The SHA-256 of its bytes, where it was asked for: most runs never read
    /// these files.
    pub sha256: Option<String>,
}

/// Something in the content folder that is never published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Where it is below the content folder.
    pub path: ContentPath,
    /// Why it is withheld.
    pub reason: WithheldReason,
}

/// Why a file is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithheldReason {
    /// Its name, or that of a folder above it, begins with a dot, or ends in a
    /// tilde as the back-ups of editors do.
    Hidden,
    /// `[content] exclude` names it, or it is a built site or what a tool leaves
    /// (`node_modules`, `target`).
    Excluded,
    /// It says how the site is made: `site.toml`, a register, `_redirects`, the
    /// theme, the archive.
    Configuration,
    /// It is a symbolic link that is not followed: it leads out of the content
    /// folder, round in a circle, to a file that is not published under its own
    /// name as it would be under this one, or to what many links lead to.
    Outside,
}

/// Reads the content, the registers, the theme, the archive, the baseline and, if
/// asked for, the history.
pub fn load(config: &Config) -> Result<Sources, Error> {
    load_around(config)?.with_archive(config)
}

/// Reads what [`load`] does but the archive.
pub fn load_around(config: &Config) -> Result<Sources, Error> {
    let mut sources = find(config)?.read(config.output.max_document_bytes);
    sources.theme = theme::read(config)?;
    let paths = sources.documents.iter().map(|it| &it.path);
    sources.history = Arc::new(git::history(config, paths));
    sources.baseline = baseline::read(config)?;
    Ok(sources)
}

impl Sources {
    /// Reads the archive, too.
    pub fn with_archive(mut self, config: &Config) -> Result<Self, Error> {
        self.archive = archive::load(config)?;
        Ok(self)
    }

    /// Reads the files that are published as they are, for their digests. What
    /// cannot be read has none.
    #[must_use]
    pub fn with_digests(mut self) -> Self {
        stamp::add_digests(&mut self.assets);
        self
    }

    /// Sorts files that are already in memory as [`load`] sorts those on disk.
    ///
    /// The paths are relative to the root and have `/`: `content/a.md`,
    /// `templates/page.html`, `themes/acme/css/tokens.css`. A path that leaves
    /// the root is ignored; of two files with one path the later counts. Assets
    /// get the path that they would have on disk. There is no history.
    pub fn from_files(config: &Config, files: Vec<(String, Vec<u8>)>) -> Self {
        memory::sources(config, files)
    }

    /// Adds a file that was read under the class it has.
    fn add_text(&mut self, class: Class, file: SourceFile) {
        if class == Class::Document {
            self.documents.push(file);
            return;
        }
        let reason = WithheldReason::Configuration;
        self.withheld.push(Withheld { path: file.path.clone(), reason });
        if class == Class::Register {
            self.registers.push(file);
        } else {
            self.redirects = Some(file);
        }
    }

    fn sort(&mut self) {
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
        self.documents.dedup_by(|later, first| later.path == first.path);
        self.unchanged.documents.sort();
        self.assets.sort_by(|a, b| a.path.cmp(&b.path));
        self.registers.sort_by(|a, b| a.path.cmp(&b.path));
        self.withheld.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// Reads the text of files again, for the few lines that messages quote.
///
/// Paths are relative to `root`. A file that has gone or is not text is absent
/// from the result, which is sorted by path; its findings are shown without a
/// quotation.
pub fn quotations<'a>(
    root: &Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Vec<(String, String)> {
    read::texts(root, paths.into_iter().collect())
}

//! What is to be added to the archive, before it is.

use std::path::PathBuf;

use crate::base::path::ContentPath;
use crate::load::{ArchiveAsset, ArchiveFile, ArchiveSources, SourceFile};

/// New files, and lists that name them.
///
/// # Invariants
///
/// All paths are relative to the root. A list never has fewer entries than the
/// one that it replaces, and its old entries are as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Files that the archive does not have yet.
    pub added: Vec<NewFile>,
    /// Images and files of the content folder that it does not have yet.
    pub copied: Vec<NewAsset>,
    /// Lists that take the place of what is there, all at once.
    pub lists: Vec<NewFile>,
}

/// A file as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where, relative to the root.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// An image or a file that is to be kept under its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAsset {
    /// Where, relative to the root.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Where it is on disk.
    pub file: PathBuf,
}

impl Change {
    /// Returns every path that the change writes, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let added = self.added.iter().map(|file| file.path.as_str());
        let copied = self.copied.iter().map(|asset| asset.path.as_str());
        let lists = self.lists.iter().map(|file| file.path.as_str());
        added.chain(copied).chain(lists)
    }

    /// Returns the files of the archive as they will be.
    #[must_use]
    pub fn applied_to(&self, mut sources: ArchiveSources) -> ArchiveSources {
        for new in self.added.iter().chain(&self.lists) {
            let Ok(path) = ContentPath::new(&new.path) else { continue };
            sources.files.retain(|file| *file.path() != path);
            let text = Ok(new.text.clone());
            sources.files.push(ArchiveFile::new(SourceFile { path, text }));
        }
        sources.files.sort_by(|a, b| a.path().cmp(b.path()));
        let copied = self.copied.iter().map(|asset| ArchiveAsset {
            name: asset.sha256.clone(),
            file: asset.file.clone(),
            sha256: Ok(asset.sha256.clone()),
        });
        sources.assets.extend(copied);
        sources
    }
}

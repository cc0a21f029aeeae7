//! The archive, file by file, as raw texts.
//!
//! Two levels of folders and no more, no symbolic link followed: the archive is
//! ours alone. Files that the archive has no use for, such as a `README.md` or
//! what an interrupted run left under a temporary name, are passed over.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::{ArchiveAsset, ArchiveSources, SourceFile, Unreadable, read};
use crate::base::digest::sha256;
use crate::base::path::ContentPath;
use crate::config::{Config, ConfigOrigin};
use crate::error::Error;

/// The folder, beside `site.toml`.
const FOLDER: &str = "archive";

/// The folder of images and files, in the archive.
const ASSETS: &str = "assets";

/// The largest file that is read, in bytes: 100,000 entries of the lock.
const MAX_BYTES: u64 = 64 << 20;

/// A file that is to be read, or why it will not be.
type Found = Result<ContentPath, SourceFile>;

/// Reads the archive; a bare folder of markdown has none.
pub(super) fn load(config: &Config) -> Result<ArchiveSources, Error> {
    if config.origin == ConfigOrigin::Defaults {
        return Ok(ArchiveSources::default());
    }
    let found = find(&config.root)?;
    let assets = assets(&config.root)?;
    let files = found.into_par_iter().map(|found| match found {
        Ok(path) => {
            let text = read::text(&path.to_fs(&config.root), MAX_BYTES);
            SourceFile { path, text }
        }
        Err(refused) => refused,
    });
    let mut files: Vec<SourceFile> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(ArchiveSources { files, assets })
}

/// Takes a file that is in memory, if it is one of the archive's; `path` is
/// relative to the root.
pub(super) fn file(config: &Config, path: &str, bytes: &[u8]) -> Option<SourceFile> {
    if config.origin == ConfigOrigin::Defaults || !is_wanted(path) {
        return None;
    }
    let path = ContentPath::new(path).ok()?;
    Some(SourceFile { path, text: read::decode(bytes.to_vec(), MAX_BYTES) })
}

/// Returns whether a path, relative to the root, is one that the archive uses.
fn is_wanted(path: &str) -> bool {
    let mut segments = path.split('/');
    let (folder, first, second) = (segments.next(), segments.next(), segments.next());
    if folder != Some(FOLDER) || segments.next().is_some() {
        return false;
    }
    match (first, second) {
        (Some(file), None) => {
            matches!(file, "versions.lock" | "releases.toml" | "reviews.toml")
        }
        (Some(folder), Some(file)) if !file.starts_with('.') => {
            let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
            extension == "md" || (folder == "releases" && extension == "toml")
        }
        _ => false,
    }
}

/// Reads the images and files that frozen texts show.
fn assets(root: &Path) -> Result<Vec<ArchiveAsset>, Error> {
    let folder = root.join(FOLDER).join(ASSETS);
    let failed = |source| Error::Read { path: folder.clone(), source };
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        // A name that is not UTF-8 is none of ours.
        let name = entry.file_name().to_str().map(str::to_owned);
        let is_file = entry.file_type().map_err(failed)?.is_file();
        files.extend(name.filter(|name| is_file && is_digest(name)));
    }
    files.sort();
    let assets = files.into_par_iter().map(|name| {
        let file = folder.join(&name);
        let bytes = fs::read(&file);
        let sha256 = bytes
            .map(|bytes| sha256(&bytes))
            .map_err(|error| Unreadable::Io(error.to_string()));
        ArchiveAsset { name, file, sha256 }
    });
    Ok(assets.collect())
}

/// Returns whether a name is a SHA-256, as those of stored files are.
fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Takes an image or a file that is in memory, if it is one of the archive's.
pub(super) fn asset(config: &Config, path: &str, bytes: &[u8]) -> Option<ArchiveAsset> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
    let name = name.strip_prefix(ASSETS)?.strip_prefix('/')?;
    let is_asset = config.origin == ConfigOrigin::File && is_digest(name);
    is_asset.then(|| ArchiveAsset {
        name: name.to_owned(),
        file: config.root.join(path),
        sha256: Ok(sha256(bytes)),
    })
}

fn find(root: &Path) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    let top = root.join(FOLDER);
    match fs::symlink_metadata(&top) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(source) => return Err(Error::Read { path: top, source }),
        Ok(kind) if kind.is_symlink() => {
            found.extend(refused(FOLDER, "it is a symbolic link, which is not followed"));
            return Ok(found);
        }
        Ok(kind) if !kind.is_dir() => {
            found.extend(refused(FOLDER, "it is not a folder"));
            return Ok(found);
        }
        Ok(_) => (),
    }
    let mut folders = Vec::new();
    list(&top, FOLDER, &mut found, &mut folders)?;
    for folder in folders {
        let mut deeper = Vec::new();
        list(&root.join(&folder), &folder, &mut found, &mut deeper)?;
    }
    Ok(found)
}

/// Lists a folder: the files that are wanted, and the folders.
fn list(
    folder: &Path,
    path: &str,
    found: &mut Vec<Found>,
    folders: &mut Vec<String>,
) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_path_buf(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        // A name that is not UTF-8 is none of ours.
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = format!("{path}/{name}");
        if kind.is_dir() {
            folders.push(path);
        } else if !is_wanted(&path) {
            // Passed over.
        } else if kind.is_file() {
            found.extend(ContentPath::new(&path).map(Ok));
        } else {
            found.extend(refused(&path, "it is not a regular file"));
        }
    }
    Ok(())
}

fn refused(path: &str, reason: &str) -> Option<Found> {
    let path = ContentPath::new(path).ok()?;
    Some(Err(SourceFile { path, text: Err(Unreadable::Io(reason.to_owned())) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_archives_own_files_are_read() {
        #[rustfmt::skip]
        let cases = [
            ("archive/versions.lock",             true),
            ("archive/releases.toml",             true),
            ("archive/reviews.toml",              true),
            ("archive/access/1.0.md",             true),
            ("archive/releases/2026-1.toml",      true),
            ("archive/README.md",                 false),
            ("archive/notes.toml",                false),
            ("archive/access/1.0.toml",           false),
            ("archive/access/.1.0.md.new",        false),
            ("archive/access/.1.0.md",            false),
            ("archive/access/old/1.0.md",         false),
            ("archive/assets/e3b0c442",           false),
            ("archive",                           false),
            ("content/archive/a/1.md",            false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_wanted(path), expected, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_a_site_without_an_archive_has_none() {
        let root = tempfile::tempdir().unwrap();
        let mut config = Config::bare(root.path());
        config.origin = ConfigOrigin::File;
        assert!(load(&config).unwrap().files.is_empty());

        let folder = root.path().join("archive/access");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("1.md"), "# A\n").unwrap();
        fs::write(folder.join("2.md"), b"\xff").unwrap();
        std::os::unix::fs::symlink("/etc/hostname", folder.join("3.md")).unwrap();
        let files = load(&config).unwrap().files;
        let texts: Vec<_> =
            files.iter().map(|file| (file.path.as_str(), file.text.clone())).collect();
        let not_utf8 = Unreadable::NotUtf8 { offset: 0, line: 1 };
        let link = Unreadable::Io("it is not a regular file".to_owned());
        assert_eq!(
            texts,
            [
                ("archive/access/1.md", Ok("# A\n".to_owned())),
                ("archive/access/2.md", Err(not_utf8)),
                ("archive/access/3.md", Err(link)),
            ]
        );
    }
}

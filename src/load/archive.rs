//! The archive, file by file, as raw texts.
//!
//! Two levels of folders and no more, no symbolic link followed: the archive is
//! ours alone. Files that the archive has no use for, such as a `README.md` or
//! what an interrupted run left under a temporary name, are passed over.
//!
//! A run that writes at the same time makes its lists count all at once, by the
//! name of the folder [`COMMIT`]. So a list there comes before the one beside
//! the folder; the lists are read before the texts that they name, and the list
//! of releases before the lock.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::stamp::Stamp;
use super::{ArchiveAsset, ArchiveSources, SourceFile, Unreadable, read};
use crate::base::digest::{Ingredients, Inputs, sha256};
use crate::base::path::ContentPath;
use crate::config::{Config, ConfigOrigin};
use crate::error::Error;

/// The folder, beside `site.toml`.
const FOLDER: &str = "archive";

/// The folder of lists that count and are not in their places yet, relative to
/// the root.
pub const COMMIT: &str = "archive/.commit";

/// The names of the lists.
pub const LISTS: [&str; 3] = ["releases.toml", "reviews.toml", "versions.lock"];

/// The folder of images and files, in the archive.
const ASSETS: &str = "assets";

/// The largest file that is read, in bytes: 100,000 entries of the lock.
const MAX_BYTES: u64 = 64 << 20;

/// A file that is to be read, or why it will not be.
type Found = Result<ContentPath, SourceFile>;

/// Reads the archive; a bare folder of markdown has none.
pub(super) fn load(config: &Config) -> Result<ArchiveSources, Error> {
    let root = &config.root;
    if config.origin == ConfigOrigin::Defaults {
        return Ok(ArchiveSources::default());
    }
    let mut files = Vec::new();
    if is_folder(&root.join(FOLDER)) {
        for name in LISTS {
            // In this order: what has left the first place is in the second.
            files.extend(list(root, COMMIT, name));
            files.extend(list(root, FOLDER, name));
        }
    }
    let texts = find(root)?.into_par_iter().map(|found| match found {
        Ok(path) => SourceFile { text: read::text(&path.to_fs(root), MAX_BYTES), path },
        Err(refused) => refused,
    });
    files.par_extend(texts);
    Ok(ArchiveSources::new(settle(files), assets(root)?))
}

/// Puts files in order that were read one by one: each list counts once.
pub(super) fn settle(files: Vec<SourceFile>) -> Vec<SourceFile> {
    let (pending, mut files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.path.folder() == COMMIT);
    for SourceFile { path, mut text } in pending {
        let place = format!("{FOLDER}/{}", path.file_name());
        let Ok(place) = ContentPath::new(&place) else { continue };
        let beside = files.iter().position(|file| file.path == place);
        if let Some(beside) = beside.map(|at| files.swap_remove(at).text)
            && is_behind(&text, &beside)
        {
            text = Err(Unreadable::Io(BEHIND.to_owned()));
        }
        files.push(SourceFile { path: place, text });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Why a list in [`COMMIT`] cannot take the place of the one beside it: the
/// folder was committed, and merged with a branch that went on without it.
pub const BEHIND: &str = "archive/.commit, which an interrupted run has left, lacks an entry \
     that this list has: delete that folder, and run the interrupted command again";

fn is_behind(
    pending: &Result<String, Unreadable>,
    beside: &Result<String, Unreadable>,
) -> bool {
    match (pending, beside) {
        (Ok(pending), Ok(beside)) => lacks_entries(pending, beside),
        _ => false,
    }
}

/// Returns whether a list lacks an entry that an earlier state of it has.
pub fn lacks_entries(list: &str, earlier: &str) -> bool {
    let kept: BTreeSet<_> = entries(list).into_iter().collect();
    entries(earlier).iter().any(|entry| !kept.contains(entry))
}

/// Returns the entries of a list, as far as its lines show them.
fn entries(list: &str) -> Vec<Vec<&str>> {
    let mut entries: Vec<Vec<&str>> = Vec::new();
    for line in list.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if line.starts_with("[[") {
            entries.push(Vec::new());
        }
        if let Some(entry) = entries.last_mut() {
            entry.push(line);
        }
    }
    entries
}

/// Takes a file that is in memory, if it is one of the archive's; `path` is
/// relative to the root.
pub(super) fn file(config: &Config, path: &str, bytes: &[u8]) -> Option<SourceFile> {
    if config.origin == ConfigOrigin::Defaults || !(is_list(path) || is_text(path)) {
        return None;
    }
    let path = ContentPath::new(path).ok()?;
    Some(SourceFile { path, text: read::decode(bytes.to_vec(), MAX_BYTES) })
}

/// Returns the state of every file of the archive, which changes when one of them
/// does.
pub(super) fn stamps(root: &Path) -> Vec<(PathBuf, Option<Stamp>)> {
    let top = root.join(FOLDER);
    // Itself, and not where it leads: a link is refused.
    let metadata = fs::symlink_metadata(&top);
    let stamp = metadata.and_then(|it| Stamp::from_metadata(&it)).ok();
    let mut stamps: Vec<_> =
        stamp.map(|it| (top.clone(), Some(it))).into_iter().collect();
    let mut folders = vec![top];
    while !folders.is_empty() {
        let listed: Vec<_> = folders.par_iter().map(|folder| stamps_in(folder)).collect();
        folders.clear();
        for (below, found) in listed {
            folders.extend(below);
            stamps.extend(found);
        }
    }
    stamps.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    stamps
}

/// What is in a folder: the folders, and the state of everything.
type Listed = (Vec<PathBuf>, Vec<(PathBuf, Option<Stamp>)>);

fn stamps_in(folder: &Path) -> Listed {
    let mut folders = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let stamps = entries.map(|entry| {
        let path = entry.path();
        let kind = entry.file_type().ok();
        if kind.is_some_and(|kind| kind.is_dir()) {
            folders.push(path.clone());
        }
        let stamp = match kind {
            // Where a link leads counts.
            Some(kind) if kind.is_symlink() => Stamp::of(&path),
            _ => entry.metadata().and_then(|it| Stamp::from_metadata(&it)).ok(),
        };
        (path, stamp)
    });
    let stamps = stamps.collect();
    (folders, stamps)
}

/// Returns a digest of the state of the archive, without reading it: a change from
/// now on gives it another one. None, where some of it was touched so lately that
/// this cannot be told, or its state is not known.
pub fn state(config: &Config) -> Option<Inputs> {
    let mut all = Ingredients::default();
    for (path, stamp) in stamps(&config.root) {
        let stamp = stamp.filter(Stamp::is_settled)?;
        all = all.bytes(path.as_os_str().as_encoded_bytes()).value(&stamp);
    }
    Some(all.finish())
}

/// Returns where a file is read from.
pub(super) fn place(root: &Path, path: &ContentPath) -> PathBuf {
    let pending = root.join(COMMIT).join(path.file_name());
    let is_pending =
        is_list(path.as_str()) && is_folder(&root.join(COMMIT)) && pending.is_file();
    if is_pending { pending } else { path.to_fs(root) }
}

fn is_list(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    matches!(folder, FOLDER | COMMIT) && LISTS.contains(&name)
}

/// Returns whether a path, relative to the root, is one that the archive uses,
/// apart from the lists.
fn is_text(path: &str) -> bool {
    let mut segments = path.split('/');
    let (top, folder, file) = (segments.next(), segments.next(), segments.next());
    let (Some(FOLDER), Some(folder), Some(file), None) =
        (top, folder, file, segments.next())
    else {
        return false;
    };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_hidden = folder.starts_with('.') || file.starts_with('.');
    !is_hidden && (extension == "md" || (folder == "releases" && extension == "toml"))
}

/// Reads a list, if it is there.
fn list(root: &Path, folder: &str, name: &str) -> Option<SourceFile> {
    if !is_folder(&root.join(folder)) {
        return None;
    }
    let path = ContentPath::new(&format!("{folder}/{name}")).ok()?;
    let file = path.to_fs(root);
    let text = match fs::symlink_metadata(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => Err(Unreadable::Io(error.to_string())),
        Ok(kind) if kind.is_file() => read::text(&file, MAX_BYTES),
        Ok(_) => Err(Unreadable::Io(NOT_A_FILE.to_owned())),
    };
    Some(SourceFile { path, text })
}

const NOT_A_FILE: &str = "it is not a regular file";

/// Returns whether there is a folder at a path, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|kind| kind.is_dir())
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
    find_in(&top, FOLDER, &mut found, &mut folders)?;
    for folder in folders {
        let mut deeper = Vec::new();
        find_in(&root.join(&folder), &folder, &mut found, &mut deeper)?;
    }
    Ok(found)
}

/// Lists a folder: the files that are wanted, and the folders.
fn find_in(
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
            // A run that writes at the same time makes hidden ones and removes them.
            if !name.starts_with('.') {
                folders.push(path);
            }
        } else if !is_text(&path) {
            // Passed over.
        } else if kind.is_file() {
            found.extend(ContentPath::new(&path).map(Ok));
        } else {
            found.extend(refused(&path, NOT_A_FILE));
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
            ("archive/.commit/versions.lock",     true),
            ("archive/.commit/notes.toml",        false),
            ("archive/.commit/1.0.md",            false),
            ("archive/.git/versions.lock",        false),
            ("archive/assets/e3b0c442",           false),
            ("archive",                           false),
            ("content/archive/a/1.md",            false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_list(path) || is_text(path), expected, "{path}");
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
        let texts: Vec<_> = files
            .iter()
            .map(|file| (file.path().as_str(), file.text().clone()))
            .collect();
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

    #[test]
    fn a_list_that_is_about_to_take_its_place_counts_unless_it_would_lose_an_entry() {
        let one = "format = 1\n\n[[version]]\nid = \"a\"\n";
        let two = format!("{one}\n[[version]]\nid = \"b\"\n");
        let crlf = one.replace('\n', "\r\n");
        let other = one.replace("\"a\"", "\"c\"");
        #[rustfmt::skip]
        let cases = [
            // beside the folder, in it, what counts
            (Some(one),         None,           Ok(one)),
            (None,              Some(one),      Ok(one)),
            (Some(one),         Some(&*two),    Ok(&*two)),
            (Some(&*crlf),      Some(&*two),    Ok(&*two)),
            (Some(&*two),       Some(one),      Err(BEHIND)),
            (Some(&*other),     Some(&*two),    Err(BEHIND)),
        ];
        let source = |folder: &str, text: Option<&str>| {
            let path = ContentPath::new(&format!("{folder}/versions.lock")).unwrap();
            text.map(|text| SourceFile { path, text: Ok(text.to_owned()) })
        };
        for (beside, pending, expected) in cases {
            let files = [source(COMMIT, pending), source(FOLDER, beside)];
            let found = settle(files.into_iter().flatten().collect());
            let [file] = found.as_slice() else { panic!("{found:?}") };
            assert_eq!(file.path.as_str(), "archive/versions.lock");
            let expected = expected.map(str::to_owned);
            assert_eq!(file.text, expected.map_err(|it| Unreadable::Io(it.to_owned())));
        }
    }
}

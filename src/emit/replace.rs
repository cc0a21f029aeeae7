//! Files that others read while we write: reports, lists, mended documents.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::error::Error;

/// Writes a file, whole or not at all. The folders above it are made; a file that
/// is there is replaced and keeps its permissions.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    try_replace(path, bytes)
        .map_err(|source| Error::Write { path: path.to_path_buf(), source })
}

fn try_replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let permissions = match fs::metadata(path) {
        // A pipe, a terminal or a folder cannot be replaced.
        Ok(known) if !known.is_file() => return fs::write(path, bytes),
        Ok(known) => Some(known.permissions()),
        Err(_) => None,
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.trustpress-new", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = write_new(&temporary, bytes, permissions)
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        drop(fs::remove_file(&temporary));
    }
    written
}

fn write_new(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Adds a text to the end of a file, which is made if it is not there.
pub fn append(path: &Path, text: &str) -> Result<(), Error> {
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|source| Error::Write { path: path.to_path_buf(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_keeps_its_permissions() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("new/report.json");
        replace(&path, b"one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        assert!(replace(root.path(), b"").is_err(), "a folder");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_replaced_and_the_link_stays() {
        let root = tempfile::tempdir().unwrap();
        let (file, link) = (root.path().join("a.md"), root.path().join("b.md"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        replace(&link, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_text_is_added_at_the_end() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("summary.md");
        append(&path, "one\n").unwrap();
        append(&path, "two\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n");
    }
}

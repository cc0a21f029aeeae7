//! Files that are written once and belong to the user from then on.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use crate::error::Error;

/// Writes new files below a folder, which is made if it is not there.
///
/// Where any of the files exists already, nothing is written at all: what is on
/// disk is the user's.
pub fn create(folder: &Path, files: &[(String, String)]) -> Result<(), Error> {
    let taken = files.iter().find(|(path, _)| folder.join(path).exists());
    if let Some((path, _)) = taken {
        return Err(Error::Usage {
            message: format!(
                "{} exists already; nothing was written",
                folder.join(path).display()
            ),
        });
    }
    for (path, text) in files {
        let path = folder.join(path);
        write_new(&path, text).map_err(|source| Error::Write { path, source })?;
    }
    Ok(())
}

/// Writes one file that must not exist yet, whatever happened since the look.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

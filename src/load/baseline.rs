//! The baseline, if there is one.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::fs;
use std::io;
use std::path::Path;

use crate::baseline::{BASELINE_FILE, Baseline};
use crate::config::Config;
use crate::error::Error;

/// Reads the baseline beside `site.toml`; nothing where there is none.
pub(super) fn read(config: &Config) -> Result<Option<Baseline>, Error> {
    baseline(&config.root.join(BASELINE_FILE), BASELINE_FILE)
}

/// Reads the baseline in a file that findings name `name`; nothing where there is
/// none.
pub fn baseline(path: &Path, name: &str) -> Result<Option<Baseline>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Read { path: path.to_path_buf(), source }),
    };
    let unusable =
        |source| Error::Baseline { name: name.to_owned(), source: Box::new(source) };
    Baseline::parse(name, &text).map(Some).map_err(unusable)
}

//! What a site is made from, as one digest.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::{AssetFile, SourceFile, Sources};
use crate::base::digest::{Ingredients, Inputs, sha256};
use crate::config::{Config, Context};

impl Sources {
    /// Returns the digest of everything that a build is made from, this program
    /// included: with the same one it gives the same report and the same site.
    ///
    /// Of the files that are published as they are, the size and the time when
    /// they were last touched count, which nobody can set back.
    pub fn inputs(&self, config: &Config, context: &Context) -> Inputs {
        let mut all = Ingredients::default()
            .text(&program())
            .text(&config.text)
            .text(&format!("{} {context:?}", config.root.display()))
            .text(&format!("{:?} {:?}", self.redirects, self.withheld))
            .text(&format!("{:?} {:?}", self.archive.assets, self.history));
        all = all.list(self.assets.iter().map(|asset| asset.path.as_str()));
        all = all.list(stamps(&self.assets).iter().map(String::as_str));
        for files in [&self.documents, &self.registers, &self.archive.files] {
            all = all.text(&files.len().to_string());
            all = digests(files).into_iter().fold(all, Ingredients::inputs);
        }
        let theme = &self.theme;
        let groups = [&theme.manifests, &theme.templates, &theme.assets, &theme.statics];
        for file in groups.into_iter().flatten() {
            all = all.text(&file.origin).text(&file.name).bytes(&file.bytes);
        }
        all.finish()
    }
}

fn digests(files: &[SourceFile]) -> Vec<Inputs> {
    let digest = |file: &SourceFile| {
        let path = Ingredients::default().text(file.path.as_str());
        let known = match &file.text {
            Ok(text) => path.text("").text(text),
            Err(reason) => path.text(&format!("{reason:?}")),
        };
        known.finish()
    };
    files.par_iter().map(digest).collect()
}

/// Reads each file for its digest.
pub(super) fn add_digests(assets: &mut [AssetFile]) {
    assets.par_iter_mut().for_each(|asset| {
        asset.sha256 = fs::read(&asset.file).ok().map(|bytes| sha256(&bytes));
    });
}

fn stamps(assets: &[AssetFile]) -> Vec<String> {
    assets.par_iter().map(|asset| stamp(&asset.file)).collect()
}

/// Returns what tells this program from every other build of it.
pub fn program() -> String {
    let file = std::env::current_exe().unwrap_or_default();
    format!("{} {}", env!("CARGO_PKG_VERSION"), stamp(&file))
}

fn stamp(file: &Path) -> String {
    fs::metadata(file)
        .and_then(|metadata| of(&metadata))
        .unwrap_or_else(|error| error.to_string())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a time may not be known")]
fn of(metadata: &Metadata) -> io::Result<String> {
    use std::os::unix::fs::MetadataExt as _;

    let changed = (metadata.ctime(), metadata.ctime_nsec());
    Ok(format!("{} {} {changed:?}", metadata.len(), metadata.ino()))
}

#[cfg(not(unix))]
fn of(metadata: &Metadata) -> io::Result<String> {
    Ok(format!("{} {:?}", metadata.len(), metadata.modified()?))
}

//! What a site is made from, as one digest.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ArchiveSources, AssetFile, SourceFile, Sources, ThemeFile, ThemeSources};
use crate::base::digest::{Ingredients, Inputs, sha256};
use crate::baseline::Baseline;
use crate::config::{Config, Context};

impl ArchiveSources {
    /// Returns the digest of all texts and of what is known of the other files.
    pub fn inputs(&self) -> Inputs {
        let all = Ingredients::default().text(&format!("{:?}", self.assets));
        let all = self.files.iter().fold(all, |all, file| {
            let all = all.text(file.path().as_str()).text(file.sha256());
            match file.text() {
                // What ends the lines counts, too: findings have places in them.
                Ok(text) if text.contains("\r\n") => all.text(text),
                Ok(_) => all,
                Err(reason) => all.text(&format!("{reason:?}")),
            }
        });
        all.finish()
    }
}

impl Sources {
    /// Returns the digest of everything that a build is made from, this program
    /// included: with the same one it gives the same report and the same site.
    ///
    /// Of the files that are published as they are, the size and the time when
    /// they were last touched count, which nobody can set back. The archive counts
    /// as it is said to be.
    pub fn inputs(&self, config: &Config, context: &Context, archive: Inputs) -> Inputs {
        let all = Ingredients::default()
            .text(&program())
            .text(&config.text)
            .text(&format!("{} {context:?}", config.root.display()))
            .inputs(archive)
            .inputs(self.surroundings())
            .inputs(self.looks())
            .text(&self.known_findings());
        digests(&self.documents).into_iter().fold(all, Ingredients::inputs).finish()
    }

    /// Returns the digest of the registers.
    pub(super) fn facts(&self) -> Inputs {
        let digests = digests(&self.registers).into_iter();
        digests.fold(Ingredients::default(), Ingredients::inputs).finish()
    }

    /// Returns the digest of everything that was read and can change what a
    /// document means: all but the documents, the archive and what the site looks
    /// like.
    pub(super) fn surroundings(&self) -> Inputs {
        let mut all = Ingredients::default()
            .text(&format!("{:?} {:?}", self.redirects, self.withheld))
            .text(&format!("{:?}", self.history));
        all = all.list(self.assets.iter().map(|asset| asset.path.as_str()));
        all = all.list(stamps(&self.assets).iter().map(String::as_str));
        all = all.text(&self.registers.len().to_string());
        all = digests(&self.registers).into_iter().fold(all, Ingredients::inputs);
        of_theme(all, &[&self.theme.statics]).finish()
    }

    /// Returns the digest of what the site looks like.
    pub(super) fn looks(&self) -> Inputs {
        let ThemeSources { manifests, templates, assets, .. } = &self.theme;
        of_theme(Ingredients::default(), &[manifests, templates, assets]).finish()
    }

    /// Returns the baseline as a text; empty, if there is none.
    pub(super) fn known_findings(&self) -> String {
        self.baseline.as_ref().map(Baseline::print).unwrap_or_default()
    }
}

fn of_theme(mut all: Ingredients, groups: &[&Vec<ThemeFile>]) -> Ingredients {
    for group in groups {
        all = all.text(&group.len().to_string());
        for file in *group {
            all = all.text(&file.origin).text(&file.name).bytes(&file.bytes);
        }
    }
    all
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

/// Returns the state of a file, as a text that is another one when the file is.
pub fn stamp(file: &Path) -> String {
    fs::metadata(file)
        .and_then(|metadata| Stamp::from_metadata(&metadata))
        .map_or_else(|error| error.to_string(), |stamp| format!("{stamp:?}"))
}

/// More than a tick of any disk's clock, in nanoseconds: two changes within one leave
/// the same time.
pub(super) const TICK: i128 = 100_000_000;

/// The state of a file, as far as it can be told without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub(super) struct Stamp {
    bytes: u64,
    /// Which file it is; 0 where the system does not tell.
    number: u64,
    /// When it was last touched, in nanoseconds.
    pub(super) touched: i128,
}

impl Stamp {
    /// Returns the state of the file at a path, if there is one.
    pub(super) fn of(file: &Path) -> Option<Self> {
        Self::from_metadata(&fs::metadata(file).ok()?).ok()
    }

    /// Returns whether a change from now on gives the file another state.
    pub(super) fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i128::try_from(now.as_nanos()).is_ok_and(|now| self.touched + TICK < now)
    }

    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere a time may not be known")]
    pub(super) fn from_metadata(metadata: &Metadata) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt as _;

        let touched = i128::from(metadata.ctime()) * 1_000_000_000;
        Ok(Self {
            bytes: metadata.len(),
            number: metadata.ino(),
            touched: touched + i128::from(metadata.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn from_metadata(metadata: &Metadata) -> io::Result<Self> {
        let since = metadata.modified()?.duration_since(std::time::UNIX_EPOCH);
        let touched = since.map_or(0, |since| since.as_nanos().cast_signed());
        Ok(Self { bytes: metadata.len(), number: 0, touched })
    }
}

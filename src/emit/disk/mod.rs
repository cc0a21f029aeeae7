//! Writes the site to disk: all of it, or nothing.
//!
//! Comes in: an [`Output`]. Goes out: a folder that holds exactly its files.
//!
//! 1. Compare each file with the one that is there, on all cores. A new site is
//!    begun beside the old one with the first file that differs.
//! 2. If none differs and none is too many, that was all.
//! 3. Take over what did not change, as hard links: into the folder that was begun; or
//!    with what is in there into the spare (`spare.rs`), which has most of it already.
//! 4. Exchange the two folders in one step. The old one is the next spare; where none
//!    can be kept, it is deleted.
//!
//! # Invariants
//!
//! - Whoever looks sees the old site or the new one, whole, also when the run
//!   is killed. What a killed run leaves behind, the next one removes or puts right.
//! - Two runs that write to one folder do so one after the other.
//! - Only a folder that is empty or bears our marker ([`OUTPUT_MARKER`](crate::load::OUTPUT_MARKER)) is replaced, and never
//!   one that holds the site's sources.
//! - Nothing is flushed to the medium: that would cost more than all the rest,
//!   to guard against a loss of power, after which the next build compares
//!   every byte and writes anew what was lost.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use self::ledger::Line;
use self::place::{OldSite, Place};
use self::stage::{Stage, Verdict, Was};
use self::tree::There;
use crate::base::share::AT_A_TIME;
use crate::config::Config;
use crate::error::Error;
use crate::render::{Output, OutputFile};

mod exchange;
mod ledger;
pub(super) mod lock;
mod place;
mod spare;
mod stage;
mod tree;

/// How many files are in work before the first error among them stops the
/// writing. The same error stops it each time, whichever core was faster. In the end
/// of each batch cores wait for the last file.
const BATCH: usize = 4096;

pub use self::ledger::Ledger;

/// What is known of the output folder before a run. Without it, everything is made
/// again.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What its files were made from.
    pub ledger: Ledger,
    /// Where the site that is replaced is kept, to make the next one in: a folder of
    /// this output folder alone, in one that exists.
    pub spare: Option<PathBuf>,
}

/// What a run has done to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
    /// The size of the written files together.
    pub bytes: u64,
}

/// Makes `folder` hold the files of `output` and nothing else, and returns what
/// was done and what is there now.
///
/// Where two URLs need the same file, as `/a/` and `/a/index.html`, the page
/// has it; where one needs a file and another a folder of the same name, as
/// `/a` and `/a/`, the folder has it. A file that `known` has as it is there,
/// made from what it would be made from again, is not made.
///
/// If nothing changed, nothing is touched. After an error the folder is as it
/// was before.
pub fn write(
    output: &Output<'_>,
    config: &Config,
    folder: &Path,
    known: &Known,
) -> Result<(Changes, Ledger), Error> {
    let place = Place::new(config, folder)?;
    let _lock = lock::acquire(&place.lock)?;
    exchange::recover(&place)?;
    let old = place.site()?;
    let files = plan(output);
    let stage = Stage::new(&place, known);

    let mut verdicts = Vec::with_capacity(files.len());
    for batch in files.chunks(BATCH) {
        let shares = batch.par_iter().with_max_len(AT_A_TIME);
        let judged = shares.map(|(path, file)| stage.judge(&old, path, file));
        for verdict in judged.collect::<Vec<Result<Verdict, Error>>>() {
            verdicts.push(verdict?);
        }
    }
    let changes = count(&verdicts, &old);
    let ledger = ledger(&files, &verdicts);
    if old.is_ours && changes.written == 0 && changes.removed == 0 {
        return Ok((changes, ledger));
    }

    let (mut written, mut unchanged) = (Vec::new(), Vec::new());
    for ((path, _), verdict) in files.iter().zip(&verdicts) {
        match verdict {
            Verdict::Same(there) => unchanged.push((path.as_str(), *there)),
            Verdict::Written { .. } => written.push(path.as_str()),
        }
    }
    stage.publish(&written, &unchanged)?;
    Ok((changes, ledger))
}

/// Returns how many files the output folder has, if it is as a run left it
/// whose ledger had this seal.
pub fn stands(
    config: &Config,
    folder: &Path,
    seal: &str,
) -> Result<Option<usize>, Error> {
    let place = Place::new(config, folder)?;
    let _lock = lock::acquire(&place.lock)?;
    exchange::recover(&place)?;
    let found = ledger::seal_of(&place.target);
    Ok(found.filter(|(found, _)| found == seal).map(|(_, files)| files))
}

fn ledger(files: &[(String, &OutputFile<'_>)], verdicts: &[Verdict]) -> Ledger {
    // What pages are made from takes a while to tell.
    let lines = files.par_iter().zip(verdicts).filter_map(|((path, file), verdict)| {
        let (Verdict::Same(There { stamp, .. }) | Verdict::Written { stamp, .. }) =
            verdict;
        Some((path.clone(), Line::new(file.inputs(), (*stamp)?)))
    });
    Ledger { files: lines.collect() }
}

/// Says which file goes where, sorted by path.
fn plan<'o, 'a>(output: &'o Output<'a>) -> Vec<(String, &'o OutputFile<'a>)> {
    let mut files: Vec<_> =
        output.files().par_iter().map(|file| (file.url.to_file(), file)).collect();
    // Stable: a page comes before a file in its folder, as `/` is the shorter.
    files.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    files.dedup_by(|(later, _), (first, _)| later == first);
    let mut folders = HashSet::new();
    for (path, _) in &files {
        let ends = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        folders.extend(ends.map(str::to_owned));
    }
    files.retain(|(path, _)| !folders.contains(path));
    files
}

fn count(verdicts: &[Verdict], old: &OldSite) -> Changes {
    let mut changes = Changes::default();
    let mut known = 0;
    for verdict in verdicts {
        match verdict {
            Verdict::Same(_) => changes.unchanged += 1,
            Verdict::Written { bytes, was, .. } => {
                changes.written += 1;
                changes.bytes += bytes;
                known += usize::from(*was == Was::Other);
            }
        }
    }
    changes.removed = (old.files.len() + old.strange) - known - changes.unchanged;
    changes
}

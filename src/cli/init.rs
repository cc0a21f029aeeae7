//! `init`: starts a site.

use std::path::PathBuf;

use clap::Args;
use include_dir::{Dir, DirEntry, include_dir};

use crate::emit;
use crate::error::Error;

use super::options::today;
use super::{Outcome, Terminal};

/// What a new site begins with. `TODAY` stands for the day it is made.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Start a site: a site.toml and a few policies to make your own
///
/// Writes nothing where a file of the same name exists.
#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// The folder of the new site; made if it is not there
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(args: &InitArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let today = today()?.to_string();
    let mut files = Vec::new();
    collect(&STARTER, &today, &mut files);
    files.sort();
    emit::create(&args.folder, &files)?;
    let folder = args.folder.display();
    terminal.note(&format!(
        "started a site in {folder}: {} files\nnext: edit {folder}/site.toml, then run \
         `trustpress --root {folder} build`",
        files.len()
    ));
    Ok(Outcome::Clean)
}

/// Lists the starter's files with today's date filled in.
fn collect(dir: &Dir<'_>, today: &str, files: &mut Vec<(String, String)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, today, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let text = file.contents_utf8().unwrap_or_default();
                files.push((path, text.replace("TODAY", today)));
            }
        }
    }
}

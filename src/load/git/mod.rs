//! What the history of the repository says about the documents.
//!
//! Git is a witness: it can cast doubt on a date that a document states, and
//! only under `[dates] git = "fallback"` supplies one.
//!
//! One walk over the history, newest commit first, serves all documents:
//!
//! 1. `log` follows each document back through edits and renames.
//! 2. `words` compares the text before and after a commit, for as few commits
//!    as will do, to find the last one that changed more than front matter and
//!    white space.
//!
//! # Invariants
//!
//! - Nothing is fetched, written or locked, and no program that the repository
//!   names is run.
//! - What cannot be known is `None`, never the date of something else.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::thread;

use crate::base::date::Date;
use crate::base::path::ContentPath;
use crate::config::{Config, GitDatesMode};

use self::command::Git;
use self::log::Walk;
use self::repository::Repository;

mod command;
mod log;
mod past;
mod repository;
mod texts;
mod words;

pub use past::{Past, PastText, Witness, past};

/// What git knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// Nobody asked.
    #[default]
    Off,
    /// Git was asked and could not say; the text is for a person.
    Unavailable(String),
    /// The history was read.
    Known(KnownHistory),
}

/// The history of the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownHistory {
    /// Whether the clone is shallow, so that what happened before its boundary
    /// is unknown.
    pub shallow: bool,
    /// The history of each document that is part of the commit that is checked
    /// out.
    pub files: BTreeMap<ContentPath, FileHistory>,
}

/// The history of one file.
///
/// A commit is `None` where the history does not show it: before the boundary
/// of a shallow clone, in a merge that belongs to neither side, behind a
/// symbolic link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHistory {
    /// The commit that created the file, renames followed where the commit did
    /// nothing else to the file.
    pub first: Option<Commit>,
    /// The last commit that changed the file, apart from those listed in
    /// `.git-blame-ignore-revs`; a rename alone is no change.
    pub last: Option<Commit>,
    /// The last commit that changed its words: more than front matter and
    /// white space. Also `None` where a partial clone lacks the texts.
    pub last_substantive: Option<Commit>,
    /// Whether the working tree differs from the last commit.
    pub is_dirty: bool,
}

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full object name.
    pub id: String,
    /// The author's date, as a day in UTC.
    pub day: Date,
}

/// The commit that is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The full object name.
    pub id: String,
    /// The committer's date, as a day in UTC.
    pub day: Date,
}

/// Returns the commit that is checked out at `root`, if it is in a repository
/// that has one and git can read it.
pub fn head(root: &Path) -> Option<Head> {
    let answer = Git::new(root).answer(&["log", "-1", "--format=%H %ct", "HEAD"]).ok()?;
    let (id, seconds) = str::from_utf8(&answer).ok()?.trim_end().split_once(' ')?;
    let day = Date::from_unix(seconds.parse().ok()?)?;
    Some(Head { id: id.to_owned(), day })
}

/// Returns the path of `root` in its repository, with a final `/`: what stands
/// before every path for those who look at the whole repository. Empty at its top,
/// and where there is none.
pub fn prefix(root: &Path) -> String {
    let answer = Git::new(root).answer(&["rev-parse", "--show-prefix"]);
    let prefix = answer.ok().and_then(|answer| String::from_utf8(answer).ok());
    prefix.map(|prefix| prefix.trim_end_matches('\n').to_owned()).unwrap_or_default()
}

/// Reads the history of `documents`, if the configuration asks for it.
pub(super) fn history<'a>(
    config: &Config,
    documents: impl Iterator<Item = &'a ContentPath>,
) -> History {
    match config.dates.git {
        GitDatesMode::Off => History::Off,
        GitDatesMode::Advisory | GitDatesMode::Fallback => {
            known(config, documents).map_or_else(History::Unavailable, History::Known)
        }
    }
}

fn known<'a>(
    config: &Config,
    documents: impl Iterator<Item = &'a ContentPath>,
) -> Result<KnownHistory, String> {
    let folder = config.content_dir();
    let git = Git::new(&folder);
    let repository = Repository::open(&git, &folder)?;
    let tracked = git.answer(&["ls-tree", "-r", "-z", "--name-only", "HEAD"])?;
    let tracked: HashSet<&[u8]> = tracked.split(|byte| *byte == 0).collect();
    let paths: Vec<&ContentPath> =
        documents.filter(|path| tracked.contains(path.as_str().as_bytes())).collect();

    let names = paths.iter().map(|path| repository.name(path)).collect();
    let (walk, changed) = thread::scope(|scope| {
        let changed = scope.spawn(|| repository::changed(&git));
        let walk = git.stream(&log::ARGUMENTS, |lines| {
            let walk = Walk::new(names, &repository.boundary, &repository.ignored);
            walk.read(lines)
        })?;
        let failed = |_panic| Err("git status failed".to_owned());
        Ok::<_, String>((walk, changed.join().unwrap_or_else(failed)?))
    })?;
    let limit = config.output.max_document_bytes;
    let substantive = words::last_substantive(&git, &walk.lives, limit);

    let histories = walk.lives.iter().zip(substantive).map(|(life, last)| FileHistory {
        first: walk.commit(life.first.known()),
        last: walk.commit(life.last.known()),
        last_substantive: walk.commit(last),
        is_dirty: false,
    });
    let mut files = BTreeMap::new();
    for (path, mut history) in paths.into_iter().zip(histories) {
        history.is_dirty = changed.contains(&repository.name(path));
        files.insert(path.clone(), history);
    }
    Ok(KnownHistory { shallow: repository.is_shallow, files })
}

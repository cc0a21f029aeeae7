//! The repository around the content folder.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::collections::HashSet;
use std::path::Path;

use super::command::Git;
use crate::base::path::ContentPath;
use crate::load::read;

/// Commits in this file at the top of the working tree change how text looks,
/// not what it says. See
/// [`blame.ignoreRevsFile`](https://git-scm.com/docs/git-blame#Documentation/git-blame.txt---ignore-revs-fileltfilegt).
const IGNORED: &str = ".git-blame-ignore-revs";

/// Git's own files are a few lines; nobody writes longer ones.
const LONGEST_LIST: u64 = 1 << 20;

/// What holds for all commits of a repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// The path of the content folder in the repository; empty at its top,
    /// otherwise with a final `/`.
    prefix: String,
    pub(super) is_shallow: bool,
    /// The commits whose parents a shallow clone does not have.
    pub(super) boundary: HashSet<String>,
    /// The commits that [`IGNORED`] lists.
    pub(super) ignored: HashSet<String>,
}

impl Repository {
    pub(super) fn open(git: &Git<'_>, folder: &Path) -> Result<Self, String> {
        let answer = git.answer(&[
            "rev-parse",
            "--show-prefix",
            "--is-shallow-repository",
            "--git-path",
            "shallow",
            "--show-toplevel",
        ])?;
        let answer = String::from_utf8_lossy(&answer);
        let mut lines = answer.split('\n');
        let mut next = || lines.next().unwrap_or_default();
        let (prefix, is_shallow, shallow, top) = (next(), next(), next(), next());
        if git.answer(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).is_err() {
            return Err(format!("the repository `{top}` has no commits"));
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            is_shallow: is_shallow == "true",
            boundary: listed(&folder.join(shallow)),
            ignored: listed(&Path::new(top).join(IGNORED)),
        })
    }

    /// Returns the name of a document in the repository.
    pub(super) fn name(&self, path: &ContentPath) -> Vec<u8> {
        [self.prefix.as_bytes(), path.as_str().as_bytes()].concat()
    }

    /// Returns the path below the content folder of a file of the repository;
    /// `None` for one that is elsewhere.
    pub(super) fn content_path(&self, name: &[u8]) -> Option<ContentPath> {
        let below = name.strip_prefix(self.prefix.as_bytes())?;
        ContentPath::new(str::from_utf8(below).ok()?).ok()
    }
}

/// Returns the names of files whose content is not that of the last commit.
pub(super) fn changed(git: &Git<'_>) -> Result<HashSet<Vec<u8>>, String> {
    let answer = git.answer(&[
        "status",
        "--porcelain=v1",
        "-z",
        "--untracked-files=no",
        "--ignore-submodules=all",
        "--no-renames",
        "--",
        ".",
    ])?;
    // Two letters and a blank stand before each name.
    let names = answer.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..));
    Ok(names.map(<[u8]>::to_vec).collect())
}

/// Reads the object names in a file, one per line; none if there is no file.
fn listed(file: &Path) -> HashSet<String> {
    let text = if file.is_file() {
        read::text(file, LONGEST_LIST)
    } else {
        return HashSet::new();
    };
    let text = text.unwrap_or_default();
    let names =
        text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

//! Adds to the archive: all of a change, or nothing.
//!
//! 1. Each new file is written under a temporary name beside its own and then
//!    renamed. A file that is there already is kept if it is the same, as an
//!    interrupted run leaves it; it is never overwritten.
//! 2. Each list is replaced by one rename; the last one makes the change valid.
//!
//! # Invariants
//!
//! - Whoever is killed between two steps leaves the old archive, or the new one
//!   once the last list has its name. Texts that no list names do no harm.
//! - Who writes has held the archive since before it was read ([`Writer::hold`]),
//!   so two runs that both add to it do so one after the other.
//! - What has been written is on the medium before a list names it: unlike the
//!   site, the archive cannot be made again.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::archive::{Change, FOLDER, NewFile};
use crate::config::Config;
use crate::error::Error;

use super::disk::lock::{self, Lock};

/// The file that is locked, beside the archive, which need not exist yet.
const LOCK_FILE: &str = ".archive.trustpress-lock";

/// How the names of files end that are not finished; they begin with a dot, so
/// that nobody reads them.
const UNFINISHED: &str = ".trustpress-new";

/// The right to write to the archive, as long as it lives.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    _lock: Lock,
}

/// One step of a change. A run may end after any of them, or within one.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    /// Writes a file under its temporary name.
    Write(&'a NewFile),
    /// Gives a new file its name.
    Add(&'a NewFile),
    /// Gives a list its name.
    Replace(&'a NewFile),
}

impl Writer {
    /// Waits until no other run writes to the archive, and keeps others from it.
    /// Read the archive after this and not before.
    pub fn hold(config: &Config) -> Result<Self, Error> {
        let root = config.root.clone();
        let lock = lock::acquire(&root.join(LOCK_FILE))?;
        let writer = Self { root, _lock: lock };
        writer.remove_unfinished();
        Ok(writer)
    }

    /// Makes a change.
    pub fn write(&self, change: &Change) -> Result<(), Error> {
        for step in steps(change) {
            self.run(step)?;
        }
        Ok(())
    }

    fn run(&self, step: Step<'_>) -> Result<(), Error> {
        let (Step::Write(file) | Step::Add(file) | Step::Replace(file)) = step;
        let path = self.root.join(&file.path);
        let temporary = unfinished(&path);
        let result = match step {
            Step::Write(file) => write(&temporary, file.text.as_bytes()),
            Step::Add(file) => add(&temporary, &path, file.text.as_bytes()),
            Step::Replace(_) => {
                fs::rename(&temporary, &path).and_then(|()| sync_folder(&path))
            }
        };
        result.map_err(|source| Error::Write { path, source })
    }

    /// Removes what killed runs were writing. What cannot be removed is in
    /// nobody's way.
    fn remove_unfinished(&self) {
        let mut folders = vec![self.root.join(FOLDER)];
        let mut is_top = true;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if is_folder && is_top {
                    folders.push(entry.path());
                } else if name.to_str().is_some_and(|name| {
                    name.starts_with('.') && name.ends_with(UNFINISHED)
                }) {
                    drop(fs::remove_file(entry.path()));
                }
            }
            is_top = false;
        }
    }
}

fn steps(change: &Change) -> Vec<Step<'_>> {
    let added = change.added.iter().flat_map(|file| [Step::Write(file), Step::Add(file)]);
    let written = change.lists.iter().map(Step::Write);
    let replaced = change.lists.iter().map(Step::Replace);
    added.chain(written).chain(replaced).collect()
}

fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{UNFINISHED}"))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a file its name, unless a file of that name is there already.
fn add(temporary: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(found) if found == bytes => fs::remove_file(temporary),
        Ok(_) => {
            fs::remove_file(temporary)?;
            Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "it is there already, with another text: if an interrupted run left it, \
                 delete it",
            ))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::rename(temporary, path)?;
            sync_folder(path)
        }
        Err(error) => Err(error),
    }
}

/// Makes the name of a file last. Not every system can.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, LOCK, ProblemKind, read};
    use crate::base::digest::sha256;
    use crate::config::ConfigOrigin;
    use crate::load::load;

    fn config(root: &Path) -> Config {
        let mut config = Config::bare(root);
        config.origin = ConfigOrigin::File;
        config
    }

    fn file(path: &str, text: &str) -> NewFile {
        NewFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn entry(version: &str, text: &str) -> String {
        let digest = sha256(text.as_bytes());
        format!(
            "\n[[version]]\nid = \"a\"\nversion = \"{version}\"\ntitle = \"A\"\n\
             kind = \"policy\"\nfrozen_on = 2026-03-01\nurl = \"/a/\"\n\
             source_path = \"a.md\"\n\
             source_sha256 = \"{digest}\"\nwords = \"words-1\"\nwords_sha256 = \"{digest}\"\n"
        )
    }

    /// Adds a version after the first; the change has a second list, as a
    /// release has.
    fn second() -> Change {
        let lock = format!("format = 1\n{}{}", entry("1", "one\n"), entry("2", "two\n"));
        Change {
            added: vec![file("archive/a/2.md", "two\n")],
            lists: vec![file("archive/reviews.toml", "format = 1\n"), file(LOCK, &lock)],
        }
    }

    fn first() -> Change {
        let lock = format!("format = 1\n{}", entry("1", "one\n"));
        Change {
            added: vec![file("archive/a/1.md", "one\n")],
            lists: vec![file(LOCK, &lock)],
        }
    }

    fn read_archive(config: &Config) -> Archive {
        read(load(config).unwrap().archive)
    }

    #[test]
    fn a_run_that_ends_anywhere_leaves_the_old_archive_or_the_new_one() {
        let change = second();
        let steps = steps(&change);
        for done in 0..=steps.len() {
            let root = tempfile::tempdir().unwrap();
            let config = config(root.path());
            let writer = Writer::hold(&config).unwrap();
            writer.write(&first()).unwrap();
            let old = read_archive(&config);
            for step in &steps[..done] {
                writer.run(*step).unwrap();
            }
            // Killed while writing: half a file, under its temporary name.
            if let Some(Step::Write(file)) = steps.get(done) {
                let path = unfinished(&root.path().join(&file.path));
                write(&path, &file.text.as_bytes()[..file.text.len() / 2]).unwrap();
            }
            drop(writer);

            let found = read_archive(&config);
            let is_new = done == steps.len();
            assert_eq!(found.versions.len(), if is_new { 2 } else { 1 }, "{done}");
            assert_eq!(found.versions[0], old.versions[0], "{done}");
            let is_harmless =
                |kind: &ProblemKind| matches!(kind, ProblemKind::Unlocked { .. });
            assert!(found.problems.iter().all(|it| is_harmless(&it.kind)), "{found:?}");

            let writer = Writer::hold(&config).unwrap();
            writer.write(&change).unwrap();
            drop(writer);
            let whole = read_archive(&config);
            assert_eq!((whole.versions.len(), whole.problems.len()), (2, 0), "{done}");
            assert!(files(root.path()).iter().all(|name| !name.contains("trustpress")));
        }
    }

    fn files(root: &Path) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    found.push(entry.path().to_string_lossy().into_owned());
                }
            }
        }
        found
    }

    #[test]
    fn a_file_with_another_text_is_never_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let config = config(root.path());
        let writer = Writer::hold(&config).unwrap();
        fs::create_dir_all(root.path().join("archive/a")).unwrap();
        fs::write(root.path().join("archive/a/1.md"), "other\n").unwrap();
        let error = writer.write(&first()).unwrap_err();
        assert!(matches!(error, Error::Write { .. }), "{error}");
        assert!(read_archive(&config).versions.is_empty());
        let kept = fs::read_to_string(root.path().join("archive/a/1.md")).unwrap();
        assert_eq!(kept, "other\n");
    }

    #[test]
    fn runs_that_write_at_once_do_so_one_after_the_other() {
        let root = tempfile::tempdir().unwrap();
        let config = config(root.path());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let config = &config;
                scope.spawn(move || {
                    let writer = Writer::hold(config).unwrap();
                    let count = read_archive(config).versions.len();
                    let mut lock = fs::read_to_string(config.root.join(LOCK))
                        .unwrap_or_else(|_| "format = 1\n".to_owned());
                    lock.push_str(&entry(&number.to_string(), "x\n"));
                    let path = format!("archive/a/{number}.md");
                    let change = Change {
                        added: vec![file(&path, "x\n")],
                        lists: vec![file(LOCK, &lock)],
                    };
                    writer.write(&change).unwrap();
                    assert_eq!(read_archive(config).versions.len(), count + 1);
                });
            }
        });
        assert_eq!(read_archive(&config).versions.len(), 8);
    }
}

//! Adds to the archive: all of a change, or nothing.
//!
//! 1. Each new file is written under a temporary name beside its own and then
//!    renamed. A file that is there already is kept if it is the same, as an
//!    interrupted run leaves it; it is never overwritten.
//!    Images and files are copied to names that are their digests.
//! 2. The lists that name them are written into a folder of their own.
//! 3. That folder gets the name by which readers know it ([`COMMIT`]): from now on
//!    its lists count, all of them.
//! 4. Each list moves from there to its place, and the folder is removed. Whoever
//!    writes next does this for a run that was killed before it could.
//!
//! # Invariants
//!
//! - Whoever is killed anywhere leaves the old archive, or the new one. Texts
//!   that no list names do no harm.
//! - Who writes has held the archive since before it was read ([`Writer::hold`]),
//!   so two runs that both add to it do so one after the other.
//! - What has been written is on the medium before a list names it: unlike the
//!   site, the archive cannot be made again.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::archive::{Change, FOLDER, NewAsset, NewFile};
use crate::config::Config;
use crate::error::Error;
use crate::load::archive::{BEHIND, COMMIT, LISTS, lacks_entries};

use super::disk::lock::{self, Lock};

/// The file that is locked, beside the archive, which need not exist yet.
const LOCK_FILE: &str = ".archive.trustpress-lock";

/// How the names of files end that are not finished; they begin with a dot, so
/// that nobody reads them.
const UNFINISHED: &str = ".trustpress-new";

/// The folder of lists that do not count yet, relative to the root.
const STAGED: &str = "archive/.commit.trustpress-new";

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
    /// Copies a file to its temporary name.
    Copy(&'a NewAsset),
    /// Gives a copied file its name, which is its digest: one that is there
    /// already is the same.
    Keep(&'a NewAsset),
    /// Writes a list where it does not count yet.
    Stage(&'a NewFile),
    /// Makes all lists count.
    Commit,
    /// Moves a list, by its name, to its place.
    Place(&'a str),
    /// Ends the change.
    Clear,
}

impl Writer {
    /// Waits until no other run writes to the archive, keeps others from it, and
    /// ends what a killed one has begun. Read the archive after this and not
    /// before.
    pub fn hold(config: &Config) -> Result<Self, Error> {
        let root = config.root.clone();
        let lock = lock::acquire(&root.join(LOCK_FILE))?;
        let writer = Self { root, _lock: lock };
        writer.remove_unfinished();
        writer.finish()?;
        Ok(writer)
    }

    /// Makes a change.
    pub fn write(&self, change: &Change) -> Result<(), Error> {
        steps(change).into_iter().try_for_each(|step| self.run(step))
    }

    fn run(&self, step: Step<'_>) -> Result<(), Error> {
        let (path, result) = match step {
            Step::Write(file) => {
                let path = self.root.join(&file.path);
                let result = write(&unfinished(&path), file.text.as_bytes());
                (path, result)
            }
            Step::Add(file) => {
                let path = self.root.join(&file.path);
                let result = add(&unfinished(&path), &path, file.text.as_bytes());
                (path, result)
            }
            Step::Copy(asset) => {
                let path = self.root.join(&asset.path);
                let result = copy(&asset.file, &unfinished(&path));
                (path, result)
            }
            Step::Keep(asset) => {
                let path = self.root.join(&asset.path);
                let named = fs::rename(unfinished(&path), &path);
                let result = named.and_then(|()| path.parent().map_or(Ok(()), sync));
                (path, result)
            }
            Step::Stage(file) => {
                let path = self.root.join(STAGED).join(name(file));
                let result = write(&path, file.text.as_bytes());
                (path, result)
            }
            Step::Commit => {
                let (staged, path) = (self.root.join(STAGED), self.root.join(COMMIT));
                let result = sync(&staged)
                    .and_then(|()| sync(&self.root.join(FOLDER)))
                    .and_then(|()| fs::rename(&staged, &path))
                    .and_then(|()| sync(&self.root.join(FOLDER)));
                (path, result)
            }
            Step::Place(name) => {
                let path = self.root.join(FOLDER).join(name);
                let result = fs::rename(self.root.join(COMMIT).join(name), &path);
                (path, result)
            }
            Step::Clear => {
                let path = self.root.join(COMMIT);
                // The lists must be found in their places for ever, and only then
                // nowhere else.
                let result = sync(&self.root.join(FOLDER))
                    .and_then(|()| fs::remove_dir(&path))
                    .and_then(|()| sync(&self.root.join(FOLDER)));
                (path, result)
            }
        };
        result.map_err(|source| Error::Write { path, source })
    }

    /// Ends a change whose lists count, if there is one.
    fn finish(&self) -> Result<(), Error> {
        let folder = self.root.join(COMMIT);
        if !fs::symlink_metadata(&folder).is_ok_and(|kind| kind.is_dir()) {
            return Ok(());
        }
        let pending = LISTS.into_iter().filter(|name| folder.join(name).is_file());
        for name in pending.clone() {
            self.refuse_loss(name)
                .map_err(|source| Error::Write { path: folder.join(name), source })?;
        }
        pending.map(Step::Place).chain([Step::Clear]).try_for_each(|step| self.run(step))
    }

    /// Refuses to put a list in the place of one that has more: see [`BEHIND`].
    fn refuse_loss(&self, name: &str) -> io::Result<()> {
        let beside = match fs::read_to_string(self.root.join(FOLDER).join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            beside => beside?,
        };
        let pending = fs::read_to_string(self.root.join(COMMIT).join(name))?;
        if lacks_entries(&pending, &beside) {
            Err(io::Error::other(BEHIND))
        } else {
            Ok(())
        }
    }

    /// Removes what killed runs were writing. What cannot be removed is in
    /// nobody's way.
    fn remove_unfinished(&self) {
        drop(fs::remove_dir_all(self.root.join(STAGED)));
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
    let copied =
        change.copied.iter().flat_map(|asset| [Step::Copy(asset), Step::Keep(asset)]);
    let staged = change.lists.iter().map(Step::Stage);
    let placed = change.lists.iter().map(|file| Step::Place(name(file)));
    added
        .chain(copied)
        .chain(staged)
        .chain([Step::Commit])
        .chain(placed)
        .chain([Step::Clear])
        .collect()
}

fn name(list: &NewFile) -> &str {
    list.path.rsplit_once('/').map_or(list.path.as_str(), |(_, name)| name)
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

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(to)?;
    io::copy(&mut File::open(from)?, &mut file)?;
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
            path.parent().map_or(Ok(()), sync)
        }
        Err(error) => Err(error),
    }
}

/// Makes the names in a folder last. Not every system can.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, LOCK, ProblemKind, REVIEWS, read};
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
        let review = format!(
            "format = 1\n\n[[review]]\nid = \"a\"\non = 2026-03-02\nby = \"CISO\"\n\
             outcome = \"revised\"\nwords_sha256 = \"{}\"\n",
            sha256(b"two\n")
        );
        Change {
            added: vec![file("archive/a/2.md", "two\n")],
            copied: Vec::new(),
            lists: vec![file(REVIEWS, &review), file(LOCK, &lock)],
        }
    }

    fn first() -> Change {
        let lock = format!("format = 1\n{}", entry("1", "one\n"));
        Change {
            added: vec![file("archive/a/1.md", "one\n")],
            copied: Vec::new(),
            lists: vec![file(LOCK, &lock)],
        }
    }

    fn read_archive(config: &Config) -> Archive {
        let mut archive = read(load(config).unwrap().archive);
        // A text that no list names yet does no harm.
        archive.problems.retain(|it| !matches!(it.kind, ProblemKind::Unlocked { .. }));
        archive.paths.clear();
        archive
    }

    #[test]
    fn a_run_that_ends_anywhere_leaves_the_old_archive_or_the_new_one() {
        let change = second();
        let steps = steps(&change);
        let commit = steps.iter().position(|step| matches!(step, Step::Commit)).unwrap();
        for done in 0..=steps.len() {
            let root = tempfile::tempdir().unwrap();
            let config = config(root.path());
            let writer = Writer::hold(&config).unwrap();
            writer.write(&first()).unwrap();
            let old = read_archive(&config);
            assert_eq!((old.versions.len(), old.reviews.len()), (1, 0));
            for step in &steps[..done] {
                writer.run(*step).unwrap();
            }
            // Killed while writing: half a file, under a name that nobody reads.
            let half = match steps.get(done) {
                Some(Step::Write(file)) => {
                    Some((unfinished(Path::new(&file.path)), file))
                }
                Some(Step::Stage(file)) => {
                    Some((Path::new(STAGED).join(name(file)), file))
                }
                _ => None,
            };
            if let Some((path, file)) = half {
                let text = &file.text.as_bytes()[..file.text.len() / 2];
                write(&root.path().join(path), text).unwrap();
            }
            drop(writer);

            let found = read_archive(&config);
            if done <= commit {
                assert_eq!(found, old, "{done}");
            } else {
                assert_eq!((found.versions.len(), found.reviews.len()), (2, 1), "{done}");
                assert_eq!(found.problems, [], "{done}");
            }

            // Whoever writes next ends it, with or without repeating it.
            drop(Writer::hold(&config).unwrap());
            assert_eq!(read_archive(&config), found, "{done}");
            assert!(!root.path().join(COMMIT).exists());
            let writer = Writer::hold(&config).unwrap();
            writer.write(&change).unwrap();
            drop(writer);
            let whole = read(load(&config).unwrap().archive);
            assert_eq!((whole.versions.len(), whole.reviews.len()), (2, 1), "{done}");
            assert_eq!(whole.problems, [], "{done}");
            let left = files(root.path());
            let is_ours =
                |name: &str| name.contains("trustpress") || name.contains(".commit");
            assert!(!left.iter().any(|name| is_ours(name)), "{left:?}");
        }
    }

    #[test]
    fn a_change_that_was_committed_half_done_and_went_on_elsewhere_loses_nothing() {
        let root = tempfile::tempdir().unwrap();
        let config = config(root.path());
        Writer::hold(&config).unwrap().write(&first()).unwrap();
        let ahead =
            format!("format = 1\n{}{}", entry("1", "one\n"), entry("3", "three\n"));
        fs::write(root.path().join(LOCK), ahead).unwrap();
        let pending = root.path().join(COMMIT).join("versions.lock");
        write(&pending, second().lists[1].text.as_bytes()).unwrap();

        let error = Writer::hold(&config).unwrap_err();
        assert!(
            matches!(&error, Error::Write { source, .. } if source.to_string() == BEHIND)
        );
        let [problem] = read_archive(&config).problems.try_into().unwrap();
        assert!(matches!(problem.kind, ProblemKind::Unreadable(_)), "{problem:?}");
        // What the message asks for.
        fs::remove_dir_all(root.path().join(COMMIT)).unwrap();
        drop(Writer::hold(&config).unwrap());
        assert_eq!(read_archive(&config).versions.len(), 2);
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
                        copied: Vec::new(),
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

//! What git says about documents, in repositories made for the purpose.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests make repositories and look at the disk themselves"
)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "that is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use trustpress::base::date::Date;
use trustpress::base::path::ContentPath;
use trustpress::config::{Config, ConfigOrigin, GitDatesMode};
use trustpress::load::git::{Commit, FileHistory, History, KnownHistory, head};
use trustpress::load::load;

#[test]
fn a_document_has_a_first_a_last_and_a_last_substantive_commit() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "---\nowner: x\n---\n# A\n\nOne.\n");
    repo.write("content/b.md", "# B\n");
    repo.write("content/c.md", "# C\n");
    repo.write("content/picture.png", "x");
    repo.commit(1);
    repo.write("content/a.md", "---\nowner: x\n---\n# A\n\nTwo.\n");
    repo.commit(2);
    // White space, then front matter, in many files at once.
    repo.write("content/a.md", "---\nowner: x\n---\n# A\nTwo.\n");
    repo.write("content/b.md", "\n# B\n\n");
    repo.commit(3);
    repo.write("content/a.md", "---\nowner: y\n---\n# A\nTwo.\n");
    repo.write("content/b.md", "---\nowner: y\n---\n# B\n");
    repo.write("content/c.md", "---\nowner: y\n---\n# C\n");
    repo.commit(4);
    repo.write("content/b.md", "---\nowner: y\n---\n# B changed\n");
    repo.write("content/new.md", "# New\n");

    let expected = [
        // path, first, last, last substantive, dirty
        ("a.md", "1 4 2", false),
        ("b.md", "1 4 1", true),
        ("c.md", "1 4 1", false),
    ];
    assert_eq!(
        repo.days(),
        expected.map(|(path, d, dirty)| (path.into(), d.into(), dirty))
    );
}

#[test]
fn a_rename_is_followed_and_is_no_change() {
    let Some(repo) = Repo::new() else { return };
    // From outside the content folder, too.
    repo.write("notes/draft.md", "# Draft\n");
    repo.commit(1);
    repo.write("notes/draft.md", "# Policy\n");
    repo.commit(2);
    repo.rename("notes/draft.md", "content/access.md");
    repo.commit(3);
    repo.rename("content/access.md", "content/access-control.md");
    repo.commit(4);
    // The old name is another document from now on.
    repo.write("content/access.md", "# Access, in short\n");
    repo.commit(5);
    assert_eq!(
        repo.days(),
        [owned("access-control.md", "1 2 2"), owned("access.md", "5 5 5")]
    );
}

#[test]
fn a_document_that_was_deleted_and_created_again_is_a_new_one() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.commit(1);
    fs::remove_file(repo.path("content/a.md")).unwrap();
    repo.commit(2);
    repo.write("content/a.md", "# A again\n");
    repo.commit(3);
    assert_eq!(repo.days(), [owned("a.md", "3 3 3")]);

    repo.git(&["rm", "--quiet", "--cached", "content/a.md"]);
    repo.commit_index(4);
    assert_eq!(repo.days(), [], "it is not part of the last commit");
}

#[test]
fn a_merge_counts_as_what_was_merged() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.write("content/b.md", "# B\n");
    repo.commit(1);
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.write("content/a.md", "# A, from the side\n");
    repo.commit(2);
    repo.git(&["checkout", "--quiet", "main"]);
    repo.write("content/b.md", "# B, meanwhile\n");
    repo.commit(3);
    repo.dated(4, &["merge", "--quiet", "--no-ff", "-m", "merge", "side"]);
    assert_eq!(repo.days(), [owned("a.md", "1 2 2"), owned("b.md", "1 3 3")]);
}

#[test]
fn dates_are_the_authors_and_the_head_is_the_committers() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.git(&["add", "."]);
    let mut commit = repo.command(&["commit", "--quiet", "-m", "x"]);
    // 23:30 on the first day in New York is the second day in UTC.
    commit.env("GIT_AUTHOR_DATE", "1970-01-01T23:30:00-0500");
    commit.env("GIT_COMMITTER_DATE", date(9));
    assert!(commit.status().unwrap().success());
    let id = repo.head_id();
    let day = |day: i64| Date::from_unix(day * 86_400).unwrap();
    let commit = Some(Commit { id: id.clone(), day: day(1) });
    let expected = FileHistory {
        first: commit.clone(),
        last: commit.clone(),
        last_substantive: commit,
        is_dirty: false,
    };
    assert_eq!(repo.known().files.into_values().collect::<Vec<_>>(), [expected]);

    let head = head(&repo.path("content")).unwrap();
    assert_eq!((head.id, head.day), (id, day(9)));
}

#[test]
fn commits_that_blame_ignores_do_not_count() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.commit(1);
    repo.write("content/a.md", "A\n=\n");
    repo.write("content/b.md", "B\n=\n");
    repo.commit(2);
    let ignored = format!("# other headings\n\n{} # all\n", repo.head_id());
    repo.write(".git-blame-ignore-revs", &ignored);
    repo.commit(3);
    // What a commit created it did not merely reformat.
    assert_eq!(repo.days(), [owned("a.md", "1 1 1"), owned("b.md", "2 2 2")]);
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.write("content/b.md", "# B\n");
    repo.commit(1);
    repo.write("content/b.md", "# B, edited\n");
    repo.commit(2);
    repo.write("content/b.md", "---\nowner: x\n---\n# B, edited\n");
    repo.write("content/c.md", "# C\n");
    repo.commit(3);

    let clone = repo.cloned(&["--depth=1"]);
    assert!(clone.known().shallow);
    let unknown = "? ? ?";
    assert_eq!(
        clone.days(),
        [owned("a.md", unknown), owned("b.md", unknown), owned("c.md", unknown)]
    );
    let clone = repo.cloned(&["--depth=2"]);
    // Only the front matter changed on the third day, and before is unknown.
    assert_eq!(
        clone.days(),
        [owned("a.md", unknown), owned("b.md", "? 3 ?"), owned("c.md", "3 3 3")]
    );
    let clone = repo.cloned(&[]);
    assert!(!clone.known().shallow);
    assert_eq!(
        clone.days(),
        [owned("a.md", "1 1 1"), owned("b.md", "1 3 2"), owned("c.md", "3 3 3")]
    );
}

#[test]
fn a_partial_clone_is_never_completed() {
    let Some(repo) = Repo::new() else { return };
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.write("content/a.md", "# A\n");
    repo.write("content/b.md", "# B\n");
    repo.commit(1);
    repo.write("content/a.md", "# A, edited\n");
    repo.commit(2);
    let clone = repo.cloned(&["--filter=blob:none", "--no-checkout"]);
    clone.write("content/a.md", "# A, edited\n");
    clone.write("content/b.md", "# B\n");
    let days: Vec<_> =
        clone.days().into_iter().map(|(path, days, _)| (path, days)).collect();
    assert_eq!(
        days,
        [
            ("a.md".to_owned(), "1 2 ?".to_owned()),
            ("b.md".to_owned(), "1 1 1".to_owned())
        ]
    );
}

#[test]
fn names_that_git_would_quote_and_folders_that_look_like_options_are_known() {
    let Some(repo) = Repo::new() else { return };
    let names = ["-n.md", "caf\u{e9}.md", "two words.md", "HEAD"];
    for name in names {
        repo.write(&format!("--output=x/content/{name}"), "# A\n");
    }
    repo.commit(1);
    let mut config = repo.config();
    config.root = repo.path("--output=x");
    let known = known(&config);
    let found: Vec<_> = known.files.keys().map(ContentPath::as_str).collect();
    assert_eq!(found, ["-n.md", "caf\u{e9}.md", "two words.md"]);
    assert!(known.files.values().all(|file| file.first.is_some()));
    assert!(head(&config.root).is_some());
}

#[test]
fn a_worktree_has_the_history_of_its_branch() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    repo.commit(1);
    repo.git(&["worktree", "add", "--quiet", "-b", "other", "tree"]);
    let tree = Repo { folder: TempDir::new().unwrap(), top: repo.path("tree") };
    tree.write("content/a.md", "# A elsewhere\n");
    tree.commit(2);
    assert_eq!(tree.days(), [owned("a.md", "1 2 2")]);
    assert_eq!(repo.days(), [owned("a.md", "1 1 1")]);
}

#[test]
fn a_document_behind_a_link_has_no_history_of_its_own() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.md", repo.path("content/b.md")).unwrap();
    repo.commit(1);
    let days = repo.days();
    assert_eq!(days.first(), Some(&owned("a.md", "1 1 1")));
    if cfg!(unix) {
        assert_eq!(days.last(), Some(&owned("b.md", "? ? ?")));
    }
}

#[test]
fn what_git_cannot_say_is_explained() {
    let Some(repo) = Repo::new() else { return };
    repo.write("content/a.md", "# A\n");
    let mut config = repo.config();
    assert_eq!(unavailable(&config), "the repository `REPO` has no commits");
    assert_eq!(head(&repo.top), None);

    // A repository that is committed among the documents brings a
    // configuration of its own.
    repo.commit(1);
    repo.write("content/HEAD", "ref: refs/heads/main\n");
    repo.write("content/config", "[core]\n\tbare = true\n");
    fs::create_dir_all(repo.path("content/objects")).unwrap();
    fs::create_dir_all(repo.path("content/refs")).unwrap();
    let reason = unavailable(&config);
    assert!(reason.contains("bare repository"), "{reason}");

    let plain = TempDir::new().unwrap();
    fs::create_dir(plain.path().join("content")).unwrap();
    config.root = plain.path().to_path_buf();
    let reason = unavailable(&config);
    assert!(reason.ends_with("content` is not in a git repository"), "{reason}");
    assert_eq!(head(plain.path()), None);

    config.dates.git = GitDatesMode::Off;
    assert_eq!(*load(&config).unwrap().history, History::Off);
}

/// A repository in a folder that is deleted in the end.
#[derive(Debug)]
pub(crate) struct Repo {
    folder: TempDir,
    pub(crate) top: PathBuf,
}

impl Repo {
    /// Makes an empty repository; `None`, said aloud, where there is no git.
    pub(crate) fn new() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let top = fs::canonicalize(folder.path()).unwrap();
        let repo = Self { folder, top };
        let init = repo.command(&["init", "--quiet", "-b", "main"]).status();
        if init.is_ok_and(|status| status.success()) {
            fs::create_dir(repo.path("content")).unwrap();
            return Some(repo);
        }
        skipped();
        None
    }

    fn path(&self, path: &str) -> PathBuf {
        self.top.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Git, without the settings of whoever runs the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.top).args(arguments).stdin(Stdio::null());
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        for person in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{person}_NAME"), "A. Writer");
            command.env(format!("GIT_{person}_EMAIL"), "writer@example.com");
        }
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CONFIG_GLOBAL", self.folder.path().join("no-such-file"));
        command
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        self.dated(0, arguments);
    }

    fn dated(&self, day: u32, arguments: &[&str]) {
        let mut command = self.command(arguments);
        command.env("GIT_AUTHOR_DATE", date(day)).env("GIT_COMMITTER_DATE", date(day));
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {errors}");
    }

    fn commit(&self, day: u32) {
        self.git(&["add", "--all", "."]);
        self.commit_index(day);
    }

    fn commit_index(&self, day: u32) {
        self.dated(day, &["commit", "--quiet", "-m", "x"]);
    }

    pub(crate) fn cloned(&self, options: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let top = folder.path().join("clone");
        let from = format!("file://{}", self.top.display());
        let to = top.to_str().unwrap();
        self.git(&[&["clone", "--quiet"], options, &[&from, to]].concat());
        Self { folder, top }
    }

    fn head_id(&self) -> String {
        let output = self.command(&["rev-parse", "HEAD"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    pub(crate) fn config(&self) -> Config {
        let mut config = Config::bare(&self.top);
        config.origin = ConfigOrigin::File;
        "content".clone_into(&mut config.content.dir);
        config.dates.git = GitDatesMode::Advisory;
        config
    }

    fn known(&self) -> KnownHistory {
        known(&self.config())
    }

    /// Each document with the days of its first, last and last substantive
    /// commit, and whether it is dirty.
    fn days(&self) -> Vec<(String, String, bool)> {
        let epoch = Date::from_unix(0).unwrap();
        let day = |commit: Option<Commit>| match commit {
            Some(commit) => commit.day.days_since(epoch).to_string(),
            None => "?".to_owned(),
        };
        let describe = |file: FileHistory| {
            [file.first, file.last, file.last_substantive].map(day).join(" ")
        };
        let files = self.known().files.into_iter();
        files
            .map(|(path, file)| (path.to_string(), describe(file.clone()), file.is_dirty))
            .collect()
    }
}

fn known(config: &Config) -> KnownHistory {
    match &*load(config).unwrap().history {
        History::Known(known) => known.clone(),
        other => panic!("{other:?}"),
    }
}

/// Returns what is said to a person, with a name for the folder.
fn unavailable(config: &Config) -> String {
    match &*load(config).unwrap().history {
        History::Unavailable(reason) => {
            reason.replace(Path::new(&config.root).to_str().unwrap(), "REPO")
        }
        other => panic!("{other:?}"),
    }
}

fn owned(path: &str, days: &str) -> (String, String, bool) {
    (path.to_owned(), days.to_owned(), false)
}

fn date(day: u32) -> String {
    format!("@{} +0000", i64::from(day) * 86_400 + 3600)
}

#[expect(clippy::print_stderr, reason = "a test that proves nothing must say so")]
fn skipped() {
    eprintln!("skipped: there is no git");
}

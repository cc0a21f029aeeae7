//! A build that remembers the last one makes what one from scratch makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use crate::support::files_below;

/// Runs the program in a site, and returns what it says.
fn run(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    command.arg("--root").arg(root).args(args).env("SOURCE_DATE_EPOCH", "1750000000");
    command.output().unwrap()
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let note = text(&output.stderr);
    let counts = note.split(": ").nth(1).and_then(|rest| rest.lines().next());
    (text(&output.stdout), counts.unwrap_or(&note).to_owned())
}

fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files_below(folder.to_str().unwrap())
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

/// Builds twice and from scratch: the same site and the same findings each time.
#[track_caller]
fn build(root: &Path, what: &str) -> String {
    let first = run(root, &["build", "--info"]);
    let again = run(root, &["build", "--info"]);
    let output = root.join("scratch");
    let output = output.to_str().unwrap();
    let scratch = run(root, &["build", "--info", "--no-cache", "--output", output]);
    let findings = |output: &Output| {
        let (findings, _) = said(output);
        // The last line tells the time that the run took.
        findings
            .lines()
            .filter(|line| !line.contains(" ms") && !line.contains(" s"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(findings(&again), findings(&scratch), "{what}");
    assert_eq!(findings(&first), findings(&scratch), "{what}");
    assert_eq!(again.status.code(), scratch.status.code(), "{what}");
    let (_, counts) = said(&again);
    assert!(counts.starts_with("0 files written"), "{what}: {counts}");
    assert!(counts.ends_with("0 removed"), "{what}: {counts}");
    assert!(site(&root.join("public")) == site(&root.join("scratch")), "{what}");
    said(&first).1
}

const POLICY: &str =
    "---\nid: access\ntitle: Access\nkind: policy\nversion: \"1\"\n---\n\nLock.\n";

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[track_caller]
fn succeed(root: &Path, args: &[&str]) {
    let output = run(root, args);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn whatever_changes_the_site_is_the_one_that_a_build_from_scratch_makes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| write(root, path, text);
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/index.md", "# Front\n\n[broken](nowhere.md)\n");
    write("content/access.md", POLICY);
    write("content/report.pdf", "pdf");
    assert!(build(root, "first").ends_with("0 removed"));

    write("content/access.md", &POLICY.replace("Lock", "Shut"));
    build(root, "a word");
    // As long as before.
    write("content/report.pdf", "PDF");
    build(root, "an asset");
    write("templates/partials/colophon.html", "<footer>mine</footer>");
    build(root, "a template");
    write("site.toml", "[site]\ntitle = \"Other\"\n");
    build(root, "the configuration");
    fs::remove_file(root.join("content/report.pdf")).unwrap();
    assert!(build(root, "a file less").ends_with("1 removed"));

    // What was written is no longer what is there.
    write("public/access/index.html", "mine");
    let (_, counts) = said(&run(root, &["build"]));
    assert!(counts.starts_with("1 files written"), "{counts}");
    build(root, "mended");
    // What is remembered is damaged.
    for name in files_below(root.join(".trustpress-cache").to_str().unwrap()) {
        fs::write(root.join(".trustpress-cache").join(name), "\u{0}").unwrap();
    }
    build(root, "forgotten");
}

/// Checks, and returns the findings and how many there are.
fn check(root: &Path, args: &[&str]) -> (String, String) {
    let output = run(root, &[&["check", "--info", "--format", "concise"], args].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    let findings = said(&output).0;
    // Between the two stands how long it took.
    let (before, after) = findings.rsplit_once(" in ").unwrap();
    (before.to_owned(), after.split_once(" ms").unwrap().1.to_owned())
}

#[test]
fn a_check_that_remembers_the_last_one_finds_what_one_from_scratch_finds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| write(root, path, text);
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/index.md", "# Front\n\n[broken](nowhere.md), [access](access.md)\n");
    write("content/access.md", POLICY);
    let kept = root.join(".trustpress-cache/documents");
    let compare = |what: &str| {
        let scratch = check(root, &["--no-cache"]);
        assert_eq!(check(root, &[]), scratch, "{what}");
        assert_eq!(check(root, &[]), scratch, "{what}, again");
        assert!(kept.is_file(), "{what}");
    };
    assert!(check(root, &["--no-cache"]).0.contains("nowhere.md"));
    assert!(!kept.exists());
    compare("first");
    let before = fs::read(&kept).unwrap();
    check(root, &[]);
    assert_eq!(fs::read(&kept).unwrap(), before);

    write("content/access.md", &POLICY.replace("Lock.", "See {{ fact.staff.number }}."));
    compare("a text");
    write("content/registers/facts.yaml", "staff:\n  number: 7\n");
    compare("a fact");
    succeed(root, &["freeze", "access"]);
    compare("the archive");
    write("site.toml", "[site]\ntitle = \"Other\"\n[content]\nlink_fields = ['see']\n");
    compare("the configuration");
    fs::remove_file(root.join("content/index.md")).unwrap();
    compare("a document less");
    let whole = fs::read(&kept).unwrap();
    let scratch = check(root, &["--no-cache"]);
    for end in (0..whole.len()).step_by(97) {
        fs::write(&kept, &whole[..end]).unwrap();
        assert_eq!(check(root, &[]), scratch, "{end}");
    }
}

#[test]
fn a_check_leaves_nothing_in_a_folder_that_is_no_site() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "a.md", "# A\n");
    let output = run(root, &["check", root.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(files_below(root.to_str().unwrap()), ["a.md"]);
}

#[test]
fn the_pages_of_old_versions_know_what_changed_around_them() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| write(root, path, text);
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/index.md", "# Front\n");
    write("content/access.md", POLICY);
    succeed(root, &["freeze", "access"]);
    build(root, "the archive");
    write("content/access.md", &POLICY.replace("Lock", "Bolt").replace("\"1\"", "\"2\""));
    succeed(root, &["freeze", "access"]);
    build(root, "another version");
    let other = "---\nid: other\ntitle: Other\nkind: policy\nversion: \"1\"\n---\n\nSee [access](access.md).\n";
    write("content/other.md", other);
    succeed(root, &["release", "one"]);
    build(root, "a release");
    write("content/other.md", &other.replace("title: Other", "title: Another"));
    build(root, "a title in the navigation");
    succeed(root, &["review", "access", "--by", "CISO", "--no-change"]);
    build(root, "a review");
    let moved = root.join("content/rules/access.md");
    fs::create_dir(root.join("content/rules")).unwrap();
    fs::rename(root.join("content/access.md"), &moved).unwrap();
    write("content/other.md", &other.replace("access.md", "rules/access.md"));
    build(root, "a move");
    let text = fs::read_to_string(&moved).unwrap();
    let over = "status: superseded\nsuperseded_by: [other]\n---\n\n";
    write("content/rules/access.md", &text.replacen("---\n\n", over, 1));
    build(root, "an end");
    write("content/other.md", &other.replace("title: Other", "title: Successor"));
    build(root, "another name of the successor");
    let withdrawal = "[[withdrawals]]\nid = \"access\"\nversion = \"1\"\n";
    write("site.toml", &format!("[site]\ntitle = \"Example\"\n{withdrawal}"));
    build(root, "a withdrawal");
    fs::remove_file(&moved).unwrap();
    write("content/other.md", &other.replace("[access](access.md)", "nothing"));
    build(root, "a document less");
}

#[test]
fn a_frozen_text_is_understood_once_for_what_its_entry_says() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| write(root, path, text);
    let policy = POLICY.replace("Lock.", "See [other](other.md).\n\n## Guests\n\nLock.");
    let policy = policy.replace("title:", "see: more.md\ntitle:");
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/access.md", &policy);
    write("content/other.md", "# Other\n");
    write("content/rules/other.md", "# Another\n");
    succeed(root, &["freeze", "access"]);
    build(root, "the archive");
    write("content/access.md", &policy.replace("## Guests", "## Visitors"));
    let kept = root.join(".trustpress-cache/frozen");
    let whole = fs::read(&kept).unwrap();
    build(root, "a text");
    assert_eq!(fs::read(&kept).unwrap(), whole);

    // Whoever changes what is kept gets what they asked for: nothing else is read.
    let scratch = check(root, &["--no-cache"]);
    assert!(scratch.0.contains("`#guests` is gone"), "{}", scratch.0);
    let mut other = whole.clone();
    for at in 0..whole.len() {
        if whole[at..].starts_with(b"guests") {
            other[at..at + 6].copy_from_slice(b"people");
        }
    }
    fs::write(&kept, other).unwrap();
    assert!(check(root, &[]).0.contains("`#people` is gone"));
    for end in (0..whole.len()).step_by(29) {
        fs::write(&kept, &whole[..end]).unwrap();
        assert_eq!(check(root, &[]), scratch, "{end}");
    }

    write("site.toml", "[site]\ntitle = \"Example\"\n[content]\nlink_fields = ['see']\n");
    build(root, "the configuration");
    let lock = fs::read_to_string(root.join("archive/versions.lock")).unwrap();
    let moved = "source_path = \"rules/access.md\"";
    write("archive/versions.lock", &lock.replace("source_path = \"access.md\"", moved));
    build(root, "where the text was");
    let page = fs::read_to_string(root.join("public/access/v/1/index.html")).unwrap();
    assert!(page.contains("href=\"/rules/other/\""), "{page}");
}

#[test]
fn an_archive_that_nobody_touched_is_known_again_and_a_touched_one_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "site.toml", "[site]\ntitle = \"Example\"\n");
    write(root, "content/access.md", POLICY);
    succeed(root, &["freeze", "access"]);
    build(root, "just frozen");
    // More than a tick of the disk's clock later.
    let now = root.join("now");
    let age = || {
        fs::write(&now, "").unwrap();
        let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        let lock = modified(&root.join("archive/versions.lock"));
        modified(&now).duration_since(lock).unwrap()
    };
    while age() < Duration::from_millis(200) {
        thread::yield_now();
    }
    build(root, "settled");
    let frozen = root.join("archive/access/1.md");
    let (text, lock) =
        (fs::read_to_string(&frozen).unwrap(), root.join("archive/versions.lock"));
    let listed = fs::read_to_string(&lock).unwrap();
    for (path, was, is) in [
        (&frozen, &text, text.replace("Lock", "Shut")),
        (&lock, &listed, listed.replace("title = \"Access\"", "title = \"Excess\"")),
    ] {
        assert_eq!(is.len(), was.len());
        let modified = fs::metadata(path).unwrap().modified().unwrap();
        fs::write(path, &is).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(modified).unwrap();
        let output = run(root, &["build"]);
        let (findings, note) = said(&output);
        if path == &frozen {
            assert_eq!(output.status.code(), Some(1), "{findings}");
            assert!(findings.contains("version-altered"), "{findings}");
            assert!(note.contains("must not change"), "{note}");
        } else {
            assert!(!note.starts_with("0 files written"), "{note}");
        }
        fs::write(path, was).unwrap();
        build(root, "as it was");
    }
    fs::rename(root.join("archive"), root.join("elsewhere")).unwrap();
    let output = run(root, &["build"]);
    assert!(!said(&output).1.starts_with("0 files written"), "{output:?}");
    #[cfg(unix)]
    {
        build(root, "no archive");
        std::os::unix::fs::symlink("elsewhere", root.join("archive")).unwrap();
        let (findings, _) = said(&run(root, &["build"]));
        assert!(findings.contains("symbolic link"), "{findings}");
    }
}

/// The spares in the folder of what is remembered.
#[cfg(unix)]
fn spares(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join(".trustpress-cache")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension() == Some("spare".as_ref())).collect()
}

#[cfg(unix)]
#[test]
fn the_site_before_is_kept_for_its_output_folder_and_nobody_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "site.toml", "[site]\ntitle = \"Example\"\n[content]\ndir = \".\"\n");
    write(root, "index.md", "# Front\n\n[a report](report.pdf)\n");
    write(root, "report.pdf", "pdf");
    let revise = |words: &str| {
        write(root, "access.md", &POLICY.replace("Lock", words));
        build(root, words);
    };
    revise("one");
    assert!(spares(root).is_empty(), "there was no site before");
    succeed(root, &["build", "--no-cache", "--as-of", "2025-06-03"]);
    succeed(root, &["build", "--no-cache", "--as-of", "2025-06-02"]);
    assert!(spares(root).is_empty(), "nothing was to be kept");
    for words in ["two", "three", "four"] {
        revise(words);
        let [spare] = &spares(root)[..] else { panic!("{:?}", spares(root)) };
        assert!(
            !fs::read_to_string(spare.join("access/index.html")).unwrap().contains(words)
        );
    }
    for words in ["five", "six"] {
        write(root, "access.md", &POLICY.replace("Lock", words));
        succeed(root, &["build", "--output", root.join("other").to_str().unwrap()]);
    }
    assert_eq!(spares(root).len(), 2);
    build(root, "seven");

    let git = |args: &[&str]| {
        let output = Command::new("git").arg("-C").arg(root).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    let untracked = git(&["status", "--porcelain", "--untracked-files=all"]);
    assert!(untracked.contains("access.md"), "{untracked}");
    assert!(!untracked.contains(".trustpress-cache"), "{untracked}");
}

/// Returns what each file was made from, as far as that is remembered.
fn made_from(root: &Path) -> BTreeMap<String, String> {
    let folder = root.join(".trustpress-cache");
    let names = files_below(folder.to_str().unwrap());
    let is_ledger =
        |name: &&String| Path::new(name).extension() == Some("files".as_ref());
    let name = names.iter().find(is_ledger).unwrap();
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let lines = text.lines().skip(1).map(|line| {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        (words[3].to_owned(), words[0].to_owned())
    });
    lines.filter(|(_, inputs)| inputs != "-").collect()
}

#[test]
fn a_version_costs_work_for_its_document_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let freeze = |id: &str, version: &str| {
        let text =
            POLICY.replace("access", id).replace("\"1\"", &format!("\"{version}\""));
        write(root, &format!("content/{id}.md"), &format!("{text}\nWords {version}.\n"));
        succeed(root, &["freeze", id]);
    };
    write(root, "site.toml", "[site]\ntitle = \"Example\"\n");
    for id in ["a", "m", "z"] {
        freeze(id, "1");
        freeze(id, "2");
    }
    run(root, &["build"]);
    let before = made_from(root);
    freeze("m", "3");
    run(root, &["build"]);
    let after = made_from(root);
    let others = before.keys().filter(|path| path.contains("a/") || path.contains("z/"));
    assert_eq!(others.clone().filter(|path| path.contains("/v/")).count(), 16);
    for path in others {
        assert_eq!(before[path], after[path], "{path}");
    }
    assert_ne!(before["m/v/2/index.html"], after["m/v/2/index.html"]);
    assert_eq!(before["m/v/2/index.txt"], after["m/v/2/index.txt"]);
}

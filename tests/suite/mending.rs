//! `check --fix`, `--diff`, the baseline: what the program writes where it usually
//! only reads.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What a run said and how it ended.
struct Run {
    out: String,
    note: String,
    status: i32,
}

fn check(root: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    command.arg("--root").arg(root).args(["check", "--as-of", "2025-06-02"]).args(args);
    let output = command.env_remove("GITHUB_ACTIONS").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run {
        out: text(output.stdout),
        note: text(output.stderr),
        status: output.status.code().unwrap(),
    }
}

/// Makes a site of these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let site_toml = ("site.toml", "[site]\ntitle = 'Example'\n");
    for (path, text) in files.iter().chain([&site_toml]) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

const ACCESS: &str = "content/access.md";

/// A byte order mark, two kinds of line breaks, a fault of each sort, and no line
/// break at the end.
const FAULTY: &str = "\u{feff}# Access\r\n\r\n## Sign in {#Sign-In}\r\n\nSee [a](./Access.md), \
     [b](#sign-in) and [c](acess.md).\r\n\r\nPlain. <!-- check: ignore link -- x -->";

#[test]
fn a_fix_changes_what_it_means_to_and_no_other_byte() {
    let root = site(&[(ACCESS, FAULTY)]);
    let run = check(root.path(), &["--fix", "--format", "concise"]);
    let safe = FAULTY
        .replace("(./Access.md)", "(./access.md)")
        .replace("(#sign-in)", "(#Sign-In)")
        .replace(" <!-- check: ignore link -- x -->", "");
    assert_eq!(read(root.path(), ACCESS), safe, "{}", run.note);
    assert!(run.note.contains("mended 3 findings in 1 file"), "{}", run.note);
    // What is left is reported, where it is now.
    assert!(run.out.contains("access.md:5:45: error[link-page-missing]"), "{}", run.out);
    assert_eq!((run.out.lines().count(), run.status), (2, 1), "{}", run.out);

    let run = check(root.path(), &["--fix=suggestions", "--format", "concise"]);
    assert_eq!(read(root.path(), ACCESS), safe.replace("acess.md", "access.md"));
    assert_eq!((run.out.lines().count(), run.status), (1, 0), "{}", run.out);
}

/// A character that terminals act on, which a patch must have all the same.
const B: &str = "# B\n\nOdd\u{3}ly, [a](Access.md).\n";

#[test]
fn a_diff_is_what_a_fix_would_do_and_writes_nothing() {
    let root = site(&[(ACCESS, FAULTY), ("content/b.md", B)]);
    let diff = check(root.path(), &["--diff", "--fix=suggestions"]);
    assert_eq!(read(root.path(), ACCESS), FAULTY);
    assert_eq!(diff.status, 1);
    fs::write(root.path().join("mend.patch"), &diff.out).unwrap();
    let patched = site(&[(ACCESS, FAULTY), ("content/b.md", B)]);
    let applied = Command::new("git")
        .args(["apply", "--whitespace=nowarn"])
        .arg(root.path().join("mend.patch"))
        .current_dir(patched.path())
        .output()
        .unwrap();
    assert!(
        applied.status.success(),
        "{}\n{}",
        diff.out,
        String::from_utf8_lossy(&applied.stderr)
    );
    check(root.path(), &["--fix=suggestions"]);
    for path in [ACCESS, "content/b.md"] {
        assert_eq!(read(patched.path(), path), read(root.path(), path), "{path}");
    }
    let none = check(root.path(), &["--diff", "--fix=suggestions"]);
    assert_eq!((none.out.as_str(), none.status), ("", 0));
}

#[test]
fn what_is_accepted_is_not_mended_and_neither_is_a_frozen_text() {
    let accepted = "# A\n\n## Part\n\n[a](A.md) <!-- check: ignore link -- x -->\n";
    let policy = "---\nid: b\nkind: policy\nversion: \"1.0\"\ntitle: B\nowner: X\nsummary: S\n\
         last_reviewed: 2025-06-01\n---\n# B\n\n[a](a.md#Part)\n";
    let root = site(&[("content/a.md", accepted), ("content/b.md", policy)]);
    let frozen = Command::new(env!("CARGO_BIN_EXE_trustpress"))
        .arg("--root")
        .arg(root.path())
        .args(["freeze", "b", "--as-of", "2025-06-02"])
        .output()
        .unwrap();
    assert!(frozen.status.success(), "{}", String::from_utf8_lossy(&frozen.stderr));
    let run = check(root.path(), &["--fix"]);
    assert_eq!(read(root.path(), "content/a.md"), accepted);
    assert_eq!(read(root.path(), "content/b.md"), policy);
    assert!(run.note.contains("left 1 finding alone"), "{}", run.note);
}

const BROKEN: &str = "# A\n\n[x](no.md) and [x](no.md)\n";

#[test]
fn what_is_in_the_baseline_does_not_count_and_what_is_new_does() {
    let root = site(&[("content/a.md", BROKEN)]);
    let run = check(root.path(), &["--write-baseline", "--format", "concise"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.note.contains("wrote check-baseline.json: "), "{}", run.note);
    let first = read(root.path(), "check-baseline.json");

    // Moved lines are the same findings, and a new one is alone.
    let more = BROKEN.replace("# A\n", "# A\n\nMore text.\n") + "\n[y](gone.md)\n";
    fs::write(root.path().join("content/a.md"), more).unwrap();
    let run = check(root.path(), &["--format", "concise"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.starts_with("content/a.md:7:5: error[link-page-missing] "),
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    let json = check(root.path(), &["--format", "jsonl"]).out;
    assert_eq!(json.matches("\"baseline\":\"new\"").count(), 1, "{json}");
    assert!(json.matches("\"baseline\":\"known\"").count() >= 2, "{json}");

    // It does not grow where it may only shrink.
    let run = check(root.path(), &["--write-baseline", "--shrink-only"]);
    assert_eq!(run.status, 1);
    assert_eq!(read(root.path(), "check-baseline.json"), first);

    // What is mended is told, and taken out.
    fs::write(root.path().join("content/a.md"), "# A\n\n[x](no.md)\n").unwrap();
    let run = check(root.path(), &["--format", "concise"]);
    assert!(run.out.contains("warning[baseline-stale]"), "{}", run.out);
    check(root.path(), &["--write-baseline", "--shrink-only"]);
    let shrunk = read(root.path(), "check-baseline.json");
    assert_eq!(shrunk.lines().count(), first.lines().count() - 1);
    let kept = shrunk.lines().filter(|line| first.lines().any(|old| old == *line));
    assert_eq!(kept.count(), shrunk.lines().count(), "other lines stay as they are");
    let run = check(root.path(), &["--format", "concise"]);
    assert_eq!((run.out.lines().count(), run.status), (1, 0), "{}", run.out);
}

#[test]
fn a_baseline_that_cannot_be_read_stops_the_run_with_its_place() {
    let root = site(&[("content/a.md", BROKEN)]);
    let path = root.path().join("check-baseline.json");
    let text =
        "{\n<<<<<<< HEAD\n  \"format\": 1\n=======\n  \"format\": 1\n>>>>>>> x\n}\n";
    fs::write(&path, text).unwrap();
    let run = check(root.path(), &[]);
    assert_eq!(run.status, 2);
    assert!(
        run.note.contains("error: a merge conflict has not been settled"),
        "{}",
        run.note
    );
    assert!(run.note.contains("--> check-baseline.json:2:1"), "{}", run.note);
    fs::write(&path, "{\n  \"format\": 7\n}\n").unwrap();
    let run = check(root.path(), &["--write-baseline"]);
    assert!(
        run.note.contains("format 7, which this trustpress does not know"),
        "{}",
        run.note
    );
    assert_eq!(run.status, 2);
    fs::remove_file(&path).unwrap();
    let elsewhere = check(root.path(), &["--baseline", "no/such.json"]);
    assert!(
        elsewhere.note.contains("there is no baseline no/such.json"),
        "{}",
        elsewhere.note
    );
}

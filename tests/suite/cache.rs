//! A build that remembers the last one makes what one from scratch makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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

#[test]
fn whatever_changes_the_site_is_the_one_that_a_build_from_scratch_makes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let policy =
        "---\nid: access\ntitle: Access\nkind: policy\nversion: \"1\"\n---\n\nLock.\n";
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/index.md", "# Front\n\n[broken](nowhere.md)\n");
    write("content/access.md", policy);
    write("content/report.pdf", "pdf");
    assert!(build(root, "first").ends_with("0 removed"));

    write("content/access.md", &policy.replace("Lock", "Shut"));
    build(root, "a word");
    // As long as before.
    write("content/report.pdf", "PDF");
    build(root, "an asset");
    write("templates/partials/colophon.html", "<footer>mine</footer>");
    build(root, "a template");
    write("site.toml", "[site]\ntitle = \"Other\"\n");
    build(root, "the configuration");
    let freeze = run(root, &["freeze", "access"]);
    assert!(freeze.status.success(), "{freeze:?}");
    build(root, "the archive");
    write(
        "content/access.md",
        &policy.replace("Lock", "Shut and bolt").replace("\"1\"", "\"2\""),
    );
    let freeze = run(root, &["freeze", "access"]);
    assert!(freeze.status.success(), "{freeze:?}");
    build(root, "another version");
    fs::remove_file(root.join("content/report.pdf")).unwrap();
    assert!(build(root, "a file less").ends_with("1 removed"));
    // What the pages of old versions show of the rest of the site.
    let other = "---\nid: other\ntitle: Other\nkind: policy\nversion: \"1\"\n---\n\nSee [access](access.md).\n";
    write("content/other.md", other);
    write("content/index.md", "# Front\n");
    assert!(run(root, &["release", "one"]).status.success());
    build(root, "a release");
    write("content/other.md", &other.replace("title: Other", "title: Another"));
    build(root, "a title in the navigation");
    assert!(
        run(root, &["review", "access", "--by", "CISO", "--no-change"]).status.success()
    );
    build(root, "a review");
    fs::create_dir(root.join("content/rules")).unwrap();
    fs::rename(root.join("content/access.md"), root.join("content/rules/access.md"))
        .unwrap();
    write("content/other.md", &other.replace("access.md", "rules/access.md"));
    build(root, "a move");
    let text = fs::read_to_string(root.join("content/rules/access.md")).unwrap();
    let over = "status: superseded\nsuperseded_by: [other]\n---\n\n";
    write("content/rules/access.md", &text.replacen("---\n\n", over, 1));
    build(root, "an end");
    write("content/other.md", &other.replace("title: Other", "title: Successor"));
    build(root, "another name of the successor");
    write(
        "site.toml",
        "[site]\ntitle = \"Other\"\n[[withdrawals]]\nid = \"access\"\nversion = \"1\"\n",
    );
    build(root, "a withdrawal");
    fs::remove_file(root.join("content/rules/access.md")).unwrap();
    write("content/other.md", &other.replace("[access](access.md)", "nothing"));
    build(root, "a document less");

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

/// Returns what each file was made from, as far as that is remembered.
fn made_from(root: &Path) -> BTreeMap<String, String> {
    let folder = root.join(".trustpress-cache");
    let names = files_below(folder.to_str().unwrap());
    let name = names.iter().find(|name| name.ends_with(".files")).unwrap();
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
    let write = |id: &str, version: &str| {
        let text = format!(
            "---\nid: {id}\ntitle: {id}\nkind: policy\nversion: \"{version}\"\n---\n\nWords {version}.\n"
        );
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join(format!("content/{id}.md")), text).unwrap();
        assert!(run(root, &["freeze", id]).status.success());
    };
    fs::write(root.join("site.toml"), "[site]\ntitle = \"Example\"\n").unwrap();
    for id in ["a", "m", "z"] {
        write(id, "1");
        write(id, "2");
    }
    run(root, &["build"]);
    let before = made_from(root);
    write("m", "3");
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

//! What is frozen, what is refused, and what happens to what was frozen.

use std::fs;
use std::process::Command;

use trustpress::archive::{Archive, Change, ChangeClass, FrozenText, LOCK, read};
use trustpress::base::digest::sha256;
use trustpress::check::Report;
use trustpress::load::SourceFile;
use trustpress::pipeline::{self, Integrity, Pages};
use trustpress::record::{Freeze, FreezeRequest, Plan, Refusal, plan_freeze};
use trustpress::resolve::Site;

use crate::support::{Fixture, files_below, repository, skipped};

pub(crate) const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
-- content/index.md --
# Security

See [access](access.md).
-- content/access.md --
---
id: access
title: Access
kind: policy
owner: Security
summary: Doors are locked.
version: \"1.0\"
effective_on: 2025-02-01
last_updated: 2025-02-01
last_reviewed: 2025-02-01
change_summary: First text.
---

Lock the [door](index.md).
";

const PAGE: &str = "content/access.md";

/// A site, and what is said about it.
pub(crate) struct Judged {
    pub(crate) site: Site,
    pub(crate) report: Report,
    pub(crate) sources: Vec<SourceFile>,
}

pub(crate) fn judge(fixture: &Fixture) -> Judged {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config);
    let documents = sources.documents.clone();
    let (site, report) = pipeline::judge(sources, &config, fixture.context());
    Judged { site, report, sources: documents }
}

fn plan(
    fixture: &Fixture,
    id: &str,
    class: Option<ChangeClass>,
) -> Result<Plan, Refusal> {
    let Judged { site, report, sources } = judge(fixture);
    let request = FreezeRequest { id, sources: &sources, summary: None, class };
    plan_freeze(&site, &report, &request)
}

#[track_caller]
fn planned(fixture: &Fixture) -> Freeze {
    match plan(fixture, "access", None) {
        Ok(Plan::Freeze(freeze)) => *freeze,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn apply(fixture: Fixture, change: &Change) -> Fixture {
    let files = change.added.iter().chain(&change.lists);
    files.fold(fixture, |fixture, file| fixture.file(&file.path, &file.text))
}

/// Freezes the one policy of a site.
pub(crate) fn frozen(fixture: Fixture) -> Fixture {
    let change = planned(&fixture).change;
    apply(fixture, &change)
}

/// Changes the policy; every text must be there.
pub(crate) fn edited(fixture: Fixture, edits: &[(&str, &str)]) -> Fixture {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config).documents;
    let source = sources.iter().find(|source| source.path.as_str() == "access.md");
    let mut text = source.unwrap().text.clone().unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "no {from}");
        text = text.replacen(from, to, 1);
    }
    fixture.file(PAGE, text)
}

pub(crate) fn archive_of(fixture: &Fixture) -> Archive {
    read(fixture.sources(&fixture.valid_config()).archive)
}

/// Returns what the version rules say.
fn said(fixture: &Fixture) -> Vec<&'static str> {
    let rules = fixture.check().rules();
    rules.into_iter().filter(|rule| rule.starts_with("version-")).collect()
}

#[test]
fn a_frozen_version_is_the_source_and_its_digests() {
    let site = Fixture::from_text(SITE);
    let freeze = planned(&site);
    assert_eq!(freeze.previous, None);
    assert_eq!(freeze.entry.change_class, None);
    assert_eq!(freeze.entry.change_summary.as_deref(), Some("First text."));
    assert_eq!(freeze.entry.url.as_str(), "/access/");
    assert_eq!(freeze.entry.frozen_on.to_string(), "2025-06-02");
    assert_eq!(freeze.entry.words_sha256, sha256(b"Lock the door.\n"));
    let paths: Vec<_> = freeze.change.paths().collect();
    assert_eq!(paths, ["archive/access/1.0.md", LOCK]);

    let site = apply(site, &freeze.change);
    let archive = archive_of(&site);
    assert_eq!(archive.problems, []);
    assert_eq!(archive.versions[0].entry, freeze.entry);
    assert!(matches!(archive.versions[0].text, FrozenText::Intact(_)));
    assert_eq!(said(&site), [""; 0]);

    // The digest is that of what the site publishes.
    let built = site.build();
    let published = &built.files["/access/index.txt"];
    assert_eq!(sha256(published), freeze.entry.words_sha256);
}

#[test]
fn freezing_again_is_nothing_to_do() {
    let site = frozen(Fixture::from_text(SITE));
    let again = plan(&site, "access", None);
    assert!(matches!(again, Ok(Plan::Frozen { .. })), "{again:?}");

    // Dates and wrapping are no words.
    let edits = [
        ("last_reviewed: 2025-02-01", "last_reviewed: 2025-05-01"),
        ("Lock the", "Lock\nthe"),
    ];
    let again = plan(&edited(site, &edits), "access", None);
    assert!(matches!(again, Ok(Plan::Frozen { .. })), "{again:?}");
}

#[test]
fn the_next_version_follows_and_the_first_stays() {
    let first = frozen(Fixture::from_text(SITE));
    let edits = [
        ("\"1.0\"", "\"1.1\""),
        ("the [door]", "both [doors]"),
        ("First text", "Both doors"),
    ];
    let second = edited(first.clone(), &edits);
    assert_eq!(said(&second), ["version-unfrozen"]);
    let freeze = planned(&second);
    assert_eq!(freeze.previous.as_ref().map(AsRef::as_ref), Some("1.0"));
    assert_eq!(freeze.entry.change_class, Some(ChangeClass::Material));
    let second = apply(second, &freeze.change);
    assert_eq!(said(&second), [""; 0]);
    let archive = archive_of(&second);
    assert_eq!(archive.versions[0], archive_of(&first).versions[0]);
    assert_eq!(archive.versions.len(), 2);

    // Reviewed, and nothing had to change.
    let third = edited(second, &[("\"1.1\"", "\"1.2\"")]);
    assert_eq!(said(&third), ["version-bumped-no-change"]);
    let Ok(Plan::Freeze(freeze)) = plan(&third, "access", Some(ChangeClass::ReviewOnly))
    else {
        panic!("refused")
    };
    assert_eq!(said(&apply(third, &freeze.change)), [""; 0]);
}

/// Edits, a class, and the reason and the remedy that they are refused with.
type Refused<'a> = (&'a [(&'a str, &'a str)], Option<ChangeClass>, &'a str, &'a str);

#[test]
fn what_a_rule_would_report_is_refused_with_a_remedy() {
    let review = Some(ChangeClass::ReviewOnly);
    let words = ("the [door]", "both [doors]");
    #[rustfmt::skip]
    let cases: [Refused<'_>; 17] = [
        (&[words], None, "the text was changed after version 1.0 was frozen on 2025-06-02", "raise `version`, to 1.1 or 2.0 for example, or bring the old text back"),
        (&[("\"1.0\"", "\"1.1\"")], None, "version 1.1 has the words of version 1.0", "set `version` back to 1.0, or freeze it with `--class review-only` if it was reviewed and nothing had to change"),
        (&[("\"1.0\"", "\"1.1\""), words], review, "the words are not those of version 1.0, so it was not only reviewed", "give `--class editorial` or `--class material`"),
        (&[("\"1.0\"", "\"0.9\""), words], None, "version 0.9 does not come after version 1.0, which is frozen", "raise `version`, to 1.1 or 2.0 for example"),
        (&[("\"1.0\"", "\"1\""), words], None, "version 1 does not come after version 1.0, which is frozen", "raise `version`, to 1.1 or 2.0 for example"),
        (&[("\"1.0\"", "2025-05-01"), words], None, "version 2025-05-01 is not numbered as version 1.0 is, so that nobody can tell which is later", "raise `version`, to 1.1 or 2.0 for example"),
        (&[("\"1.0\"", "\"1.1\""), words, ("effective_on: 2025-02-01", "effective_on: 2025-01-01")], None, "`effective_on` is before 2025-02-01, which version 1.0 has", "correct `effective_on`"),
        (&[("version: \"1.0\"\n", ""), words], None, "content/access.md has no `version`", "add `version: \"1.0\"`"),
        (&[("\"1.0\"", "\"1/1\""), words], None, "`version` is `1/1`, which has `/`, and may only have letters, digits and `.`, `+`, `_`, `-`", "write it like `\"1.0\"`"),
        (&[("id: access\n", "")], None, "content/access.md has no `id` in its front matter", "add `id: access`: what is recorded keeps its id for ever, and this one is made from the path"),
        (&[("id: access", "id: acess")], None, "no document has the id `access`", "write `acess`"),
        (&[("kind: policy", "kind: page")], None, "content/access.md is of the kind `page`, which is not controlled", "set `kind` to `policy` or another controlled kind"),
        (&[("title:", "classification: internal\ntitle:")], None, "content/access.md is internal, and only what is published is recorded", "set `classification` to `public` or `restricted` first"),
        (&[("title:", "draft: true\ntitle:")], None, "content/access.md is a draft", "finish it: set `status` to `published`"),
        (&[("title:", "status: draft\ntitle:")], None, "content/access.md is a draft", "finish it: set `status` to `published`"),
        (&[("\"1.0\"", "\"1.1\""), words, ("(index.md)", "(no.md)")], None, "content/access.md has 1 open error\n  link-page-missing: no page at `no.md`", "mend them, then freeze"),
        (&[("\"1.0\"", "\"1.0.0-A\""), words], None, "version 1.0.0-A does not come after version 1.0, which is frozen", "raise `version`, to 1.1 or 2.0 for example"),
    ];
    let site = frozen(Fixture::from_text(SITE));
    for (edits, class, reason, remedy) in cases {
        match plan(&edited(site.clone(), edits), "access", class) {
            Err(refusal) => {
                assert_eq!(refusal.to_string(), reason, "{edits:?}");
                assert_eq!(refusal.help(), remedy, "{edits:?}");
            }
            Ok(plan) => panic!("{edits:?}: {plan:?}"),
        }
    }
    let first = plan(&Fixture::from_text(SITE), "access", review).unwrap_err();
    assert_eq!(first.help(), "leave `--class` out");
}

#[test]
fn versions_that_differ_only_by_capitals_are_refused() {
    let site = edited(Fixture::from_text(SITE), &[("\"1.0\"", "\"1.0-a\"")]);
    let edits = [("\"1.0-a\"", "\"1.0-A\""), ("the [door]", "both [doors]")];
    // Capitals come first in the order of semantic versions.
    let twin = edited(frozen(site), &edits);
    let refusal = plan(&twin, "access", None).unwrap_err();
    assert!(matches!(refusal, Refusal::NotLater { .. }), "{refusal}");

    let site = edited(Fixture::from_text(SITE), &[("\"1.0\"", "\"1.0-B\"")]);
    let edits = [("\"1.0-B\"", "\"1.0-b\""), ("the [door]", "both [doors]")];
    let refusal = plan(&edited(frozen(site), &edits), "access", None).unwrap_err();
    assert!(matches!(refusal, Refusal::SameButForCase { .. }), "{refusal}");
}

#[test]
fn what_an_interrupted_run_left_is_taken_over_if_it_is_the_same() {
    let site = Fixture::from_text(SITE);
    let freeze = planned(&site);
    let [text] = freeze.change.added.as_slice() else { panic!("one file") };
    let left = site.clone().file(&text.path, &text.text);
    assert_eq!(said(&left), ["version-unlocked", "version-unfrozen"]);
    let again = planned(&left);
    assert_eq!(again.change.added, []);
    assert_eq!(again.change.lists, freeze.change.lists);

    let other = site.file(&text.path, "another text\n");
    let refusal = plan(&other, "access", None).unwrap_err();
    assert!(matches!(refusal, Refusal::OtherTextThere { .. }), "{refusal}");
}

#[test]
fn nothing_is_added_to_a_damaged_archive_and_no_site_is_made_of_it() {
    let path = "archive/access/1.0.md";
    let whole = frozen(Fixture::from_text(SITE));
    let lock = planned(&Fixture::from_text(SITE)).change.lists[0].text.clone();
    let conflict = lock.replacen("id = ", "<<<<<<< HEAD\nid = ", 1);
    let edited = |key: &str, from: &str, to: &str| {
        lock.replacen(&format!("{key} = {from}"), &format!("{key} = {to}"), 1)
    };
    let backdated = edited("effective_on", "2025-02-01", "2025-01-01");
    let words = sha256(b"Lock the door.\n");
    let other_digest =
        edited("words_sha256", &format!("\"{words}\""), &format!("\"{}\"", sha256(b"")));
    let other_words = lock.replacen("words_sha256 = \"", "words_sha256 = \"0", 1);
    #[rustfmt::skip]
    let cases = [
        (whole.clone(), Integrity::Holds, &[][..]),
        (whole.clone().file(path, "Lock the doors.\n"), Integrity::Broken, &["version-altered"]),
        (whole.clone().file(path, b"\xff"), Integrity::Broken, &["version-removed"]),
        (whole.clone().without(path), Integrity::Broken, &["version-removed"]),
        (whole.clone().file(LOCK, backdated), Integrity::Broken, &["version-altered"]),
        (whole.clone().file(LOCK, other_digest), Integrity::Broken, &["version-altered"]),
        (whole.clone().file(LOCK, conflict), Integrity::Broken, &["version-lock-unreadable"]),
        (whole.clone().file(LOCK, other_words), Integrity::Broken, &["version-lock-unreadable"]),
        (whole.clone().file(LOCK, "format = 9\n"), Integrity::Broken, &["version-lock-unreadable"]),
        (whole.clone().file(LOCK, lock.replacen("format = 1\n", "format = 1\n\n", 1)), Integrity::Holds, &[]),
        (whole.clone().without(LOCK), Integrity::Holds, &["version-unfrozen", "version-unlocked"]),
    ];
    for (site, integrity, rules) in cases {
        let mut found = said(&site);
        found.sort_unstable();
        assert_eq!(found, rules);
        // Nobody can switch it off or accept it.
        let quiet = site.clone().file(
            "site.toml",
            "[site]\ntitle = \"Example\"\n[rules]\nversion = \"off\"\n\
             [[waivers]]\nrule = \"version\"\nreason = \"x\"\nuntil = 2025-06-02\n",
        );
        for site in [site, quiet] {
            let config = site.valid_config();
            let build = pipeline::build(
                site.sources(&config),
                &config,
                site.context(),
                Pages::All,
            )
            .unwrap();
            assert_eq!(build.integrity, integrity, "{rules:?}");
            assert_eq!(build.report.breaks_integrity(), integrity == Integrity::Broken);
            if integrity == Integrity::Broken {
                let refusal = plan(&site, "access", None).unwrap_err();
                assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal}");
            }
        }
    }
}

#[test]
fn a_document_that_loses_its_version_is_reported() {
    let site = frozen(Fixture::from_text(SITE));
    for edit in [("version: \"1.0\"\n", ""), ("kind: policy", "kind: page")] {
        assert_eq!(said(&edited(site.clone(), &[edit])), ["version-not-bumped"]);
    }
    // What readers do not see departs from nothing.
    let draft =
        edited(site, &[("title:", "draft: true\ntitle:"), ("the [door]", "both")]);
    assert_eq!(said(&draft), [""; 0]);
}

#[test]
fn a_site_without_an_archive_is_as_it_was() {
    let site = Fixture::from_text(SITE);
    let noted = site.clone().file("archive/README.md", "# What is here\n");
    let bare = site.build();
    assert_eq!(bare.files, noted.build().files);
    assert_eq!(site.check().lines(), noted.check().lines());
    assert_eq!(said(&site), [""; 0]);
}

#[test]
fn the_script_in_the_documentation_agrees_with_the_lock() {
    if !has_python() {
        return skipped("docs/recompute.py: no python3 of version 3.11 or later");
    }
    let site = frozen(Fixture::from_text(SITE));
    let edits = [("\"1.0\"", "\"1.1\""), ("the [door]", "both caf\u{e9} [doors]")];
    let site = frozen(edited(site, &edits));
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let config = site.valid_config();
    for file in site.sources(&config).archive.files {
        // Git may have made it so.
        let text = file.text().clone().unwrap().replace('\n', "\r\n");
        let is_source = file.path().extension() == "md";
        let text = if is_source { text } else { text.replace("\r\n", "\n") };
        write(file.path().as_str(), text.as_bytes());
    }
    write("public/access/v/1.0/index.txt", b"Lock the door.\n");
    write("public/access/v/1.1/index.txt", "Lock both caf\u{e9} doors.\n".as_bytes());
    let run = || {
        let mut python = Command::new("python3");
        python.arg(repository().join("docs/recompute.py"));
        python.arg(folder.path().join(LOCK)).arg(folder.path().join("public"));
        python.output().unwrap()
    };
    let output = run();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{output:?}");
    assert_eq!(told.matches("ok ").count(), 4, "{told}");

    write("public/access/v/1.0/index.txt", b"Lock the doors.\n");
    let output = run();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("WRONG /access/v/1.0/index.txt"), "{told}");
}

fn has_python() -> bool {
    let probe = Command::new("python3").args(["-c", "import tomllib"]).output();
    probe.is_ok_and(|output| output.status.success())
}

#[test]
fn the_format_is_documented_key_by_key() {
    let page = crate::support::read_text("docs/archive-format.md");
    let lock = planned(&Fixture::from_text(SITE)).change.lists[0].text.clone();
    for line in lock.lines().filter(|line| line.contains(" = ")) {
        let key = line.split(" = ").next().unwrap();
        assert!(
            page.contains(&format!("`{key}`")) || page.contains(&format!("{key} = ")),
            "{key}"
        );
    }
    assert!(files_below("docs").contains(&"recompute.py".to_owned()));
}

#[test]
fn what_a_frozen_text_shows_is_kept_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
        command.arg("--root").arg(root.path()).args(args);
        let output = command.env("SOURCE_DATE_EPOCH", "1750000000").output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
    write("site.toml", "[site]\ntitle = \"Example\"\n");
    write("content/index.md", "# Front\n\n[doors](rules/doors.md)\n");
    let text = "---\nid: doors\ntitle: Doors\nkind: policy\nversion: \"1\"\n---\n\n\
                ![the door](door.svg), [form](../form.txt)\n";
    write("content/rules/doors.md", text);
    write("content/rules/door.svg", "<svg>old</svg>");
    write("content/form.txt", "old form");
    let said = run(&["freeze", "doors"]);
    let (image, form) = (sha256(b"<svg>old</svg>"), sha256(b"old form"));
    assert!(said.contains(&format!("archive/assets/{image}")), "{said}");
    let lock = read(LOCK);
    assert!(lock.contains(&format!("\"rules/door.svg\" = \"{image}\"")), "{lock}");

    // The image is replaced, the form deleted; the version shows what it showed.
    write("content/rules/door.svg", "<svg>new</svg>");
    write(
        "content/rules/doors.md",
        &text.replace(", [form](../form.txt)", "").replace("\"1\"", "\"2\""),
    );
    fs::remove_file(root.path().join("content/form.txt")).unwrap();
    let said = run(&["build"]);
    assert!(said.contains("wrote"), "{said}");
    let page = read("public/rules/doors/v/1/index.html");
    for (sha256, name, bytes) in
        [(&image, "door.svg", "<svg>old</svg>"), (&form, "form.txt", "old form")]
    {
        assert!(page.contains(&format!("\"/archive/{sha256}/{name}\"")), "{page}");
        assert_eq!(read(&format!("public/archive/{sha256}/{name}")), bytes);
    }
    assert!(read("public/rules/doors/index.html").contains("\"/rules/door.svg\""));

    // Whoever changes or deletes what is kept is told.
    write(&format!("archive/assets/{image}"), "<svg>mine</svg>");
    fs::remove_file(root.path().join(format!("archive/assets/{form}"))).unwrap();
    let said = run(&["build", "--format", "concise"]);
    assert!(said.contains("wrote nothing"), "{said}");
}

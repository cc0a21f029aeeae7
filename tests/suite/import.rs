//! What becomes of five years of git when the archive begins.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use trustpress::archive::{ChangeClass, Entry};
use trustpress::base::date::Date;
use trustpress::config::{Context, Drafts};
use trustpress::emit::archive::Writer;
use trustpress::load::git::{Witness, past};
use trustpress::load::load;
use trustpress::pipeline;
use trustpress::record::{
    ImportPlan, ImportRequest, ImportedDocument, import_targets, plan_import,
};

use crate::git::Repo;

/// A history in the making, for `git fast-import`: author's days count from
/// 1970-01-01, and everything is committed a thousand days later.
#[derive(Default)]
struct Story {
    text: String,
    commits: usize,
}

impl Story {
    fn commit(&mut self, changes: &[Change<'_>]) {
        self.commit_on("main", "", changes);
    }

    /// `parents` are lines such as `from :1` and `merge :2`.
    fn commit_on(&mut self, branch: &str, parents: &str, changes: &[Change<'_>]) {
        self.commits += 1;
        let day = self.commits * 86_400;
        let later = day + 1000 * 86_400;
        let (text, mark) = (&mut self.text, self.commits);
        write!(
            text,
            "commit refs/heads/{branch}\nmark :{mark}\nauthor A <a@example.com> {day} +0000\n\
             committer C <c@example.com> {later} +0000\ndata 1\nx\n{parents}",
        )
        .unwrap();
        for change in changes {
            match change {
                Change::Write(path, new) => {
                    let length = new.len();
                    write!(text, "M 100644 inline {path}\ndata {length}\n{new}\n")
                        .unwrap();
                }
                Change::Rename(from, to) => writeln!(text, "R {from} {to}").unwrap(),
            }
        }
    }

    /// Names the last commit.
    fn tag(&mut self, name: &str) {
        let mark = self.commits;
        write!(self.text, "reset refs/tags/{name}\nfrom :{mark}\n\n").unwrap();
    }

    /// The same, a day later and with a message.
    fn annotate(&mut self, name: &str) {
        let day = (self.commits + 1) * 86_400;
        let mark = self.commits;
        write!(
            self.text,
            "tag {name}\nfrom :{mark}\ntagger T <t@example.com> {day} +0000\ndata 1\nx\n",
        )
        .unwrap();
    }

    fn told_to(self, repo: &Repo) {
        let mut command = repo.command(&["fast-import", "--quiet"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(self.text.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        repo.git(&["reset", "--quiet", "--hard", "main"]);
    }
}

enum Change<'a> {
    Write(&'a str, &'a str),
    Rename(&'a str, &'a str),
}

fn policy(version: &str, words: &str) -> String {
    let version = match version {
        "" => String::new(),
        version => format!("version: '{version}'\n"),
    };
    format!(
        "---\nid: access\ntitle: Access\nkind: policy\nowner: Security\n{version}---\n\n{words}\n"
    )
}

fn context() -> Context {
    let as_of = "2026-01-05".parse().unwrap();
    Context { as_of, drafts: Drafts::Exclude, revision: None }
}

fn plan(repo: &Repo, pattern: Option<&str>) -> Result<ImportPlan, Vec<String>> {
    let config = std::sync::Arc::new(repo.config());
    let (site, _) = pipeline::judge(load(&config).unwrap(), &config, context());
    let ids = ["access".to_owned()];
    let told = |refusals: Vec<trustpress::record::Refusal>| {
        refusals.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let targets = import_targets(&site, ImportRequest::Ids(&ids)).map_err(told)?;
    let witness = pattern.map_or(Witness::Commits, Witness::Tags);
    let past = past(&config, &targets.paths(&site), witness).map_err(|it| vec![it])?;
    plan_import(&site, &targets, &past, pattern).map_err(told)
}

#[track_caller]
fn only(plan: Result<ImportPlan, Vec<String>>) -> ImportedDocument {
    let [document] = plan.unwrap().documents.try_into().unwrap();
    document
}

fn day(of: Date) -> i64 {
    of.days_since(Date::from_unix(0).unwrap())
}

/// Returns each version as its name, its day, and the file that it was.
fn told(document: &ImportedDocument) -> Vec<String> {
    let told = document.versions.iter().map(|(entry, tag)| {
        let tag = tag.as_ref().map(|tag| format!(" {tag}")).unwrap_or_default();
        let Entry { version, frozen_on, source_path, .. } = entry;
        format!("{version} {} {source_path}{tag}", day(*frozen_on))
    });
    told.collect()
}

/// Two hundred commits: a new text every tenth, a new number every twentieth, a
/// tag for every fortieth, and a rename with an edit in the middle.
fn two_hundred() -> Story {
    let mut story = Story::default();
    for number in 1..=200_usize {
        let path = if number < 100 { "content/old.md" } else { "content/access.md" };
        let words = format!("Rule one.\n\nRule two.\n\nText {}.", number / 10);
        let text = policy(&format!("{}.0", number / 20 + 1), &words);
        // The other commits are about something else.
        let elsewhere = number.to_string();
        let mut changes = vec![Change::Write("notes.txt", &elsewhere)];
        if number == 100 {
            changes.push(Change::Rename("content/old.md", path));
        }
        if number == 1 || number % 10 == 0 {
            changes.push(Change::Write(path, &text));
        }
        story.commit(&changes);
        match number % 80 {
            0 => story.annotate(&format!("policy-v{}", number / 40)),
            40 => story.tag(&format!("policy-v{}", number / 40)),
            _ => (),
        }
    }
    story
}

#[test]
fn two_hundred_commits_become_the_versions_that_they_state() {
    let Some(repo) = Repo::new() else { return };
    repo.write("site.toml", "[site]\ntitle = 'Example'\n");
    two_hundred().told_to(&repo);
    let document = only(plan(&repo, None));
    let expected = (0..=10).map(|number| {
        // The last text with a number is that of the commit in its middle; of
        // the last number there is but one.
        let day = if number == 10 { 200 } else { number * 20 + 10 };
        let file = if day < 100 { "old.md" } else { "access.md" };
        format!("{}.0 {day} {file}", number + 1)
    });
    assert_eq!(told(&document), expected.collect::<Vec<_>>());
    assert_eq!((document.merged, document.left_out.len()), (10, 0));

    // It is written at once, holds together, and is not imported twice.
    let plan = plan(&repo, None).unwrap();
    let config = std::sync::Arc::new(repo.config());
    Writer::hold(&config).unwrap().write(&plan.change).unwrap();
    let (site, report) = pipeline::judge(load(&config).unwrap(), &config, context());
    assert_eq!((site.archive.versions.len(), site.archive.problems.len()), (11, 0));
    let found = report.open().filter(|finding| finding.rule.starts_with("version-"));
    assert_eq!(found.count(), 0);
    let again = self::plan(&repo, None).unwrap_err();
    assert_eq!(
        again,
        ["access was frozen before, and its past can only be imported first"]
    );
}

#[test]
fn tags_are_found_under_the_name_of_their_time() {
    let Some(repo) = Repo::new() else { return };
    two_hundred().told_to(&repo);
    let document = only(plan(&repo, Some("policy-v*")));
    assert_eq!(
        told(&document),
        [
            // An annotated tag has a day of its own.
            "3.0 40 old.md policy-v1",
            "5.0 81 old.md policy-v2",
            "7.0 120 access.md policy-v3",
            "9.0 161 access.md policy-v4",
            "11.0 200 access.md policy-v5",
        ]
    );
    let none = plan(&repo, Some("nothing-*")).unwrap_err();
    assert_eq!(
        none,
        ["content/access.md is not part of the commit that is checked out, or of no tag"]
    );
}

#[test]
fn what_was_written_on_branches_and_in_merges_is_found() {
    let Some(repo) = Repo::new() else { return };
    let path = "content/access.md";
    let texts =
        [("1.0", "A."), ("2.0", "S."), ("1.1", "B."), ("2.0", "T."), ("2.0", "M.")];
    let texts = texts.map(|(version, words)| policy(version, words));
    let write = |at: usize| [Change::Write(path, &texts[at])];
    let mut story = Story::default();
    story.commit(&write(0));
    story.commit_on("side", "from :1\n", &write(1));
    story.commit(&write(2));
    story.commit_on("side", "", &write(3));
    // Neither side had these words.
    story.commit_on("main", "merge :4\n", &write(4));
    story.told_to(&repo);
    let expected = ["1.0 1 access.md", "1.1 3 access.md", "2.0 5 access.md"];
    assert_eq!(told(&only(plan(&repo, None))), expected);
}

#[test]
fn a_document_that_never_had_a_number_has_those_of_its_tags_or_its_days() {
    let Some(repo) = Repo::new() else { return };
    let mut story = Story::default();
    story.commit(&[Change::Write("content/access.md", &policy("", "One."))]);
    story.tag("v1.0");
    story.commit(&[Change::Write("notes.txt", "x")]);
    story.tag("v1.1");
    story.commit(&[Change::Write("content/access.md", &policy("", "Two."))]);
    story.tag("v2.0");
    story.told_to(&repo);
    let days = ["1970-01-02 1 access.md", "1970-01-04 3 access.md"];
    assert_eq!(told(&only(plan(&repo, None))), days);
    let tags = ["1.0 1 access.md v1.0", "2.0 3 access.md v2.0"];
    assert_eq!(told(&only(plan(&repo, Some("*")))), tags);
}

#[test]
fn nothing_is_lost_silently_and_nothing_secret_is_brought_back() {
    let Some(repo) = Repo::new() else { return };
    let path = "content/access.md";
    let mut story = Story::default();
    let texts = [
        policy("0.9", "Draft.").replace("kind:", "draft: true\nkind:"),
        policy("1.0", "Secret.").replace("kind:", "classification: internal\nkind:"),
        policy("1.0", "Another.").replace("id: access", "id: other"),
        "---\nid: [\n---\n\nBroken.\n".to_owned(),
        policy("1/0", "No version."),
        policy("1.0", "One."),
        policy("", "Nothing."),
        policy("2.0", "One."),
        policy("3.0", "Three.").replace("kind: policy", "kind: page"),
        policy("3.0", "Three."),
    ];
    for text in &texts {
        story.commit(&[Change::Write(path, text)]);
    }
    story.told_to(&repo);
    let document = only(plan(&repo, None));
    assert_eq!(
        told(&document),
        ["1.0 6 access.md", "2.0 8 access.md", "3.0 10 access.md"]
    );
    let classes = document.versions.iter().map(|(entry, _)| entry.change_class);
    // Nobody has said how much changed, but where nothing did that is known.
    let expected = [None, Some(ChangeClass::ReviewOnly), None];
    assert_eq!(classes.collect::<Vec<_>>(), expected);
    let reasons = document.left_out.iter().map(|it| it.split_once(": ").unwrap().1);
    let mut reasons: Vec<_> = reasons.collect();
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            "`version` is `1/0`, which has `/`, and may only have letters, digits and `.`, `+`, `_`, `-`",
            "it has no `version`",
            "it was a draft",
            "it was internal",
            "it was of a kind that is not controlled",
            "its front matter cannot be read",
            "its id was `other`",
        ]
    );

    let shallow = repo.cloned(&["--depth", "3"]);
    let refused = plan(&shallow, None).unwrap_err();
    assert_eq!(
        refused,
        ["the clone is shallow: what happened before its first commit is not known"]
    );
}

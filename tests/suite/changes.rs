//! What the archive tells machines: versions, releases and changes.

use serde_json::Value;
use trustpress::archive::{
    self, ChangeClass, Entry, LOCK, Outcome, RELEASES, REVIEWS, Release, Review,
};
use trustpress::base::digest::sha256;
use trustpress::base::path::{ContentPath, UrlPath};
use trustpress::base::span::Span;
use trustpress::config::Kind;

use crate::support::{Built, Fixture};

const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
base_url = \"https://t.example/x/\"
-- content/index.md --
# Security
-- content/rules/access.md --
---
id: access
title: Access
kind: policy
owner: Security
version: \"1.10\"
last_updated: 2025-05-01
---

Lock every door.
-- content/new.md --
---
id: new
title: New
kind: policy
version: \"1\"
issued_on: 2025-05-20
---

Words.
";

struct Text(&'static str, &'static str, &'static str, &'static str);

/// Three versions of one policy, the last after a move; one of a policy that has
/// gone; two releases; a review.
fn site() -> Fixture {
    let texts = [
        Text("access", "1.2", "/access/", "Lock the door.\n"),
        Text("access", "1.9", "/access/", "Lock the doors.\n"),
        Text("access", "1.10", "/rules/access/", "Lock every door.\n"),
        Text("keys", "1", "/keys/", "Hide the keys.\n"),
    ];
    let days = ["2024-01-05", "2024-06-07", "2025-05-01", "2024-01-05"];
    let mut site = Fixture::from_text(SITE);
    let mut entries = Vec::new();
    for (Text(id, version, url, words), day) in texts.into_iter().zip(days) {
        let source = format!("---\nid: {id}\ntitle: {id}\nkind: policy\n---\n\n{words}");
        let entry = entry(&Text(id, version, url, words), day, &source);
        site = site.file(&entry.path(), source);
        entries.push(entry);
    }
    let release = |name: &str, day: &str, pins: &[(&str, &str)]| Release {
        name: name.to_owned(),
        on: day.parse().unwrap(),
        note: Some("Doors.".to_owned()),
        documents: pins
            .iter()
            .map(|(id, version)| ((*id).to_owned(), version.parse().unwrap()))
            .collect(),
        span: Span::default(),
    };
    let releases = [
        release("spring", "2024-03-01", &[("access", "1.2"), ("keys", "1")]),
        release("next", "2025-05-02", &[("access", "1.10")]),
    ];
    let review = Review {
        id: "access".to_owned(),
        on: "2025-05-10".parse().unwrap(),
        by: "Head of Security".to_owned(),
        outcome: Outcome::NoChange,
        version: "1.10".parse().ok(),
        words_sha256: entries[2].words_sha256.clone(),
        span: Span::default(),
    };
    site.file(LOCK, archive::lock(&entries))
        .file(RELEASES, archive::releases(&releases))
        .file(REVIEWS, archive::reviews([&review]))
        .file("archive/releases/next.md", "- every door\n")
}

fn entry(text: &Text, day: &str, source: &str) -> Entry {
    let Text(id, version, url, words) = *text;
    Entry {
        id: id.to_owned(),
        version: version.parse().unwrap(),
        title: id.to_owned(),
        kind: Kind::Policy,
        issued_on: None,
        effective_on: None,
        approved_on: None,
        last_updated: None,
        frozen_on: day.parse().unwrap(),
        commit: None,
        url: UrlPath::new(url).unwrap(),
        source_path: ContentPath::new(&format!("{id}.md")).unwrap(),
        source_sha256: archive::digest_of_source(source),
        words_sha256: sha256(words.as_bytes()),
        change_class: (version != "1" && version != "1.2")
            .then_some(ChangeClass::Material),
        change_summary: (version == "1.9").then(|| "All doors <now>.".to_owned()),
        assets: Vec::new(),
        facts: Vec::new(),
    }
}

fn json(built: &Built, url: &str) -> Value {
    serde_json::from_slice(&built.files[url]).unwrap()
}

/// Returns a member of each element of a list.
fn each<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap();
    list.iter().map(|element| element[key].as_str().unwrap_or("-")).collect()
}

#[test]
fn every_event_is_told_once_and_the_latest_first() {
    let built = site().build();
    let feed = json(&built, "/api/v1/changes.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://t.example/x/api/v1/changes.json");
    let items = feed["items"].as_array().unwrap();
    let told: Vec<String> = items
        .iter()
        .map(|item| {
            let id =
                item["id"].as_str().unwrap().trim_start_matches("https://t.example/x");
            let day = item["date_published"].as_str().unwrap().get(..10).unwrap();
            format!("{day} {id}")
        })
        .collect();
    let expected = [
        "2025-05-20 /new/#published-2025-05-20",
        "2025-05-10 /rules/access/v/1.10/#reviewed-2025-05-10-head-of-security",
        "2025-05-02 /keys/v/1/#withdrawn",
        "2025-05-01 /rules/access/#renamed",
        "2025-05-01 /rules/access/v/1.10/#revised",
        "2024-06-07 /access/v/1.9/#revised",
        "2024-01-05 /access/v/1.2/#published",
        "2024-01-05 /keys/v/1/#published",
    ];
    assert_eq!(told, expected);
    assert_eq!(items[5]["content_text"], "All doors <now>.");
    let policy = &items[4]["_policy"];
    assert_eq!(policy["change_class"], "material");
    let redline = "https://t.example/x/rules/access/diff/1.9...1.10/";
    assert_eq!(policy["redline_url"], redline);

    let atom = built.page("/changes.atom");
    assert_eq!(atom.matches("<entry>").count(), expected.len());
    assert!(atom.contains("<updated>2025-05-20T00:00:00Z</updated>"), "{atom}");
    assert!(atom.contains("All doors &lt;now&gt;."), "{atom}");
}

#[test]
fn a_document_lists_its_versions_with_digests_of_what_is_served() {
    let built = site().build();
    let detail = json(&built, "/api/v1/policies/access.json");
    let versions = &detail["versions"];
    assert_eq!(each(versions, "version"), ["1.2", "1.9", "1.10"]);
    assert_eq!(each(versions, "superseded_on"), ["2024-06-07", "2025-05-01", "-"]);
    assert_eq!(each(versions, "next_version"), ["1.9", "1.10", "-"]);
    assert_eq!(each(&versions[2]["releases"].clone(), "").len(), 1);
    for version in versions.as_array().unwrap() {
        for (url, digest) in [("source_url", "source"), ("text_url", "text")] {
            let url =
                version[url].as_str().unwrap().trim_start_matches("https://t.example/x");
            let found = sha256(&built.files[url]);
            assert_eq!(version["digests"][digest]["sha256"], found, "{url}");
        }
    }
    assert_eq!(detail["reviews"][0]["by"]["role"], "Head of Security");
    let policy = &detail["policy"];
    assert_eq!(policy["version_scheme"], "major_minor");
    assert_eq!(policy["previous_version"], "1.9");
    assert_eq!(policy["version_url"], "https://t.example/x/rules/access/v/1.10/");
    assert_eq!(policy["last_reviewed_on"], "2025-05-10");

    // Where the document was, its current words still answer.
    assert_eq!(built.files["/access/index.txt"], built.files["/rules/access/index.txt"]);
    let gone = json(&built, "/api/v1/policies/keys.json");
    assert!(gone["policy"].is_null());
    assert_eq!(each(&gone["versions"], "superseded_on"), ["2025-05-02"]);
}

#[test]
fn a_release_says_what_it_has_and_what_changed() {
    let built = site().build();
    let list = json(&built, "/api/v1/releases.json");
    assert_eq!(each(&list["releases"], "name"), ["next", "spring"]);
    let release = json(&built, "/api/v1/releases/next.json");
    assert_eq!(each(&release["documents"], "version"), ["1.10"]);
    assert_eq!(release["summary"], "- every door\n");
    assert_eq!(release["previous"], "spring");
    assert_eq!(each(&release["changes"], "change"), ["revised", "removed"]);
    let change = &release["changes"][0];
    assert_eq!(change["summaries"][0], "All doors <now>.");
    assert_eq!(change["redline_urls"].as_array().unwrap().len(), 2);
}

#[test]
fn of_an_internal_document_nothing_is_told() {
    let text = "---\nid: access\nkind: policy\nclassification: internal\n---\nNo.\n";
    let built = site().file("content/rules/access.md", text).build();
    let feed = built.page("/api/v1/changes.json");
    assert!(!feed.contains("doors") && !feed.contains("\"access\""), "{feed}");
    let detail = json(&built, "/api/v1/policies/access.json");
    assert_eq!(each(&detail["versions"], "title"), ["-", "-", "-"]);
    assert!(detail["versions"][1]["change_summary"].is_null());
    assert!(!built.files.contains_key("/access/v/1.9/index.txt"));
}

#[test]
fn only_what_depends_on_the_day_changes_with_it() {
    let (today, later) = (site().build(), site().as_of("2031-01-01").build());
    let differ = today.files.iter().filter(|(url, bytes)| {
        url.starts_with("/api/") && later.files.get(*url) != Some(bytes)
    });
    let differ: Vec<_> = differ.map(|(url, _)| url.as_str()).collect();
    assert_eq!(differ, ["/api/v1/staleness.json"]);
}

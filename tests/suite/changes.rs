//! What the archive tells machines: versions, releases and changes.

use serde_json::Value;
use trustpress::archive::{
    self, ChangeClass, Entry, LOCK, Outcome, RELEASES, REVIEWS, Release, Review,
};
use trustpress::base::digest::sha256;
use trustpress::base::lines::digest_of_source;
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
        source_sha256: digest_of_source(source),
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

const REGISTERS: &str = "\
-- site.toml --
[site]
title = \"Example\"
base_url = \"https://t.example/x/\"
-- content/registers/subprocessors.yaml --
notice_days: 30
subprocessors:
  - {id: old, legal_name: Old Ltd, purpose: Kept logs., effective_on: 2024-01-01, removed_on: 2025-05-01}
  - {id: new, legal_name: New Ltd, purpose: Reads mail, announced_on: 2025-05-20, effective_on: 2025-07-01}
  - {legal_name: Nameless, effective_on: 2024-01-01}
-- content/registers/certifications.yaml --
certifications:
  - {id: soc2, name: SOC 2, issued_on: 2025-02-01}
  - {id: iso, name: ISO, status: in_progress, expected_on: 2026-01-01}
-- content/registers/reports.yaml --
reports: [{id: soc2-2025, title: SOC 2 report, issued_on: 2025-02-02}]
-- content/registers/updates.yaml --
updates: [{id: hello, on: 2025-03-01, title: Hello, text: We *began*.}]
-- content/advisories/one.md --
---
id: one
title: Leak
kind: advisory
issued_on: 2025-04-01
last_updated: 2025-04-05
---
";

#[test]
fn what_registers_and_advisories_say_is_told_with_its_day() {
    let site = Fixture::from_text(REGISTERS);
    let built = site.clone().build();
    let feed = json(&built, "/api/v1/changes.json");
    let items = feed["items"].as_array().unwrap();
    let told: Vec<String> = items
        .iter()
        .map(|item| {
            let [id, title, text] =
                ["id", "title", "content_text"].map(|key| item[key].as_str().unwrap());
            format!("{} | {title} | {text}", id.trim_start_matches("https://t.example/x"))
        })
        .collect();
    let expected = [
        "/subprocessors/#new-added-2025-07-01 | Sub-processor in use from 1 July 2025: New Ltd | \
         Reads mail",
        "/subprocessors/#new-announced-2025-05-20 | Sub-processor announced: New Ltd | Reads mail. \
         In use from 1 July 2025. Customers can object until 19 June 2025.",
        "/subprocessors/#old-removed-2025-05-01 | Sub-processor not in use from 1 May 2025: Old Ltd \
         | Kept logs.",
        "/advisories/one/#changed-2025-04-05 | Advisory changed: Leak | Advisory changed: Leak",
        "/advisories/one/#published-2025-04-01 | Advisory: Leak | Advisory: Leak",
        "/updates/#hello-told-2025-03-01 | Hello | We began.",
        "/certifications/#soc2-2025-issued-2025-02-02 | Report: SOC 2 report | Report: SOC 2 report",
        "/certifications/#soc2-obtained-2025-02-01 | Certification: SOC 2 | Certification: SOC 2",
        "/subprocessors/#old-added-2024-01-01 | Sub-processor in use from 1 January 2024: Old Ltd | \
         Kept logs.",
    ];
    assert_eq!(told, expected);
    assert_eq!(items[1]["url"], "https://t.example/x/subprocessors/#new");
    assert_eq!(items[1]["tags"], serde_json::json!(["subprocessors", "announced"]));
    assert_eq!(items[1]["_entry"]["objection_until"], "2025-06-19");
    assert_eq!(items[1].get("_policy"), None);
    let atom = built.page("/changes.atom");
    assert_eq!(atom.matches("<entry>").count(), expected.len());
    assert!(atom.contains("href=\"https://t.example/x/subprocessors/#new\""), "{atom}");
    let updated = atom.split_once("<updated>").unwrap().1.split('T').next();
    assert_eq!(updated, Some("2025-05-20"), "what is planned is no change yet");

    // The day of the build changes nothing.
    let later = site.as_of("2031-01-01").build();
    assert_eq!(later.page("/api/v1/changes.json"), built.page("/api/v1/changes.json"));
}

//! The policy index: what it says, and that it agrees with everything else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use trustpress::base::digest::sha256;

use crate::support::{Built, Fixture};

const SITE: &str = "
-- site.toml --
[site]
title = 'Trust'
base_url = 'https://trust.example.com/t/'
publisher = 'Example Ltd.'
contact = 'security@example.com'

[[collections]]
path = 'policies/**'
kind = 'policy'
-- content/index.md --
# Home

[Access](policies/access.md), [Old](policies/old.md), [On request](policies/pentest.md)
-- content/policies/access.md --
---
title: Access control
owner: Head of Security
approver: CEO
version: '1.10'
issued_on: 2024-01-15
last_updated: 2024-05-01
last_reviewed: 2024-05-02
summary: Who gets in.
aliases: [/access/]
related: [old, ../index.md]
controls:
  soc2: [CC6.1]
  nist-csf: PR.AA-01
---

## Scope

Every *system*, see [old](old.md).

<!-- CANARY-COMMENT -->
| a | b |
|---|---|
| 1 | 2 |
-- content/policies/old.md --
---
id: old
title: Old policy
status: withdrawn
last_reviewed: 2020-01-01
internal_note: CANARY-EXTRA
---

Gone.
-- content/policies/pentest.md --
---
title: Penetration test
classification: restricted
last_reviewed: 2025-01-01
---

CANARY-RESTRICTED
-- content/policies/secret.md --
---
title: CANARY-INTERNAL
classification: internal
---

CANARY-INTERNAL
-- content/policies/draft.md --
---
title: CANARY-DRAFT
draft: true
---

CANARY-DRAFT
";

fn built() -> Built {
    Fixture::from_text(SITE).build()
}

fn json(built: &Built, url: &str) -> Value {
    serde_json::from_slice(&built.files[url]).unwrap()
}

fn policies(built: &Built) -> Vec<Value> {
    json(built, "/api/v1/policies.json")["policies"].as_array().unwrap().clone()
}

#[test]
fn an_entry_says_what_the_document_says() {
    let built = built();
    let entries = policies(&built);
    let ids: Vec<&str> =
        entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["old", "policies-access", "policies-pentest"]);
    let access = &entries[1];
    #[rustfmt::skip]
    let cases = [
        ("title", "Access control"),
        ("file_name", "policies/access.md"),
        ("kind", "policy"),
        ("status", "published"),
        ("classification", "public"),
        ("version", "1.10"),
        ("issued_on", "2024-01-15"),
        ("last_updated_on", "2024-05-01"),
        ("last_reviewed_on", "2024-05-02"),
        ("next_review_on", "2025-05-02"),
        ("due_soon_on", "2025-04-02"),
        ("review_interval", "P12M"),
        ("summary", "Who gets in."),
        ("url", "https://trust.example.com/t/policies/access/"),
        ("versions_url", "https://trust.example.com/t/api/v1/policies/policies-access.json"),
        ("source_url", "https://trust.example.com/t/policies/access/index.md"),
        ("text_url", "https://trust.example.com/t/policies/access/index.txt"),
    ];
    for (key, value) in cases {
        assert_eq!(access[key], value, "{key}");
    }
    assert_eq!(access["owner"]["role"], "Head of Security");
    assert_eq!(access["related"], serde_json::json!(["old", "index"]));
    assert_eq!(
        access["former_urls"],
        serde_json::json!(["https://trust.example.com/t/access/"])
    );
    assert_eq!(access["controls"][0]["framework"], "soc2-tsc");
    assert_eq!(access["controls"][1]["framework_version"], "2.0");
    assert!(access["version_url"].is_null());
    // Every key is there even where nothing is known.
    let keys = |entry: &Value| {
        entry.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(access), keys(&entries[2]));
}

#[test]
fn every_digest_is_of_what_is_served_beside_it() {
    let built = built();
    let mut compared = 0;
    for entry in policies(&built) {
        for (url, digest) in [("source_url", "source"), ("text_url", "text")] {
            let Some(url) = entry[url].as_str() else { continue };
            let path = url.strip_prefix("https://trust.example.com/t").unwrap();
            let served = sha256(&built.files[path]);
            assert_eq!(entry["digests"][digest]["sha256"], served.as_str(), "{url}");
            compared += 1;
        }
    }
    assert_eq!(compared, 4, "two documents are public, two files each");
}

#[test]
fn the_library_and_the_index_have_the_same_rows() {
    let built = built();
    let library = built.page("/library/");
    let rows = library.matches("<tr data-id=").count();
    let entries = policies(&built);
    for entry in &entries {
        let path = entry["url"]
            .as_str()
            .unwrap()
            .strip_prefix("https://trust.example.com")
            .unwrap();
        assert!(library.contains(&format!("href=\"{path}\"")), "no row for {path}");
        let title = entry["title"].as_str().unwrap();
        assert!(library.contains(title), "no row for {title}");
    }
    assert_eq!(rows, entries.len(), "one row for each entry");
}

#[test]
fn only_staleness_and_badges_depend_on_the_day() {
    let early = Fixture::from_text(SITE).as_of("2024-06-01").build();
    let late = Fixture::from_text(SITE).as_of("2026-06-01").build();
    let changed: Vec<&String> =
        early.files.keys().filter(|url| early.files[*url] != late.files[*url]).collect();
    assert!(changed.contains(&&"/api/v1/staleness.json".to_owned()));
    for url in changed {
        let is_page = url.ends_with('/');
        assert!(is_page || url == "/api/v1/staleness.json", "{url} depends on the day");
    }
}

#[test]
fn staleness_counts_from_the_last_review() {
    let states = |day: &str| -> BTreeMap<String, (String, i64)> {
        let built = Fixture::from_text(SITE).as_of(day).build();
        let staleness = json(&built, "/api/v1/staleness.json");
        assert_eq!(staleness["as_of"], day);
        let entries = staleness["policies"].as_array().unwrap().iter().map(|entry| {
            let state = entry["state"].as_str().unwrap().to_owned();
            (
                entry["id"].as_str().unwrap().to_owned(),
                (state, entry["days_overdue"].as_i64().unwrap()),
            )
        });
        entries.collect()
    };
    #[rustfmt::skip]
    let cases = [
        ("2025-04-01", "fresh",    0),
        ("2025-04-02", "due-soon", 0),
        ("2025-05-02", "due-soon", 0), // due on the day is not overdue
        ("2025-05-03", "overdue",  1),
    ];
    for (day, state, days) in cases {
        assert_eq!(states(day)["policies-access"], (state.to_owned(), days), "{day}");
    }
}

#[test]
fn what_is_not_public_is_in_no_byte_of_the_output() {
    let built = built();
    for (url, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("CANARY"), "{url} leaks a canary");
    }
    let entries = policies(&built);
    let restricted = &entries[2];
    assert_eq!(restricted["classification"], "restricted");
    for key in ["source_url", "text_url", "digests", "word_count"] {
        assert!(restricted[key].is_null(), "{key}");
    }
    assert!(built.files.contains_key("/policies/pentest/"), "its page says how to ask");
    assert!(!built.files.contains_key("/policies/pentest/index.txt"));
}

#[test]
fn an_alias_leads_on_without_a_script() {
    let built = built();
    let page = built.page("/access/");
    assert!(page.contains("content=\"0; url=/t/policies/access/\""), "{page}");
    assert!(!page.contains("<script"));
    assert_eq!(built.page("/_redirects"), "/t/access/ /t/policies/access/ 301\n");
}

#[test]
fn everything_that_links_may_name_is_generated() {
    let built = built();
    for url in [
        "/404.html",
        "/_headers",
        "/api/v1/policies.json",
        "/api/v1/policies/old.json",
        "/api/v1/schema/policy-1.0.0.json",
        "/api/v1/schema/policy-index-1.0.0.json",
        "/api/v1/schema/staleness-1.0.0.json",
        "/api/v1/staleness.json",
        "/api/v1/changes.json",
        "/changes.atom",
        "/library/",
        "/policies/old/index.md",
        "/policies/old/index.txt",
        "/robots.txt",
        "/sitemap.xml",
    ] {
        assert!(built.files.contains_key(url), "{url}");
    }
}

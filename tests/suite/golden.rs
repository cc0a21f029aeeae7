//! One site, compared byte by byte: nothing changes by accident.
//!
//! `tests/golden/site` is built in memory and compared with
//! `tests/golden/expected`, as a set of files, and its findings with
//! `tests/golden/report.txt`. `UPDATE=1 cargo test golden` rewrites both; then
//! read the diff.

use std::collections::BTreeMap;
use std::fs;

use trustpress::base::path::UrlPath;

use crate::properties::on_threads;
use crate::support::{Built, Fixture, Order, files_below, repository};

const SITE: &str = "tests/golden/site";
const EXPECTED: &str = "tests/golden/expected";
const REPORT: &str = "tests/golden/report.txt";

/// Stands in everything that must not be published: the internal page, the
/// draft, the restricted text, comments, a waiver's reason, a hidden file, an
/// excluded file.
const CANARY: &str = "goldfinch";

#[test]
fn the_golden_site_is_unchanged() {
    let built = Fixture::from_dir(SITE).build();
    let files = as_files(&built);
    let report = built.checked.lines().join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        return update(&files, &report);
    }

    let expected = files_below(EXPECTED);
    let names: Vec<_> = files.keys().cloned().collect();
    assert_eq!(names, expected, "the files differ; {HOW}");
    for (name, bytes) in &files {
        let before = fs::read(repository().join(EXPECTED).join(name)).unwrap();
        assert!(before == *bytes, "{name} {}; {HOW}", difference(&before, bytes));
    }
    let before = fs::read_to_string(repository().join(REPORT)).unwrap();
    assert_eq!(report, before, "the report differs; {HOW}");
}

const HOW: &str = "if that is wanted, run `UPDATE=1 cargo test golden` and read the diff";

#[test]
fn the_golden_site_has_the_same_bytes_whatever_the_machine() {
    let site = Fixture::from_dir(SITE);
    let first = site.clone().build();
    let reversed = on_threads(1, &site.clone().order(Order::Reversed));
    let crowded = on_threads(4, &site.order(Order::Shuffled(7)));
    for other in [reversed, crowded] {
        assert_eq!(first.checked.lines(), other.checked.lines());
        for (url, bytes) in &first.files {
            assert!(other.files.get(url) == Some(bytes), "{url} differs");
        }
        assert_eq!(first.files.len(), other.files.len());
    }
}

#[test]
fn the_golden_site_depends_on_the_day_only_where_it_says_so() {
    let first = Fixture::from_dir(SITE).build();
    let later = Fixture::from_dir(SITE).as_of("2025-06-03").build();
    let changed =
        first.files.iter().filter(|(url, bytes)| later.files.get(*url) != Some(bytes));
    let changed: Vec<_> = changed
        .map(|(url, _)| url.as_str())
        .filter(|url| url.contains("/api/") && *url != "/api/v1/staleness.json")
        .collect();
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn what_must_not_be_published_is_in_no_byte_of_the_output() {
    let site = Fixture::from_dir(SITE);
    let planted = files_below(SITE).into_iter().filter(|path| {
        let bytes = fs::read(repository().join(SITE).join(path)).unwrap();
        String::from_utf8_lossy(&bytes).contains(CANARY)
    });
    assert!(planted.count() >= 8, "the canary is in too few places to prove anything");

    for (url, bytes) in site.build().files {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!url.to_lowercase().contains(CANARY), "{url}");
        assert!(!text.contains(CANARY), "{url} holds `{CANARY}`");
        assert!(!text.contains("/fixture"), "{url} holds a path of this machine");
    }
}

#[test]
fn every_link_of_the_golden_site_leads_to_something() {
    // `[site] external_routes` says that something else serves this one.
    assert_eq!(Fixture::from_dir(SITE).build().loose_ends(), ["/: /status/"]);
}

/// Returns the output by file name below the output folder.
fn as_files(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let file = |url: &str| UrlPath::new(url).unwrap().to_file();
    built.files.iter().map(|(url, bytes)| (file(url), bytes.clone())).collect()
}

fn update(files: &BTreeMap<String, Vec<u8>>, report: &str) {
    let folder = repository().join(EXPECTED);
    if folder.is_dir() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(repository().join(REPORT), report).unwrap();
}

/// Says where two files part.
fn difference(before: &[u8], after: &[u8]) -> String {
    let before = String::from_utf8_lossy(before).into_owned();
    let after = String::from_utf8_lossy(after).into_owned();
    let pairs = (1..).zip(before.lines().zip(after.lines()));
    match pairs.into_iter().find(|(_, (one, other))| one != other) {
        Some((number, (one, other))) => {
            format!("differs in line {number}:\n- {one}\n+ {other}\n")
        }
        None => "differs in length".to_owned(),
    }
}

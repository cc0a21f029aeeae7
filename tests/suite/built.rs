//! Finished sites: what we build holds together, and what is done to it shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use trustpress::base::path::UrlPath;
use trustpress::check::{Finding, Report};
use trustpress::load::BuiltFolder;
use trustpress::pipeline;

use crate::support::{Fixture, files_below, repository};

/// A site with many sorts of documents, some of them with faults.
const GOLDEN: &str = "tests/golden/site";

/// A finished site in memory, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Returns the site of the repository.
fn example() -> Fixture {
    let read = |path: String| {
        let bytes = fs::read(repository().join(&path)).unwrap();
        (path, bytes)
    };
    let folders = ["content", "archive"].into_iter().flat_map(|folder| {
        files_below(folder).into_iter().map(move |path| format!("{folder}/{path}"))
    });
    Fixture::from_files(folders.chain(["site.toml".to_owned()]).map(read))
}

fn built(site: &Fixture) -> Files {
    let files = site.build().files.into_iter();
    files.map(|(url, bytes)| (UrlPath::new(&url).unwrap().to_file(), bytes)).collect()
}

fn report(site: &Fixture, files: &Files) -> Report {
    let files = files.iter().map(|(path, bytes)| (path.clone(), Ok(bytes.clone())));
    let folder = BuiltFolder::from_files(files);
    pipeline::check_built(&folder, &site.valid_config(), &site.context(), (None, "")).0
}

fn told(report: &Report) -> Vec<String> {
    let told = |finding: &Finding| {
        format!("{} {}: {}", finding.rule, report.path_of(finding), finding.message)
    };
    report.findings.iter().map(told).collect()
}

#[test]
fn what_we_build_holds_together() {
    let site = example();
    let files = built(&site);
    let report = report(&site, &files);
    assert_eq!(told(&report), [""; 0]);
    assert!(report.counts.links > 1000, "{:?}", report.counts);

    let golden = Fixture::from_dir(GOLDEN);
    let rules: Vec<_> = told(&self::report(&golden, &built(&golden)));
    // What its sources are reported for, and nothing else.
    let known = ["output-link-broken", "output-asset-missing", "output-anchor-missing"];
    let unknown: Vec<_> = rules
        .iter()
        .filter(|line| !known.iter().any(|rule| line.starts_with(rule)))
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn what_is_done_to_a_site_after_the_build_shows() {
    let site = Fixture::from_dir(GOLDEN);
    let whole = built(&site);
    let before = told(&report(&site, &whole));
    let new = |files: &Files| -> Vec<String> {
        let after = told(&report(&site, files)).into_iter();
        after.filter(|line| !before.contains(line)).collect()
    };
    let change = |path: &str, from: &str, to: &str| {
        let mut files = whole.clone();
        let text = String::from_utf8(files[path].clone()).unwrap();
        assert!(text.contains(from), "{path} has no {from}");
        files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        new(&files)
    };
    let without = |path: &str| {
        let mut files = whole.clone();
        files.remove(path).unwrap();
        new(&files)
    };
    let policy = "policies/access-control/index";
    #[rustfmt::skip]
    let cases = [
        (change(&format!("{policy}.txt"), "a", "b"),               "output-digest-mismatch"),
        (change(&format!("{policy}.md"), "a", "b"),                "output-digest-mismatch"),
        (change("library/index.html", "Access Control", "Access"), "output-index-mismatch"),
        (change("api/v1/policies.json", "\"policy\"", "\"plan\""), "output-index-mismatch"),
        (change(&format!("{policy}.html"), "id=\"main\"", ""),     "output-anchor-missing"),
        (change("index.html", "<main", "<p id=\"main\"></p><main"), "output-id-duplicate"),
        (without("favicon.svg"),                                   "output-asset-missing"),
        (without("library/index.html"),                            "output-link-broken"),
        (without(&format!("{policy}.txt")),                        "output-url-missing"),
    ];
    for (report, rule) in cases {
        assert!(report.iter().any(|line| line.starts_with(rule)), "{rule}: {report:#?}");
    }
    // On every page, and one finding.
    let lines = without("favicon.svg");
    let assets = lines.iter().filter(|line| line.starts_with("output-asset-missing"));
    assert_eq!(assets.count(), 1, "{lines:#?}");
}

#[test]
fn a_folder_is_read_as_servers_see_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("index.html", "<a href=latest/>a</a><a href=/v1/#x>b</a><a href=v2/>c</a>");
    write("v1/index.html", "<p id=x>");
    write(".git/config", "");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("v1", folder.path().join("latest")).unwrap();
        std::os::unix::fs::symlink("..", folder.path().join("v1/up")).unwrap();
    }
    let paths = BuiltFolder::open(folder.path()).unwrap();
    let expected: &[&str] = if cfg!(unix) {
        &["index.html", "latest/index.html", "v1/index.html"]
    } else {
        &["index.html", "v1/index.html"]
    };
    assert_eq!(paths.paths(), expected);

    let output = check(folder.path(), &["--format", "concise"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("index.html:1:50: error[output-link-broken]"), "{text}");
    assert_eq!(output.status.code(), Some(1));
    let missing = check(&folder.path().join("none"), &[]);
    assert_eq!(missing.status.code(), Some(2));
    let no_pages = check(&folder.path().join(".git"), &[]);
    assert_eq!(no_pages.status.code(), Some(2));
}

#[test]
fn the_paths_of_findings_begin_at_the_configuration_above() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("public")).unwrap();
    let config = "[site]\ntitle = 'X'\n[rules]\noutput = 'warning'\n";
    fs::write(folder.path().join("site.toml"), config).unwrap();
    fs::write(folder.path().join("public/index.html"), "<a href=/x/>x</a>\n").unwrap();
    let output = check(&folder.path().join("public"), &["--format", "concise"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let expected = "public/index.html:1:9: warning[output-link-broken]";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

fn check(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    command.arg("check").arg("--built").arg(folder).args(args).output().unwrap()
}

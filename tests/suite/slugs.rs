//! Heading ids are those of GitHub, as npm's `github-slugger` makes them.
//!
//! Both sides get the same headings, page by page, in NFC; the slugger's answers
//! are compared in NFC, as ours are. Where it gives nothing, we say `section`.

#![expect(clippy::disallowed_methods, reason = "runs node and reads the corpus")]
#![expect(clippy::print_stderr, reason = "says aloud that it was skipped")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use trustpress::base::slug::{Slugger, nfc};

use crate::commonmark::package;

/// Reads pages from standard input, each a line with a JSON list of headings,
/// and writes the list of their slugs in the same way.
const SCRIPT: &str = r"
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
const { default: Slugger } = await import(pathToFileURL(process.argv[1]).href);
const pages = [];
for await (const line of createInterface({ input: process.stdin })) {
  const slugger = new Slugger();
  pages.push(JSON.stringify(JSON.parse(line).map((text) => slugger.slug(text))));
}
process.stdout.write(pages.join('\n'));
";

#[test]
fn ten_thousand_made_up_headings_get_the_ids_of_github() {
    let mut random = Random(2026);
    let pages: Vec<Vec<String>> =
        (0..500).map(|_| (0..20).map(|_| random.heading()).collect()).collect();
    assert_same(&pages);
}

#[test]
fn the_headings_of_a_handbook_get_the_ids_of_github() {
    let archive = shared().join("corpora/handbook.tar.gz");
    if !archive.is_file() {
        eprintln!("SKIPPED: no {}", archive.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new("tar")
        .arg("xzf")
        .arg(&archive)
        .arg("-C")
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(status.success(), "tar: {status}");
    let mut pages = Vec::new();
    collect_headings(folder.path(), &mut pages);
    assert!(pages.len() > 800, "{} pages", pages.len());
    assert_same(&pages);
}

#[test]
fn the_fixtures_of_github_slugger_get_their_ids() {
    let file = shared().join("cases/slugs.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("SKIPPED: no {}", file.display());
        return;
    };
    let fixtures: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut page = Slugger::default();
    let mut compared = 0;
    for fixture in fixtures {
        let input = fixture["input"].as_str().unwrap();
        let expected = fixture["expected"].as_str().unwrap();
        // Where NFC takes a character apart, we make the id of the parts.
        if nfc(input) != input || expected.is_empty() {
            page.reserve(expected);
            continue;
        }
        compared += 1;
        assert_eq!(page.unique(input), nfc(expected), "{fixture}");
    }
    assert!(compared > 60, "{compared} fixtures compared");
}

/// Returns the folder with corpora and cases, which is not part of the project.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// Returns whether github-slugger had no letter to make an id of, but perhaps
/// had to tell it from others.
fn is_nothing(slug: &str) -> bool {
    slug.chars().all(|character| character == '-' || character.is_ascii_digit())
}

/// Compares our ids of each page's headings with those of github-slugger.
fn assert_same(pages: &[Vec<String>]) {
    let Some(package) = package("github-slugger") else { return };
    let Some(expected) = github(&package, pages) else { return };
    let mut differences = Vec::new();
    assert_eq!(expected.lines().count(), pages.len());
    for (headings, line) in pages.iter().zip(expected.lines()) {
        let slugs: Vec<String> = serde_json::from_str(line).unwrap();
        let mut page = Slugger::default();
        let mut has_nothing = false;
        for (heading, slug) in headings.iter().zip(slugs) {
            let id = page.unique(heading);
            // The second nothing is `-1`, which is then no longer free.
            has_nothing |= slug.is_empty();
            if id != nfc(&slug) && !(has_nothing && is_nothing(&slug)) {
                differences.push(format!("{heading:?}: {id:?}, GitHub {slug:?}"));
            }
        }
    }
    let count = differences.len();
    assert!(differences.is_empty(), "{count} ids differ:\n{}", differences.join("\n"));
}

/// Runs github-slugger over the pages, or says that the test is skipped.
fn github(package: &Path, pages: &[Vec<String>]) -> Option<String> {
    let package = std::fs::canonicalize(package.join("index.js")).unwrap();
    let child = Command::new("node")
        .args(["--input-type=module", "--eval", SCRIPT])
        .arg(package)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "node is missing");
        eprintln!("SKIPPED: node is missing");
        return None;
    };
    let mut input = String::new();
    for page in pages {
        let headings: Vec<String> = page.iter().map(|heading| nfc(heading)).collect();
        input.push_str(&serde_json::to_string(&headings).unwrap());
        input.push('\n');
    }
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "node: {}", output.status);
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Adds the headings of each markdown file below a folder, as they are written.
fn collect_headings(folder: &Path, pages: &mut Vec<Vec<String>>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect_headings(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let headings = text.lines().filter_map(|line| {
                let rest = line.trim_start_matches('#');
                let is_heading = rest.len() < line.len() && rest.starts_with(' ');
                is_heading.then(|| rest.trim().to_owned())
            });
            pages.push(headings.collect());
        }
    }
}

/// The same numbers every time: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit)).unwrap()
    }

    /// Returns a heading of words, signs and characters from all of Unicode.
    fn heading(&mut self) -> String {
        const WORDS: [&str; 14] = [
            "Scope",
            "scope",
            "A",
            "a",
            "1",
            "-1",
            "2",
            "R&D",
            "Straße",
            "ΣΊΣΥΦΟΣ",
            "İI",
            "x²",
            "e\u{301}",
            "snake_case",
        ];
        let count = self.below(5);
        let mut heading = String::new();
        for _ in 0..=count {
            match self.below(8) {
                0 => heading.push(self.character()),
                1 => heading.push_str(
                    [" ", "  ", "-", "--", "_", ".", "!"][self.below(7) as usize],
                ),
                _ => {
                    heading.push_str(WORDS[self.below(14) as usize]);
                    heading.push_str(["", " "][self.below(2) as usize]);
                }
            }
        }
        heading
    }

    fn character(&mut self) -> char {
        let limit = [0x250, 0x3000, 0x20_000, 0x11_0000][self.below(4) as usize];
        char::from_u32(self.below(limit)).unwrap_or('\u{fe0f}')
    }
}

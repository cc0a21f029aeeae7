//! Our HTML for CommonMark is that of its specification, example by example.
//!
//! The examples come from npm's `commonmark-spec`, which `scripts/test` installs.

#![expect(clippy::disallowed_methods, reason = "reads the specification")]
#![expect(clippy::print_stderr, reason = "says aloud that it was skipped")]

use std::path::PathBuf;

use trustpress::parse::commonmark;

/// What begins and ends an example.
const FENCE: &str = "````````````````````````````````";

/// One example of the specification.
struct Example<'a> {
    section: &'a str,
    markdown: String,
    html: String,
}

#[test]
fn every_example_of_the_specification_comes_out_as_it_should() {
    let Some(folder) = package("commonmark-spec") else { return };
    let spec = std::fs::read_to_string(folder.join("spec.txt")).unwrap();
    let examples = examples(&spec);
    assert_eq!(examples.len(), 652, "CommonMark 0.31.2 has so many examples");

    let mut failures = Vec::new();
    for (number, example) in (1..).zip(&examples) {
        let html = commonmark(&example.markdown);
        if html != example.html {
            failures.push(format!(
                "example {number}, {}:\n{:?}\nexpected {:?}\ngot      {html:?}",
                example.section, example.markdown, example.html
            ));
        }
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} examples differ:\n\n{}", failures.join("\n\n"));
}

/// Returns the folder of an npm package, or says that the test is skipped; that
/// is an error in CI.
pub(crate) fn package(name: &str) -> Option<PathBuf> {
    let place = std::env::var_os("TRUSTPRESS_NPM");
    let place = place.map_or_else(|| PathBuf::from("target/npm"), PathBuf::from);
    let folder = place.join("node_modules").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci != "true"),
        "no {}: scripts/test installs it",
        folder.display()
    );
    eprintln!(
        "SKIPPED: no {}: run scripts/test, or set TRUSTPRESS_NPM",
        folder.display()
    );
    None
}

/// Reads the examples out of the text of the specification, where `→` is a tab.
fn examples(spec: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    let mut section = "";
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            section = title.trim_start_matches('#').trim();
        }
        if line.strip_prefix(FENCE).is_none_or(|info| info.trim() != "example") {
            continue;
        }
        let part = |lines: &mut dyn Iterator<Item = &str>, end: &str| -> String {
            let lines = lines.take_while(|line| *line != end);
            lines.map(|line| line.replace('→', "\t") + "\n").collect()
        };
        let markdown = part(&mut lines, ".");
        let html = part(&mut lines, FENCE);
        examples.push(Example { section, markdown, html });
    }
    examples
}

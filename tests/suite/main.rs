//! Every integration test, in one binary: one link, one place to look.
//!
//! See `tests/README.md` for how to run, add and update tests.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read fixtures, stop at the first surprise and say what they skipped"
)]

mod addresses;
mod architecture;
mod archive;
mod built;
mod cache;
mod cases;
mod changes;
mod commonmark;
mod config;
mod diff;
mod disk;
mod docs;
mod example;
mod external;
mod formats;
mod forms;
#[cfg(feature = "search")]
mod full_text;
mod git;
mod golden;
mod history;
mod import;
mod incremental;
mod index;
mod laws;
mod mending;
mod preview;
mod properties;
mod redline;
mod registers;
mod releases;
mod report_cases;
mod reports;
mod reviews;
mod rules;
mod schemas;
mod slugs;
mod spare;
mod support;
mod theme;
mod theme_pages;

/// A file that is not in the list above would never be compiled, let alone run.
#[test]
fn no_test_file_is_forgotten() {
    let declared = support::read_text("tests/suite/main.rs");
    let mut forgotten = Vec::new();
    for file in support::files_below("tests/suite") {
        let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
        let is_declared = declared.lines().any(|line| line == format!("mod {module};"));
        if module != "main" && !module.contains('/') && !is_declared {
            forgotten.push(file);
        }
    }
    assert!(forgotten.is_empty(), "not in tests/suite/main.rs: {forgotten:?}");
}

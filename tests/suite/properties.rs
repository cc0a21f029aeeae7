//! Laws that hold for all inputs, tried on many.

use std::path::{Component, Path};

use proptest::collection::vec;
use proptest::prelude::{
    Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::select;
use proptest::test_runner::Config;

use trustpress::base::date::{Date, Interval};
use trustpress::base::path::ContentPath;
use trustpress::base::slug::{Slugger, slug};
use trustpress::base::span::LineIndex;

use crate::support::{Built, Fixture, Order};

/// Few are enough where each one is a whole site.
const SITES: u32 = 24;

proptest! {
    /// No link, however written, leads to a file outside the content folder.
    #[test]
    fn join_never_escapes(from in content_path(), target in link_path()) {
        if let Ok(Some(joined)) = from.join(&target) {
            let path = joined.to_fs(Path::new("content"));
            prop_assert!(path.starts_with("content"));
            prop_assert!(path.components().all(|part| matches!(part, Component::Normal(_))));
        }
    }

    /// A slug is its own slug, so that a link can be made from an id.
    #[test]
    fn a_slug_is_its_own_slug(text in heading()) {
        let once = slug(&text);
        prop_assert_eq!(slug(&once), once);
    }

    /// Ids on a page differ, whatever its headings are called.
    #[test]
    fn ids_on_a_page_are_unique(texts in vec(select(vec!["A", "a", "A 1", "a-1", "", "!"]), 0..20)) {
        let mut page = Slugger::default();
        let mut ids: Vec<_> = texts.iter().map(|text| page.unique(text)).collect();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }

    /// Offset to line and column and back is the identity.
    #[test]
    fn a_place_and_its_offset_are_the_same(text in "\u{feff}?[a-z\u{e4}\u{1f512}\r\n]{0,60}") {
        let index = LineIndex::new(&text);
        let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for (offset, _) in text.char_indices().filter(|(at, _)| *at >= bom) {
            let offset = u32::try_from(offset).unwrap();
            let place = index.line_column(&text, offset);
            prop_assert_eq!(index.offset(&text, place), Some(offset), "{:?}", place);
        }
    }

    /// A day that is written can be read, and means the same day.
    #[test]
    fn a_date_is_what_it_says(day in day()) {
        prop_assert_eq!(day.to_string().parse::<Date>(), Ok(day));
        prop_assert_eq!(Date::parse(&day.to_string()).map(|written| written.date), Ok(day));
    }

    /// Whoever reviews later is due no earlier.
    #[test]
    fn a_later_review_is_not_due_earlier(a in day(), b in day(), interval in interval()) {
        let (earlier, later) = (a.min(b), a.max(b));
        prop_assert!(earlier.after(interval) <= later.after(interval));
        prop_assert!(earlier.after(interval) >= earlier);
    }
}

proptest! {
    #![proptest_config(Config::with_cases(SITES))]

    /// The order in which the disk lists files does not matter.
    #[test]
    fn the_order_of_sources_does_not_matter(site in site(), seed in any::<u64>()) {
        let sorted = site.clone().build();
        for order in [Order::Reversed, Order::Shuffled(seed)] {
            same(&sorted, &site.clone().order(order).build())?;
        }
    }

    /// Nor does the number of cores.
    #[test]
    fn the_number_of_threads_does_not_matter(site in site()) {
        same(&on_threads(1, &site), &on_threads(4, &site))?;
    }

    /// Checking and building report the same.
    #[test]
    fn a_check_and_a_build_say_the_same(site in site()) {
        prop_assert_eq!(site.check().lines(), site.build().checked.lines());
    }

    /// Every link of a page leads to something, unless a finding says that it
    /// does not, be it accepted or not.
    #[test]
    fn a_link_works_or_is_reported(site in site()) {
        let built = site.build();
        let findings = &built.checked.report.findings;
        if !findings.iter().any(|finding| finding.rule.starts_with("link-")) {
            prop_assert_eq!(built.loose_ends(), Vec::<String>::new());
        }
    }
}

fn same(one: &Built, other: &Built) -> Result<(), proptest::test_runner::TestCaseError> {
    prop_assert_eq!(one.checked.lines(), other.checked.lines());
    let urls: Vec<_> = one.files.keys().collect();
    prop_assert_eq!(urls, other.files.keys().collect::<Vec<_>>());
    for (url, bytes) in &one.files {
        prop_assert!(other.files.get(url) == Some(bytes), "{} differs", url);
    }
    Ok(())
}

/// Builds a site on this many threads.
pub(crate) fn on_threads(count: usize, fixture: &Fixture) -> Built {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap();
    pool.install(|| fixture.build())
}

fn content_path() -> impl Strategy<Value = ContentPath> {
    vec("[a-zé .-]{1,8}", 1..5).prop_filter_map("a segment of dots", |segments| {
        ContentPath::new(&segments.join("/")).ok()
    })
}

fn link_path() -> impl Strategy<Value = String> {
    let part = prop_oneof![Just("..".to_owned()), Just(".".to_owned()), ".{0,6}"];
    (vec(part, 0..8), select(vec!["", "/", "//"]))
        .prop_map(|(parts, start)| format!("{start}{}", parts.join("/")))
}

fn heading() -> impl Strategy<Value = String> {
    prop_oneof![".{0,40}", "[A-Za-zÀ-ÿΑ-Ωα-ω\u{300}-\u{308}İ!?. _-]{0,20}"]
}

fn day() -> impl Strategy<Value = Date> {
    (1990_i16..2090, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day))
}

fn interval() -> impl Strategy<Value = Interval> {
    prop_oneof![
        (0_u32..60).prop_map(Interval::Months),
        (0_u32..800).prop_map(Interval::Days),
    ]
}

/// A small site whose documents link to each other, rightly and wrongly.
fn site() -> impl Strategy<Value = Fixture> {
    vec((front_matter(), vec(select(BLOCKS.to_vec()), 0..6)), 1..PATHS.len()).prop_map(
        |documents| {
            let mut fixture = Fixture::from_text(SITE);
            for (path, (front_matter, blocks)) in PATHS.iter().zip(documents) {
                let text = format!("{front_matter}{}\n", blocks.join("\n\n"));
                fixture = fixture.file(&format!("content/{path}"), text);
            }
            fixture
        },
    )
}

fn front_matter() -> impl Strategy<Value = String> {
    let lines = vec(select(FIELDS.to_vec()), 0..5);
    lines.prop_map(|mut lines| {
        lines.sort_unstable();
        lines.dedup();
        if lines.is_empty() {
            String::new()
        } else {
            format!("---\n{}\n---\n", lines.join("\n"))
        }
    })
}

const SITE: &str = "
-- site.toml --
[site]
title = 'Laws'
base_url = 'https://trust.example.com/base/'
-- content/files/report.pdf --
%PDF
";

const PATHS: &[&str] = &[
    "index.md",
    "policies/index.md",
    "policies/access.md",
    "policies/Zugriff für alle.md",
    "policies/backup.md",
    "guides/start.md",
    "guides/README.md",
];

const FIELDS: &[&str] = &[
    "title: \"A title: with a colon\"",
    "owner: security",
    "draft: true",
    "classification: internal",
    "classification: restricted",
    "kind: policy",
    "id: the-id",
    "version: \"1.10\"",
    "last_reviewed: 2024-02-29",
    "last_updated: 2019-13-01",
    "aliases: [/old/, /policies/access/]",
    "tags: [a, b]",
    "weight: 3",
    "related: [policies/access.md]",
    "unknown: {deep: [1, 2]}",
];

const BLOCKS: &[&str] = &[
    "# Heading one",
    "## Heading one",
    "### Ünïcode & <em>markup</em> {#own}",
    "[access](/policies/access.md#heading-one)",
    "[backup](../policies/backup.md) and [start](/guides/start.md)",
    "[itself](#heading-one) and ![file](/files/report.pdf)",
    "[gone](missing.md) and [gone too](/policies/access.md#nowhere)",
    "[out](../../../etc/passwd), [elsewhere](https://example.org/a?b=1&c#d)",
    "[umlaut](/policies/Zugriff%20f%C3%BCr%20alle.md)",
    "<details id=\"more\"><summary>More</summary>\n\n[x][ref]\n\n</details>",
    "[ref]: backup.md \"Backup\"",
    "A footnote[^1].\n\n[^1]: With [a link](access.md).",
    "| a | b |\n|---|---|\n| 1 | [x](start.md) |",
    "```rust\nfn main() {}\n```",
    "<script>alert(1)</script> and `code` and \u{202e}text",
    "<!-- check: ignore-next-line link -- known -->\n[gone](missing.md)",
    "- one\n- two\n  1. three",
];

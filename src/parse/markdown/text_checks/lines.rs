//! What is wrong with lines, whatever stands in them: white space at the end, no
//! end at all, and what a browser shows around a page.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{Event, Tag};

use crate::parse::document::{Problem, ProblemKind};

use super::super::events::Stream;
use super::Source;

/// What sites show around a page, each on a line of its own, in lower case.
const AROUND_A_PAGE: [&str; 26] = [
    "accept all cookies",
    "accept cookies",
    "back to top",
    "cookie settings",
    "edit this page",
    "edit this page on github",
    "jump to",
    "next article",
    "on this page",
    "print this page",
    "raise an issue",
    "read next article",
    "report an issue with this page",
    "scroll to top",
    "share this page",
    "skip to content",
    "skip to main content",
    "suggest edits",
    "toggle content width",
    "toggle dark mode",
    "toggle navigation",
    "toggle theme",
    "was this article helpful?",
    "was this helpful?",
    "was this page helpful?",
    "was this page useful?",
];

/// The longest line that can be one of these, marks and all.
const LONGEST: usize = 60;

/// How many different ones make a saved page: a page may well mention one.
const ENOUGH: usize = 3;

/// Adds what is wrong with the lines of a body.
pub(in super::super) fn check(
    source: Source<'_>,
    stream: &Stream<'_>,
    problems: &mut Vec<Problem>,
) {
    let text = source.text;
    let mut loose = Vec::new();
    let mut around: Vec<(Range<usize>, String)> = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = text.get(start..end).unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let said = match line.as_bytes().last() {
            Some(b' ' | b'\t') => line.trim_end_matches([' ', '\t']),
            _ => line,
        };
        if said.len() < line.len() {
            loose.push(start + said.len()..start + line.len());
        }
        if line.len() <= LONGEST
            && let Some(phrase) = around_a_page(said)
        {
            around.push((start..start + said.len(), phrase));
        }
        start = end + 1;
    }
    if !loose.is_empty() {
        problems.extend(trailing(source, stream, loose));
    }
    problems.extend(saved(source, around));
    problems.extend(end(source));
}

/// Returns the white space that can go without a change to anything: not in code,
/// not in raw HTML, not what breaks a line.
fn trailing(
    source: Source<'_>,
    stream: &Stream<'_>,
    loose: Vec<Range<usize>>,
) -> Option<Problem> {
    let mut kept = stream.items.iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::HardBreak => {
            Some(range)
        }
        _ => None,
    });
    let mut next = kept.next();
    let mut places = Vec::new();
    for range in loose {
        while next.is_some_and(|kept| kept.end <= range.start) {
            next = kept.next();
        }
        let is_kept = next.is_some_and(|kept| kept.start <= range.start);
        // Without the space, the backslash would break the line.
        let before = source.text.get(..range.start).unwrap_or_default();
        if !is_kept && !before.ends_with('\\') {
            places.push(source.span(range));
        }
    }
    let span = *places.first()?;
    Some(Problem { span, kind: ProblemKind::TrailingWhitespace { places } })
}

/// Returns what a line says if it is something that sites show around a page.
fn around_a_page(line: &str) -> Option<String> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '•' | '*' | '-' | '#' | '·');
    let said = line.trim_start_matches(is_mark);
    let first = said.as_bytes().first()?.to_ascii_lowercase();
    if !AROUND_A_PAGE.iter().any(|phrase| phrase.as_bytes().first() == Some(&first)) {
        return None;
    }
    let said = said.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
    let known = |phrase: &&&str| phrase.eq_ignore_ascii_case(said);
    AROUND_A_PAGE.iter().find(known).map(|_| said.to_owned())
}

fn saved(source: Source<'_>, around: Vec<(Range<usize>, String)>) -> Option<Problem> {
    let first = around.first()?.0.clone();
    let mut phrases: Vec<String> = Vec::new();
    for (_, phrase) in around {
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    let kind = ProblemKind::PageSaved { phrases };
    let problem = Problem { span: source.span(first), kind };
    matches!(&problem.kind, ProblemKind::PageSaved { phrases } if phrases.len() >= ENOUGH)
        .then_some(problem)
}

/// Says that the last line has no end.
fn end(source: Source<'_>) -> Option<Problem> {
    let text = source.text;
    if text.is_empty() || text.ends_with('\n') {
        return None;
    }
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let span = source.span(text.len()..text.len());
    Some(Problem {
        span,
        kind: ProblemKind::FinalNewlineMissing { ending: ending.into() },
    })
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::parse::markdown::events::Dialect;

    fn find(text: &str) -> Vec<ProblemKind> {
        let stream = Stream::new(text, Dialect::Extended);
        let mut problems = Vec::new();
        check(Source::new(text, 0..text.len()), &stream, &mut problems);
        problems.into_iter().map(|problem| problem.kind).collect()
    }

    #[test]
    fn white_space_that_means_nothing_is_found_and_no_other() {
        #[rustfmt::skip]
        let cases = [
            // text                               what stands before each of them
            ("one \ntwo\n",                       vec!["one"]),
            ("one  \n\ntwo\t\r\n",                vec!["one", "two"]),
            ("one  \ntwo\n",                      vec![]), // a line break
            ("one\\ \ntwo\n",                     vec![]), // would become one
            ("```\ncode \n```\n\ntext \n",        vec!["text"]),
            ("    code \n",                       vec![]),
            ("<pre>\na \n</pre>\n",               vec![]),
            ("# Title \n \n- item \n",            vec!["# Title", "", "- item"]),
            ("| a |  \n|---|\n| b | \n",          vec!["| a |", "| b |"]),
        ];
        for (text, expected) in cases {
            let found = find(text);
            let places = match found.first() {
                Some(ProblemKind::TrailingWhitespace { places }) => places.clone(),
                _ => Vec::new(),
            };
            let before = places
                .iter()
                .map(|place| text[..place.start as usize].rsplit('\n').next().unwrap());
            assert_eq!(before.collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn taking_the_white_space_away_changes_no_event() {
        for text in ["a \n- \nb  \nc\\ \nd\n", "a\n- \n", "- a \n \n  b \n\n> c \nd \n"] {
            let found = find(text);
            let [ProblemKind::TrailingWhitespace { places }] = found.as_slice() else {
                panic!("{text:?}: {found:?}");
            };
            let mut mended = text.to_owned();
            for place in places.iter().rev() {
                mended.replace_range(place.range(), "");
            }
            let html = |text: &str| crate::parse::commonmark(text);
            assert_eq!(html(&mended), html(text), "{text:?}");
        }
    }

    #[test]
    fn a_file_ends_with_the_end_of_a_line() {
        #[rustfmt::skip]
        let cases = [("", None), ("a\n", None), ("a", Some("\n")), ("a\r\nb", Some("\r\n"))];
        for (text, expected) in cases {
            let found = find(text).into_iter().find_map(|kind| match kind {
                ProblemKind::FinalNewlineMissing { ending } => Some(ending),
                _ => None,
            });
            assert_eq!(found.as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn three_things_around_a_page_make_a_saved_one() {
        let page = "# A\n\n- Edit this page\n• Toggle dark mode\n\nJump to:\n";
        let [ProblemKind::PageSaved { phrases }] = &find(page)[..] else { panic!() };
        assert_eq!(phrases, &["Edit this page", "Toggle dark mode", "Jump to"]);
        let twice =
            "Edit this page\n\nEdit this page\n\nOn this page\n\nEdit this page!\n";
        assert_eq!(find(twice), []);
    }
}

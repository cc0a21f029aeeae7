//! Lists that say what is on a page, and the headings that are there.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::span::Spanned;
use crate::parse::document::{Heading, Problem, ProblemKind};

use super::Source;
use super::events::{Item, Stream};

/// What stands above such a list, in lower case.
const TITLES: [&str; 5] = [
    "contents",
    "in this article",
    "in this document",
    "on this page",
    "table of contents",
];

/// An entry of such a list.
#[derive(Debug, Default)]
struct Entry {
    text: String,
    start: usize,
    end: usize,
    /// Whether it leads to another page.
    leads_away: bool,
}

/// Adds each list of contents with entries that no heading of the page has, if most
/// of the others have one.
pub(super) fn check(
    source: Source<'_>,
    stream: &Stream<'_>,
    headings: &[Heading],
    problems: &mut Vec<Problem>,
) {
    let items = &stream.items;
    let starts = (0..items.len()).filter(|&at| is_title(items, at));
    let starts: Vec<_> = starts.collect();
    if starts.is_empty() {
        return;
    }
    let known: Vec<String> = headings.iter().map(|it| letters(&it.text)).collect();
    for start in starts {
        let entries = entries(items, start + TITLE);
        let (there, gone): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .filter(|entry| !entry.leads_away)
            .partition(|entry| is_there(&entry.text, &known));
        if gone.is_empty() || there.len() <= gone.len() {
            continue;
        }
        let spanned = |entry: Entry| {
            Spanned::new(
                entry.text.trim().to_owned(),
                source.span(entry.start..entry.end),
            )
        };
        let entries: Vec<Spanned<String>> = gone.into_iter().map(spanned).collect();
        if let Some(first) = entries.first() {
            let span = first.span;
            problems
                .push(Problem { span, kind: ProblemKind::ContentsMismatch { entries } });
        }
    }
}

/// How many events a title has: its start, its text and its end.
const TITLE: usize = 3;

/// Returns whether the title of a list of contents begins at `at`, and the list
/// follows.
fn is_title(items: &[Item<'_>], at: usize) -> bool {
    // Few events begin a list, so that is looked at first.
    let is_before_list =
        matches!(items.get(at + TITLE), Some((Event::Start(Tag::List(_)), _)));
    let Some(
        [
            (Event::Start(Tag::Paragraph | Tag::Heading { .. }), _),
            (Event::Text(text), _),
            (Event::End(_), _),
        ],
    ) = items.get(at..at + TITLE).filter(|_| is_before_list)
    else {
        return false;
    };
    let text = text.trim().trim_end_matches(':');
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(text))
}

/// Returns the entries of the list that begins at `at`, those of lists in it too.
fn entries(items: &[Item<'_>], at: usize) -> Vec<Entry> {
    let mut depth = 0_usize;
    let mut entries: Vec<Entry> = Vec::new();
    for (event, range) in items.get(at..).unwrap_or_default() {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) if depth <= 1 => break,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) => {
                let (start, end) = (range.start, range.start);
                entries.push(Entry { start, end, ..Entry::default() });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(entry) = entries.last_mut() {
                    entry.leads_away |= !dest_url.starts_with('#');
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(entry) = entries.last_mut() {
                    if entry.text.is_empty() {
                        entry.start = range.start;
                    }
                    entry.text.push_str(text);
                    entry.end = range.end;
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(entry) = entries.last_mut() {
                    entry.text.push(' ');
                }
            }
            _ => (),
        }
    }
    entries
}

/// The fewest letters that say something in another text, in bytes.
const SHORTEST: usize = 4;

/// Returns whether a heading says what an entry says, or either says more.
fn is_there(entry: &str, headings: &[String]) -> bool {
    let entry = letters(entry);
    let is_part =
        |part: &str, whole: &str| part.len() >= SHORTEST && whole.contains(part);
    headings.iter().any(|heading| {
        *heading == entry || is_part(&entry, heading) || is_part(heading, &entry)
    })
}

/// Returns the letters of a text, in lower case: numbers and marks differ between a
/// list and its headings.
fn letters(text: &str) -> String {
    let text = text.replace('&', "and");
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Purpose;
    use crate::parse::markdown::{Options, read};
    use crate::parse::register::Facts;

    fn find(text: &str) -> Vec<String> {
        let options = Options {
            purpose: Purpose::Check,
            controlled: false,
            links_before: 0,
            highlight_limit: 0,
            facts: Facts::none(),
        };
        let problems = read(text, 0..text.len(), &options).problems.into_iter();
        let lists = problems.filter_map(|problem| match problem.kind {
            ProblemKind::ContentsMismatch { entries } => Some(entries),
            _ => None,
        });
        lists.flatten().map(|entry| entry.value).collect()
    }

    #[test]
    fn entries_without_a_heading_are_found_if_most_have_one() {
        let page = "## 1. Scope\n\n## Roles & duties\n\n## Review\n";
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 7] = [
            ("On this page\n\n- Scope\n- Roles and duties\n- Review\n- Exceptions\n- Roles", &["Exceptions"]),
            ("## Contents\n\n- [Scope](#a)\n  - [Review](#b)\n- [Old name](#c)",           &["Old name"]),
            ("Contents:\n\n1. Scope\n2. Review\n3. `Roles` & duties\n",                    &[]),
            ("Contents:\n\n- Scope\n- Apples\n- Pears\n",                                  &[]),
            ("Contents:\n\n- Scope\n- Review\n- [Apples](apples.md)\n",                    &[]),
            ("This contents list:\n\n- Scope\n- Review\n- Apples\n",                       &[]),
            ("```\nContents\n\n- Scope\n- Review\n- Apples\n```",                          &[]),
        ];
        for (list, expected) in cases {
            let found = find(&format!("{list}\n\n{page}"));
            assert_eq!(found, expected, "{list}");
        }
    }
}

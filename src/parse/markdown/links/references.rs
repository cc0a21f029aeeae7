//! References that no definition answers, and definitions that come second.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::parse::document::{Problem, ProblemKind};

use super::super::Source;
use super::super::events::{Definition, Stream, Unresolved, UnresolvedForm};
use super::{floor, fold};

/// Returns what is wrong with a reference without a definition.
pub(super) fn check_unresolved(
    source: Source<'_>,
    unresolved: &Unresolved,
) -> Option<Problem> {
    match unresolved.form {
        UnresolvedForm::Explicit => {
            let label = unresolved.label.clone();
            let span = source.span(unresolved.span.clone());
            Some(Problem { span, kind: ProblemKind::ReferenceUndefined { label } })
        }
        UnresolvedForm::Shortcut => {
            let target = malformed_target(source.text, unresolved.span.end)?;
            let kind = ProblemKind::LinkMalformed {
                target: source.text.get(target.clone())?.to_owned(),
            };
            Some(Problem { span: source.span(target), kind })
        }
    }
}

/// Returns the target that was meant by the `(…)` that begins at `start`.
///
/// The parser has refused it, most often for a space. Only what looks like an
/// address counts: brackets before parentheses are common in prose.
fn malformed_target(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?.strip_prefix('(')?;
    let line = floor(rest, MAX_TARGET).lines().next()?;
    let inner = match line.find(')') {
        Some(close) => line.get(..close)?,
        None => line.split(char::is_whitespace).next()?,
    };
    let target = inner.trim();
    if !looks_like_target(target) {
        return None;
    }
    let lead = inner.len() - inner.trim_start().len();
    Some(start + 1 + lead..start + 1 + lead + target.len())
}

/// How long a malformed target may be, in bytes: a line of a megabyte is looked
/// at in parts.
const MAX_TARGET: usize = 200;

/// How an address begins.
const STARTS: [&str; 6] = ["./", "../", "/", "http://", "https://", "mailto:"];

/// What the name of a file ends with.
const EXTENSIONS: [&str; 9] =
    ["md", "markdown", "html", "pdf", "png", "jpg", "jpeg", "svg", "txt"];

fn looks_like_target(text: &str) -> bool {
    if STARTS.iter().any(|start| text.starts_with(start)) {
        return text.len() > 1;
    }
    // `a b.md`, `a b.md#c "title"`
    let path = text.split(['#', '"']).next().unwrap_or_default().trim_end();
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    !stem.is_empty() && EXTENSIONS.contains(&extension)
}

/// Adds the definitions that come second: the parser drops them in silence, so
/// they are looked for in what no event covers.
pub(super) fn check_duplicates(
    source: Source<'_>,
    stream: &Stream<'_>,
    problems: &mut Vec<Problem>,
) {
    let known = stream.definitions.len();
    if known == 0 || source.text.matches("]:").take(known + 1).count() <= known {
        return;
    }
    let by_label: HashMap<String, &Definition> =
        stream.definitions.iter().rev().map(|one| (fold(&one.label), one)).collect();
    for label in uncovered_labels(source.text, stream) {
        let written = source.text.get(label.clone()).unwrap_or_default();
        let Some(first) = by_label.get(&fold(written)) else { continue };
        if first.span.start + 1 == label.start {
            continue;
        }
        let first_span = source.span(first.span.clone());
        let label_text = first.label.clone();
        let kind =
            ProblemKind::ReferenceDuplicate { label: label_text, first: first_span };
        problems
            .push(Problem { span: source.span(label.start - 1..label.end + 1), kind });
    }
}

/// Returns the labels of what looks like a definition and is not part of any
/// text, code or raw HTML.
fn uncovered_labels(text: &str, stream: &Stream<'_>) -> Vec<Range<usize>> {
    let mut labels = line_labels(text).peekable();
    let mut uncovered = Vec::new();
    for (_, range) in stream.items.iter().filter(|(event, _)| is_leaf(event)) {
        while let Some(label) = labels.next_if(|label| label.start < range.end) {
            if label.start < range.start {
                uncovered.push(label);
            }
        }
    }
    uncovered.extend(labels);
    uncovered
}

/// Returns whether all that an event covers is its own: unlike a list or a
/// quote, which may hold definitions.
fn is_leaf(event: &Event<'_>) -> bool {
    match event {
        Event::End(_) => false,
        Event::Start(tag) => !matches!(
            tag,
            Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::DefinitionListDefinition
        ),
        _ => true,
    }
}

/// Returns where the label of each line is that begins with `[label]:`, after
/// the marks of lists and quotes.
fn line_labels(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    lines.filter_map(|(start, line)| {
        let marks = |c: char| c.is_ascii_digit() || " \t>-+*.):".contains(c);
        let rest = line.trim_start_matches(marks).strip_prefix('[')?;
        let end = label_end(rest)?;
        let start = start + line.len() - rest.len();
        Some(start..start + end)
    })
}

fn label_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b']' if bytes.get(at + 1) == Some(&b':') => return Some(at),
            b'[' | b']' => return None,
            _ => (),
        }
        at += 1;
    }
    None
}

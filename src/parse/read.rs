//! One file, from its text to a [`Document`].

use crate::base::path::ContentPath;
use crate::base::span::{LineIndex, Span};
use crate::config::{Config, Kind};
use crate::load::{SourceFile, Unreadable};

use super::document::{Document, FrontMatter, Suppression, SuppressionScope, Text};
use super::register::Facts;
use super::{Purpose, aliases, body_date, front_matter, markdown};

/// Understands one file as far as that is possible without the others.
pub(super) fn read(
    source: SourceFile,
    config: &Config,
    purpose: Purpose,
    facts: &Facts,
) -> Document {
    match source.text {
        Ok(text) => {
            let collection = config.collection(source.path.as_str());
            let kind = collection.and_then(|collection| collection.kind);
            let kind = kind.unwrap_or(Kind::Page);
            understand(&text, (source.path, kind), config, purpose, facts)
        }
        Err(reason) => empty(source.path, reason),
    }
}

/// Understands a text; it is of `kind` unless it says otherwise.
pub(super) fn understand(
    text: &str,
    (path, kind): (ContentPath, Kind),
    config: &Config,
    purpose: Purpose,
    facts: &Facts,
) -> Document {
    let head = front_matter::read(text, config);
    let stated = head.front_matter.kind.as_ref().map(|kind| kind.value);
    let kind = stated.unwrap_or(kind);
    let options = markdown::Options {
        purpose,
        controlled: kind.is_controlled(),
        links_before: head.links.len(),
        highlight_limit: markdown::HIGHLIGHT_LIMIT,
        facts,
    };
    let mut tail = markdown::read(text, head.body.clone(), &options);
    let mut links = head.links;
    links.append(&mut tail.links);
    let mut problems = head.problems;
    problems.append(&mut tail.problems);
    problems.extend(markdown::check_characters(text, head.front_matter.span.range()));
    let values = head.front_matter.places.iter().map(|place| place.value.range());
    problems.extend(markdown::check_values(text, values));
    problems.sort_by_key(|problem| problem.span);
    cover(&mut tail.suppressions, text);
    aliases::add(&head.front_matter, &mut tail.anchors, tail.body.as_mut());
    Document {
        path,
        unreadable: None,
        body_date: body_date::find(text, head.body),
        front_matter: head.front_matter,
        headings: tail.headings,
        anchors: tail.anchors,
        links,
        lists: tail.lists,
        suppressions: tail.suppressions,
        problems,
        claims: tail.claims,
        facts: tail.facts,
        text: tail.text,
        body: tail.body,
    }
}

/// A file of which nothing is known but its name.
fn empty(path: ContentPath, reason: Unreadable) -> Document {
    Document {
        path,
        unreadable: Some(reason),
        front_matter: FrontMatter::default(),
        headings: Vec::new(),
        anchors: Vec::new(),
        links: Vec::new(),
        lists: Vec::new(),
        suppressions: Vec::new(),
        problems: Vec::new(),
        claims: Vec::new(),
        body_date: None,
        facts: Vec::new(),
        text: Text::default(),
        body: None,
    }
}

/// Tells each suppression which bytes it is about.
fn cover(suppressions: &mut [Suppression], text: &str) {
    if suppressions.is_empty() {
        return;
    }
    let lines = LineIndex::new(text);
    for suppression in suppressions {
        let (SuppressionScope::Line(line) | SuppressionScope::NextLine(line)) =
            suppression.scope;
        suppression.covers = line_span(&lines, text, line);
    }
}

/// Returns the bytes of a line without its line break; nothing, at the end of the
/// file, where there is no such line.
fn line_span(lines: &LineIndex, text: &str, line: u32) -> Span {
    let last = lines.line_at(u32::MAX);
    if line > last {
        return Span::new(text.len()..text.len());
    }
    let start = lines.start_of(line);
    let end = if line < last { lines.start_of(line + 1) - 1 } else { text.len() };
    let content = text.get(start..end).unwrap_or_default();
    Span::new(start..start + content.strip_suffix('\r').unwrap_or(content).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_line_are_those_before_its_line_break() {
        let text = "\u{feff}one\r\n\nthree\n";
        let lines = LineIndex::new(text);
        #[rustfmt::skip]
        let cases = [(1, "one"), (2, ""), (3, "three"), (4, ""), (5, "")];
        for (line, expected) in cases {
            assert_eq!(line_span(&lines, text, line).of(text), expected, "line {line}");
        }
    }
}

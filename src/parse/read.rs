//! One file, from its text to a [`Document`].

use std::ops::Range;

use crate::base::path::ContentPath;
use crate::base::span::{LineIndex, Span};
use crate::config::{Config, Kind};
use crate::load::{SourceFile, Unreadable};

use super::document::{Document, FrontMatter, Suppression, SuppressionScope, Text};
use super::register::Facts;
use super::{Blocks, Purpose, aliases, body_date, front_matter, markdown};

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
    place: (ContentPath, Kind),
    config: &Config,
    purpose: Purpose,
    facts: &Facts,
) -> Document {
    understand_blocks(text, place, config, purpose, facts).0
}

/// Does the same, and returns the blocks of a text that is to be shown.
pub(super) fn understand_blocks(
    text: &str,
    (path, kind): (ContentPath, Kind),
    config: &Config,
    purpose: Purpose,
    facts: &Facts,
) -> (Document, Blocks) {
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
    if !purpose.is_of_past() {
        let matter = head.front_matter.span.range();
        problems.extend(markdown::check_characters(text, matter));
        let values = head.front_matter.places.iter().map(|place| place.value.range());
        problems.extend(markdown::check_values(text, values));
    }
    problems.sort_by_key(|problem| problem.span);
    cover(&mut tail.suppressions, text);
    let mut suppressions = head.suppressions;
    suppressions.append(&mut tail.suppressions);
    let mut claims = head.claims;
    claims.append(&mut tail.claims);
    aliases::add(&head.front_matter, &mut tail.anchors, tail.body.as_mut());
    let document = Document {
        path,
        unreadable: None,
        body_date: body_date::find(text, head.body),
        front_matter: head.front_matter,
        headings: tail.headings,
        anchors: tail.anchors,
        links,
        lists: tail.lists,
        suppressions,
        problems,
        translation: head.translation,
        claims,
        facts: tail.facts,
        text: tail.text,
        body: tail.body,
    };
    (document, tail.blocks)
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
        translation: None,
        claims: Vec::new(),
        body_date: None,
        facts: Vec::new(),
        text: Text::default(),
        body: None,
    }
}

/// Tells each comment which bytes it is about, and which to take out with it.
pub(super) fn cover(suppressions: &mut [Suppression], text: &str) {
    if suppressions.is_empty() {
        return;
    }
    let lines = LineIndex::new(text);
    for suppression in suppressions {
        let whole = 0..text.len();
        let Suppression { span, scope, covers, removal, .. } = suppression;
        *covers = match *scope {
            SuppressionScope::Line(line) | SuppressionScope::NextLine(line) => {
                line_span(&lines, text, line)
            }
            SuppressionScope::Block(end) => {
                Span { start: span.end, end: end.unwrap_or(u32::MAX).max(span.end) }
            }
            SuppressionScope::File | SuppressionScope::FrontMatter => Span::new(whole),
        };
        // Without its `off`, an `on` would be in vain.
        if !matches!(scope, SuppressionScope::Block(_)) {
            *removal = with_blanks(&lines, text, *span);
        }
    }
}

/// Returns a comment with the blanks before it; with its line, where that holds
/// nothing else and parts no two lines that would become one paragraph.
fn with_blanks(lines: &LineIndex, text: &str, span: Span) -> Span {
    let Range { start, end } = span.range();
    let line = lines.line_at(span.start);
    let blank = |line: u32| line_span(lines, text, line).of(text).trim().is_empty();
    let before = text.get(lines.start_of(line)..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default();
    if !before.trim().is_empty() || !rest.trim().is_empty() {
        return Span::new(start - (before.len() - before.trim_end().len())..end);
    }
    let last = lines.line_at(span.end);
    let is_apart = line == 1 || blank(line - 1) || blank(last + 1);
    let line_break = usize::from(after.len() > rest.len());
    if is_apart {
        Span::new(lines.start_of(line)..end + rest.len() + line_break)
    } else {
        Span::new(start - before.len()..end)
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
    fn a_comment_is_taken_out_with_its_blanks_and_leaves_paragraphs_apart() {
        #[rustfmt::skip]
        let cases = [
            // text                         without the comment
            ("a <!---->\r\nb",              "a\r\nb"),
            ("a\t <!----> b",               "a b"),
            ("<!----> b",                   " b"),
            ("a\r\n\r\n<!---->\r\nb\r\n", "a\r\n\r\nb\r\n"),
            ("a\n  <!---->  \n\nb",        "a\n\nb"),
            ("a\n<!---->\nb",              "a\n\nb"), // still two paragraphs
            ("<!---->\nb",                 "b"),
            ("a\n\n<!---->",               "a\n\n"),
            ("a\n\n<!--\n\n-->\nb",       "a\n\nb"),
            ("> <!---->\n> b",             ">\n> b"),
        ];
        for (text, expected) in cases {
            let span = Span::new(text.find("<!").unwrap()..text.find("-->").unwrap() + 3);
            let mut new = text.to_owned();
            new.replace_range(with_blanks(&LineIndex::new(text), text, span).range(), "");
            assert_eq!(new, expected, "{text:?}");
        }
    }

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

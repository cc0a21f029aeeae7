//! The Reviewdog Diagnostic Format: the findings that count, with edits that a
//! reviewer can accept.
//!
//! The form is that of
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>. Columns count
//! bytes. Several suggestions for one finding are alternatives to each other, so
//! that only a fix of one edit is among them.

use std::io;

use serde::Serialize;

use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::check::Finding;

use super::json::write_line;
use super::located::Locator;
use super::quotations::{Quoted, is_whole_file};

#[derive(Debug, Serialize)]
struct Result<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Debug, Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Debug, Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Debug, Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Debug, Serialize)]
struct Position {
    line: u32,
    column: usize,
}

#[derive(Debug, Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location,
}

/// Writes the report.
pub(super) fn write(locator: &Locator<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let diagnostics = locator.report.open().map(|finding| diagnostic(locator, finding));
    let diagnostics = diagnostics.collect();
    write_line(out, &Result { source: Source { name: "trustpress" }, diagnostics })
}

fn diagnostic<'a>(locator: &Locator<'_>, finding: &'a Finding) -> Diagnostic<'a> {
    let help = finding.help.as_deref().map(|help| format!("\nhelp: {help}"));
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let suggestion = match edits {
        [edit] => range(locator, finding.source, edit.span)
            .map(|range| Suggestion { range, text: &edit.insert }),
        _ => None,
    };
    let related = finding.related.iter().map(|related| Related {
        message: &related.label,
        location: location(locator, related.source, related.span),
    });
    Diagnostic {
        message: format!("{}{}", finding.message, help.unwrap_or_default()),
        location: location(locator, finding.source, finding.span),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: finding.rule },
        suggestions: suggestion.into_iter().collect(),
        related_locations: related.collect(),
    }
}

fn location(locator: &Locator<'_>, source: SourceId, span: Span) -> Location {
    let path = locator.at(source, span).path;
    let range = if is_whole_file(span) { None } else { range(locator, source, span) };
    Location { path, range }
}

fn range(locator: &Locator<'_>, source: SourceId, span: Span) -> Option<Range> {
    let path = locator.report.sources.get(source.index())?;
    let quoted = locator.quotations.get(path)?;
    let start = position(quoted, span.start);
    Some(Range { start, end: position(quoted, span.end) })
}

fn position(quoted: &Quoted, offset: u32) -> Position {
    let line = quoted.lines().line_at(offset);
    let start = quoted.lines().start_of(line);
    let column = quoted.boundary(offset as usize).saturating_sub(start) + 1;
    Position { line, column }
}

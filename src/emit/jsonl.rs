//! JSON Lines: one object for each finding, accepted ones included, and one for
//! the totals. Every other machine format can be made from this one.
//!
//! Every key is always there, `null` where nothing is known. Byte offsets are
//! those of the file on disk; columns count Unicode scalar values, and UTF-16
//! units where the name says so. A finding about a file as a whole has no place.

use std::io;

use serde::Serialize;

use crate::base::severity::Severity;
use crate::base::span::Span;
use crate::check::{AcceptedBy, Finding, Novelty, Related, Report, Safety, fingerprints};

use super::json::write_line;
use super::print::{GitDates, Options};
use super::quotations::{Quotations, is_whole_file};

/// The number of this form of the stream; another number may differ in more
/// than added keys.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct Diagnostic<'a> {
    r#type: &'static str,
    schema: u32,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    #[serde(flatten)]
    location: Location,
    /// A link as written, a field, a label: what the `target` of a waiver is
    /// compared with.
    target: Option<&'a str>,
    related: Vec<Other<'a>>,
    help: Option<&'a str>,
    fix: Option<FixLine<'a>>,
    fingerprint: String,
    /// Whether the finding is in the baseline; not known without one, nor for
    /// what cannot be in one.
    baseline: Option<&'static str>,
    suppressed: Option<Suppressed<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct Location {
    byte_start: Option<u32>,
    byte_end: Option<u32>,
    line: Option<u32>,
    col: Option<u32>,
    end_line: Option<u32>,
    end_col: Option<u32>,
    col_utf16: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Other<'a> {
    file: &'a str,
    #[serde(flatten)]
    location: Location,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct FixLine<'a> {
    safety: Safety,
    edits: Vec<EditLine<'a>>,
}

#[derive(Debug, Serialize)]
struct EditLine<'a> {
    file: &'a str,
    byte_start: u32,
    byte_end: u32,
    insert: &'a str,
}

#[derive(Debug, Serialize)]
struct Suppressed<'a> {
    reason: &'a str,
    by: AcceptedBy,
}

#[derive(Debug, Serialize)]
struct Summary {
    r#type: &'static str,
    schema: u32,
    files: usize,
    links: usize,
    anchors: usize,
    errors: usize,
    warnings: usize,
    suppressed: usize,
    baselined: usize,
    fixable: Fixable,
    checked: Checked,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<u128>,
}

/// How many findings that count could be mended, by how surely.
#[derive(Debug, Serialize)]
struct Fixable {
    safe: usize,
    suggestion: usize,
}

/// What was looked at, and what was not.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the format has booleans")]
struct Checked {
    internal: bool,
    external: bool,
    git_dates: Option<GitDates>,
}

/// Writes the report.
pub(super) fn write(
    report: &Report,
    quotations: &Quotations,
    options: &Options<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for (finding, fingerprint) in report.findings.iter().zip(fingerprints(report)) {
        write_line(out, &diagnostic(report, finding, quotations, fingerprint))?;
    }
    write_line(out, &summary(report, options))
}

fn diagnostic<'a>(
    report: &'a Report,
    finding: &'a Finding,
    quotations: &Quotations,
    fingerprint: String,
) -> Diagnostic<'a> {
    let file = report.path_of(finding);
    let related = finding.related.iter().map(|other| {
        let Related { source, span, label } = other;
        let file = report.sources.get(source.index()).map_or("", String::as_str);
        Other { file, location: locate(quotations, file, *span), message: label }
    });
    let subject = Some(finding.subject.as_str()).filter(|subject| !subject.is_empty());
    let fix = finding.fix.as_ref().map(|fix| {
        let edits = fix.edits.iter().map(|edit| EditLine {
            file,
            byte_start: edit.span.start,
            byte_end: edit.span.end,
            insert: &edit.insert,
        });
        FixLine { safety: fix.safety, edits: edits.collect() }
    });
    Diagnostic {
        r#type: "diagnostic",
        schema: SCHEMA,
        rule: finding.rule,
        severity: finding.severity,
        message: &finding.message,
        file,
        location: locate(quotations, file, finding.span),
        target: subject,
        related: related.collect(),
        help: finding.help.as_deref(),
        fix,
        fingerprint,
        baseline: finding.novelty.map(|novelty| match novelty {
            Novelty::New => "new",
            Novelty::Known(_) => "known",
        }),
        suppressed: finding
            .accepted
            .as_ref()
            .map(|accepted| Suppressed { reason: &accepted.reason, by: accepted.by }),
    }
}

fn locate(quotations: &Quotations, file: &str, span: Span) -> Location {
    if is_whole_file(span) {
        return Location::default();
    }
    let bytes = Location {
        byte_start: Some(span.start),
        byte_end: Some(span.end),
        ..Location::default()
    };
    let Some(quoted) = quotations.get(file) else { return bytes };
    let (start, end) = (quoted.place(span.start), quoted.place(span.end));
    Location {
        line: Some(start.line),
        col: Some(start.column),
        end_line: Some(end.line),
        end_col: Some(end.column),
        col_utf16: Some(start.column_utf16),
        ..bytes
    }
}

fn summary(report: &Report, options: &Options<'_>) -> Summary {
    let fixable = |safety| {
        let fixes = report.open().filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    Summary {
        r#type: "summary",
        schema: SCHEMA,
        files: report.counts.documents,
        links: report.counts.links,
        anchors: report.counts.anchors,
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        suppressed: report.accepted().count(),
        baselined: report.known().count(),
        fixable: Fixable {
            safe: fixable(Safety::Safe),
            suggestion: fixable(Safety::Suggestion),
        },
        checked: Checked {
            internal: true,
            external: false,
            git_dates: options.git_dates,
        },
        duration_ms: options.duration.map(|duration| duration.as_millis()),
    }
}

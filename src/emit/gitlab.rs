//! The report of GitLab's Code Quality: an array of the findings that count.
//!
//! The form is that of
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
//! GitLab shows neither the name of the rule nor any remedy, so that the
//! description holds both.

use std::io;

use serde::Serialize;

use crate::base::severity::Severity;
use crate::check::{Finding, fingerprints};

use super::json::write_line;
use super::located::Locator;

#[derive(Debug, Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// Of several issues with one fingerprint, GitLab shows the first only.
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Debug, Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// Writes the report.
pub(super) fn write(locator: &Locator<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = locator.report.findings.iter().zip(fingerprints(locator.report));
    let issues = findings
        .filter(|(finding, _)| finding.counts())
        .map(|(finding, fingerprint)| issue(locator, finding, fingerprint));
    write_line(out, &issues.collect::<Vec<_>>())
}

fn issue<'a>(
    locator: &Locator<'_>,
    finding: &'a Finding,
    fingerprint: String,
) -> Issue<'a> {
    let Finding { rule, message, .. } = finding;
    let help = finding.help.as_deref().map(|help| format!("; {help}"));
    let place = locator.of(finding);
    let position = |line, column| Position { line, column };
    let (begin, end) = place.range.map_or_else(
        || (position(1, 1), position(1, 1)),
        |(start, end)| {
            (position(start.line, start.column), position(end.line, end.column))
        },
    );
    Issue {
        description: format!("{rule}: {message}{}", help.unwrap_or_default()),
        check_name: rule,
        fingerprint,
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location { path: place.path, positions: Positions { begin, end } },
    }
}

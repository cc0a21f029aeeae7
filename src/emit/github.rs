//! Annotations in GitHub Actions, and the table in the summary of a step.
//!
//! GitHub shows ten annotations of each level for a step and drops the others
//! without a word, so that the worst come first and the rest is counted. The
//! table has them all, up to the size that GitHub allows.

use std::fmt::Write as _;
use std::io;

use crate::base::severity::Severity;
use crate::base::visible::{clip, visible};
use crate::check::Finding;

use super::concise::MESSAGE;
use super::located::Locator;
use super::summary;

/// How many annotations of one level GitHub shows for a step.
const MOST: usize = 10;

/// How many bytes the summary of a step may have: a megabyte, less what a heading
/// and a last line take.
const TABLE: usize = 1_000_000;

/// Writes the annotations, a line each, and how many findings have none.
pub(super) fn annotate(locator: &Locator<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut left_out = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let mut findings =
            findings(locator).filter(|finding| finding.severity == severity);
        for finding in findings.by_ref().take(MOST) {
            writeln!(out, "{}", command(locator, finding))?;
        }
        let rest = findings.count();
        if rest > 0 {
            let what =
                if severity == Severity::Info { "note" } else { severity.as_str() };
            left_out.push(summary::count(rest, what));
        }
    }
    if left_out.is_empty() {
        return Ok(());
    }
    let left_out = left_out.join(", ");
    writeln!(out, "not annotated, as GitHub shows {MOST} of each for a step: {left_out}")
}

/// Returns the findings that people are shown, the worst first.
fn findings<'a>(locator: &Locator<'a>) -> impl Iterator<Item = &'a Finding> + use<'a> {
    let options = locator.options;
    let mut findings: Vec<&Finding> = locator.report.findings.iter().collect();
    findings.retain(|finding| summary::is_printed(finding, options));
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.into_iter()
}

/// Returns a finding as a workflow command:
/// `::error file=a.md,line=1,title=rule::message`.
fn command(locator: &Locator<'_>, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let place = locator.of(finding);
    let mut command = format!("::{level} file={}", property(&place.path));
    if let Some((start, end)) = place.range {
        // Writing to a string cannot fail.
        _ = write!(command, ",line={},endLine={}", start.line, end.line);
        // GitHub takes columns for those of one line.
        if start.line == end.line {
            _ = write!(command, ",col={},endColumn={}", start.column, end.column);
        }
    }
    _ = write!(command, ",title={}::{}", property(finding.rule), data(&finding.message));
    if let Some(help) = &finding.help {
        _ = write!(command, "%0Ahelp: {}", data(help));
    }
    command
}

/// Escapes what a workflow command says.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// Escapes the value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns the findings as a table in markdown, the worst first.
pub(super) fn table(locator: &Locator<'_>) -> String {
    let totals = summary::totals(locator.report, locator.options);
    let mut page = format!("### trustpress\n\n{totals}\n");
    let mut findings = findings(locator).peekable();
    if findings.peek().is_none() {
        return page;
    }
    page.push_str("\n| level | place | rule | finding |\n|---|---|---|---|\n");
    while let Some(finding) = findings.next() {
        let Finding { severity, rule, message, .. } = finding;
        let place = cell(&locator.of(finding).shown());
        let row = format!(
            "| {severity} | {place} | {rule} | {} |\n",
            cell(&clip(message, MESSAGE))
        );
        if page.len() + row.len() > TABLE {
            let rest = summary::count(findings.count() + 1, "more finding");
            // Writing to a string cannot fail.
            _ = writeln!(page, "\nand {rest}");
            return page;
        }
        page.push_str(&row);
    }
    page
}

/// Escapes what would end a cell, or begin an element, outside of code.
fn cell(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        0 => part.replace('<', "&lt;"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_what_was_meant() {
        #[rustfmt::skip]
        let cases = [
            // text                 as data                as a property
            ("a: b, c",             "a: b, c",             "a%3A b%2C c"),
            ("100 %",               "100 %25",             "100 %25"),
            ("%0A::error::x",       "%250A::error::x",     "%250A%3A%3Aerror%3A%3Ax"),
            ("a\r\n::error::x",     "a\\r\\n::error::x",   "a\\r\\n%3A%3Aerror%3A%3Ax"),
            ("\u{1b}[31m\u{202e}",  "\\u{1b}[31m\\u{202e}", "\\u{1b}[31m\\u{202e}"),
        ];
        for (text, in_data, in_property) in cases {
            assert_eq!(data(text), in_data, "{text:?}");
            assert_eq!(property(text), in_property, "{text:?}");
        }
    }

    #[test]
    fn a_cell_stays_a_cell() {
        #[rustfmt::skip]
        let cases = [
            ("a | b",           "a \\| b"),
            ("no page at `<x|y>`", "no page at `<x\\|y>`"),
            ("<script>",        "&lt;script>"),
            ("a\n| b",          "a\\n\\| b"),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}

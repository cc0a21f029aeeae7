//! One line for each finding: `path:line:column: severity[rule] message`.

use std::io;

use rayon::prelude::*;

use crate::base::visible::clip;
use crate::check::{Finding, Report};

use super::print::Options;
use super::quotations::{Quotations, is_whole_file};
use super::summary;

/// How many lines are made before they are written.
const AT_ONCE: usize = 256;

/// How much of a message is printed, in characters.
pub(super) const MESSAGE: usize = 300;

/// Writes the report.
pub(super) fn write(
    report: &Report,
    quotations: &Quotations,
    options: &Options<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let lines = report.findings.par_chunks(AT_ONCE).map(|findings| {
        let mut lines = String::new();
        for finding in findings.iter().filter(|it| summary::is_printed(it, options)) {
            lines += &line(report, finding, quotations, options);
            lines.push('\n');
        }
        lines
    });
    for lines in lines.collect::<Vec<_>>() {
        out.write_all(lines.as_bytes())?;
    }
    writeln!(out, "{}", summary::totals(report, options))
}

fn line(
    report: &Report,
    finding: &Finding,
    quotations: &Quotations,
    options: &Options<'_>,
) -> String {
    let place = where_is(report.path_of(finding), finding, quotations);
    let Finding { rule, severity, .. } = *finding;
    let label = summary::painted(&format!("{severity}[{rule}]"), severity, options.color);
    format!("{place}: {label} {}", clip(&finding.message, MESSAGE))
}

/// Returns the place of a finding: the path, and line and column where they are
/// known and the finding is not about the file as a whole.
fn where_is(path: &str, finding: &Finding, quotations: &Quotations) -> String {
    let shown = clip(path, MESSAGE);
    match quotations.get(path).filter(|_| !is_whole_file(finding.span)) {
        Some(quoted) => {
            let place = quoted.place(finding.span.start);
            format!("{shown}:{}:{}", place.line, place.column)
        }
        None => shown,
    }
}

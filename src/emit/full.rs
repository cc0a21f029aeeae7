//! Each finding with the lines it is about, and what to do.
//!
//! A message is a title, the lines with what is wrong underlined, further places
//! that explain it, notes, and help: an edit as a diff, where there is one.

use std::fmt::Write as _;
use std::io;

use annotate_snippets::{Level, Renderer};

use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::base::visible::clip;
use crate::check::{Finding, Report};
use crate::config::{ConfigError, ConfigProblem};

use super::concise::MESSAGE;
use super::message::{Draft, Page, indent};
use super::print::{Color, Options};
use super::quotations::Quotations;
use super::summary;

/// How many problems of a configuration are printed; more are counted.
const CONFIG_PROBLEMS: usize = 50;

/// Writes the report.
pub(super) fn write(
    report: &Report,
    quotations: &Quotations,
    options: &Options<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let renderer = renderer(options.color);
    let page = Page { sources: &report.sources, quotations, width: options.width };
    let mut printed =
        report.findings.iter().filter(|finding| summary::is_printed(finding, options));
    for finding in printed.by_ref().take(options.max.unwrap_or(usize::MAX)) {
        let message = page.lay_out(&Draft::of(finding));
        writeln!(out, "{}\n", message.paint(&renderer))?;
    }
    let rest = printed.count();
    if rest > 0 {
        writeln!(out, "and {}\n", summary::count(rest, "more finding"))?;
    }
    writeln!(out, "{}", summary::totals(report, options))
}

/// Returns what is wrong with a configuration, each problem with its line, ready
/// to be printed.
///
/// `path` is how messages name `site.toml`.
pub fn config_error(error: &ConfigError, path: &str, color: Color) -> String {
    let renderer = renderer(color);
    let ConfigError::Invalid { text, problems } = error else {
        let title = Level::ERROR.primary_title(clip(&error.to_string(), MESSAGE));
        let place = clip(path, MESSAGE);
        let group = title.element(annotate_snippets::Origin::path(place));
        return indent(&renderer.render(&[group])) + "\n";
    };
    let sources = [path.to_owned()];
    let quotations = Quotations::new(vec![(path.to_owned(), text.clone())]);
    let width = Options::default().width;
    let page = Page { sources: &sources, quotations: &quotations, width };
    let mut printed = String::new();
    for problem in problems.iter().take(CONFIG_PROBLEMS) {
        let message = page.lay_out(&Draft::of_config(problem));
        printed.push_str(&message.paint(&renderer));
        printed.push_str("\n\n");
    }
    let total = summary::count(problems.len(), "problem");
    writeln!(printed, "{total} in {}", clip(path, MESSAGE))
        .expect("writing to a string cannot fail");
    printed
}

impl<'a> Draft<'a> {
    fn of(finding: &'a Finding) -> Self {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        Self {
            title: level.primary_title(clip(&finding.message, MESSAGE)).id(finding.rule),
            source: finding.source,
            span: finding.span,
            label: finding.label.as_deref(),
            related: &finding.related,
            notes: &finding.notes,
            help: finding.help.as_deref(),
            fix: finding.fix.as_ref(),
        }
    }

    fn of_config(problem: &'a ConfigProblem) -> Self {
        // A problem at the very start is about the first character there, not
        // about the file.
        let Span { start, end } = problem.span;
        Self {
            title: Level::ERROR.primary_title(clip(&problem.message, MESSAGE)),
            source: SourceId(0),
            span: Span { start, end: end.max(1) },
            label: None,
            related: &[],
            notes: &[],
            help: problem.help.as_deref(),
            fix: None,
        }
    }
}

/// Returns the renderer of messages. Lines are cut before it sees them, so that
/// it never cuts them itself.
fn renderer(color: Color) -> Renderer {
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    renderer.term_width(100_000).hyperlink(false)
}

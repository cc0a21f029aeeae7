//! How a report is delivered: printed, written to files, and shown where a CI
//! system looks for it.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum as _};

use crate::base::severity::Severity;
use crate::check::{Finding, Report};
use crate::config::Config;
use crate::emit::{self, Color, Format, Notes, Options, Quotations};
use crate::error::Error;
use crate::load::{self, git};

use super::{Terminal, ci};

/// How a report is delivered.
#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    /// How to print the findings
    ///
    /// Without it, `full`; in GitHub Actions annotations follow, unless a
    /// `--report` writes them.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write the findings to a file too, in a format of its own; repeatable
    ///
    /// The folder of the file is made if it is not there.
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_file)]
    report: Vec<ReportFile>,

    /// Print findings of level info too
    #[arg(long)]
    info: bool,

    /// How many findings to print; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    max: usize,
}

/// A file to write a report to.
#[derive(Clone, Debug)]
struct ReportFile {
    format: Format,
    path: PathBuf,
}

fn parse_file(text: &str) -> Result<ReportFile, String> {
    let (name, path) = text.split_once('=').unwrap_or((text, ""));
    let Ok(format) = Format::from_str(name, false) else {
        let values =
            Format::value_variants().iter().filter_map(Format::to_possible_value);
        let names: Vec<_> = values.map(|value| value.get_name().to_owned()).collect();
        return Err(format!("`{name}` is no format; there are {}", names.join(", ")));
    };
    if path.is_empty() {
        return Err(format!("name the file: `{name}=PATH`"));
    }
    Ok(ReportFile { format, path: PathBuf::from(path) })
}

/// What delivering a report takes to know of the run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// When it began.
    pub(super) started: Instant,
    /// The least severe finding that makes it fail.
    pub(super) fail_on: Option<Severity>,
}

impl ReportArgs {
    /// Prints a report, and then writes it wherever else it was asked for, so that
    /// a disk that refuses hides no finding.
    pub(super) fn deliver(
        &self,
        report: &Report,
        config: &Config,
        run: Run,
        terminal: &mut Terminal,
    ) -> Result<(), Error> {
        let printed = self.format.unwrap_or_default();
        let annotates =
            ci::is_github() && self.format.is_none() && !self.writes_annotations();
        let is_for_people = matches!(printed, Format::Full | Format::Concise)
            && self.report.is_empty()
            && !annotates;
        let (paths, repository_path) = if is_for_people {
            let most = if printed == Format::Full { self.most() } else { usize::MAX };
            let shown = report.open().filter(self.is_shown()).take(most);
            (report.quoted_paths(shown), String::new())
        } else {
            let all = report.quoted_paths(report.findings.iter());
            (all, git::prefix(&config.root))
        };
        let quotations = Quotations::new(load::quotations(&config.root, paths));
        let options = Options {
            notes: if self.info { Notes::Show } else { Notes::Hide },
            max: Some(self.most()),
            duration: Some(run.started.elapsed()),
            repository_path: &repository_path,
            fail_on: run.fail_on,
            ..Options::default()
        };
        // `anstream` takes the colours out where nobody would see them.
        let width =
            Terminal::width().map_or(options.width, |it| it.clamp(60, options.width));
        let colored = Options { color: Color::Always, width, ..options };
        terminal
            .stream(|out| emit::print(report, &quotations, printed, &colored, out))?;
        if annotates {
            terminal.stream(|out| emit::annotate(report, &quotations, &options, out))?;
        }
        let is_github =
            annotates || printed == Format::Github || self.writes_annotations();
        if let Some(summary) = ci::step_summary().filter(|_| is_github) {
            let table = emit::github_summary(report, &quotations, &options);
            emit::append(&summary, &table)?;
        }
        for ReportFile { format, path } in &self.report {
            let mut bytes = Vec::new();
            let whole = Options { max: None, ..options };
            emit::print(report, &quotations, *format, &whole, &mut bytes)
                .map_err(|source| Error::Write { path: path.clone(), source })?;
            emit::replace(path, &bytes)?;
        }
        Ok(())
    }

    /// Returns whether a file of annotations is among those to write.
    fn writes_annotations(&self) -> bool {
        self.report.iter().any(|file| file.format == Format::Github)
    }

    /// Returns how many findings are printed.
    fn most(&self) -> usize {
        if self.max == 0 { usize::MAX } else { self.max }
    }

    /// Returns the least severe findings that people are shown.
    pub(super) fn least(&self) -> Severity {
        if self.info { Severity::Info } else { Severity::Warning }
    }

    /// Returns whether a finding that counts is one that people are shown.
    fn is_shown(&self) -> impl Fn(&&Finding) -> bool + use<> {
        let least = self.least();
        move |finding| finding.severity >= least
    }
}

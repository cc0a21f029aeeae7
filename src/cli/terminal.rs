//! Where words go: findings to standard output, everything else to standard
//! error. The only print in the crate.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::time::Duration;

use crate::base::severity::Severity;
use crate::check::{Finding, Report};
use crate::config::{CONFIG_FILE, Config};
use crate::emit::{self, Color, Format, Notes, Options, Quotations};
use crate::error::Error;
use crate::load;
use crate::record::Refusal;

/// Standard output and standard error, with colour where the reader can see it
/// (`NO_COLOR`, `CLICOLOR_FORCE` and terminals are respected).
#[derive(Debug)]
pub(super) struct Terminal {
    out: anstream::Stdout,
    err: anstream::Stderr,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReportStyle {
    /// In which form.
    pub(super) format: Format,
    /// Whether with findings of level info.
    pub(super) notes: Notes,
    /// How many findings; `None` is all.
    pub(super) max: Option<usize>,
    /// How long the run took.
    pub(super) duration: Duration,
}

impl ReportStyle {
    /// Returns the findings that will be printed, whose files have to be read
    /// again for the lines to quote.
    fn printed<'a>(
        &self,
        report: &'a Report,
    ) -> Box<dyn Iterator<Item = &'a Finding> + 'a> {
        let notes = self.notes;
        let is_shown = move |finding: &&Finding| {
            notes == Notes::Show || finding.severity > Severity::Info
        };
        match self.format {
            Format::Full => {
                let most = self.max.unwrap_or(usize::MAX);
                Box::new(report.open().filter(is_shown).take(most))
            }
            Format::Concise => Box::new(report.open().filter(is_shown)),
            Format::Jsonl => Box::new(report.findings.iter()),
        }
    }
}

impl Terminal {
    pub(super) fn new() -> Self {
        Self { out: anstream::stdout(), err: anstream::stderr() }
    }

    /// Returns whether colours on standard output can be seen.
    pub(super) fn is_colored(&self) -> bool {
        self.out.current_choice() != anstream::ColorChoice::Never
    }

    /// Prints what the user asked for.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Error> {
        let out = &mut self.out;
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        written.map_err(|source| Error::Print { source })
    }

    /// Prints a report, with the lines that it is about.
    pub(super) fn report(
        &mut self,
        report: &Report,
        config: &Config,
        style: &ReportStyle,
    ) -> Result<(), Error> {
        let paths = report.quoted_paths(style.printed(report));
        let quotations = load::quotations(&config.root, paths);
        let quotations = Quotations::new(quotations);
        let options = Options {
            // `anstream` takes the colours out where nobody would see them.
            color: Color::Always,
            notes: style.notes,
            max: style.max,
            duration: Some(style.duration),
            ..Options::default()
        };
        let mut out = io::BufWriter::new(&mut self.out);
        emit::print(report, &quotations, style.format, &options, &mut out)
            .and_then(|()| out.flush())
            .map_err(|source| Error::Print { source })
    }

    /// Says how the run went. A closed standard error stops nothing.
    pub(super) fn note(&mut self, text: &str) {
        drop(writeln!(self.err, "{text}"));
    }

    /// Says why the archive stays as it is, and what to do.
    pub(super) fn refusal(&mut self, refusal: &Refusal) {
        let help = refusal.help();
        self.note(&format!("\u{1b}[1;31mrefused\u{1b}[0m: {refusal}\nhelp: {help}"));
    }

    /// Says why the run ended without a result.
    pub(super) fn error(&mut self, error: &Error) {
        let text = match error {
            Error::Config { source, .. } => {
                emit::full::config_error(source, CONFIG_FILE, Color::Always)
            }
            Error::Template { report } => report.clone(),
            _ => with_causes(error),
        };
        self.note(text.trim_end());
    }
}

/// An error and each of its causes, a line each.
fn with_causes(error: &Error) -> String {
    let mut text = format!("\u{1b}[1;31merror\u{1b}[0m: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        write!(text, "\n  because: {source}").expect("strings grow");
        cause = source.source();
    }
    text
}

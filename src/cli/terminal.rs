//! Where words go: findings to standard output, everything else to standard
//! error. The only print in the crate.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::time::Duration;

use crate::check::Report;
use crate::config::{CONFIG_FILE, Config};
use crate::emit::{self, Color, Format, Notes, Options, Quotations};
use crate::error::Error;
use crate::load;
use crate::record::Refusal;

/// Standard output and standard error, with colour where the reader can see it
/// (`NO_COLOR`, `CLICOLOR_FORCE` and terminals are respected).
#[derive(Debug)]
pub(super) struct Terminal;

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

impl Terminal {
    pub(super) fn new() -> Self {
        Self
    }

    /// Prints what the user asked for.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Error> {
        let mut out = anstream::stdout().lock();
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
        let quotations = load::quotations(&config.root, report.quoted_paths());
        let quotations = Quotations::new(quotations);
        let options = Options {
            // `anstream` takes the colours out where nobody would see them.
            color: Color::Always,
            notes: style.notes,
            max: style.max,
            duration: Some(style.duration),
            ..Options::default()
        };
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        emit::print(report, &quotations, style.format, &options, &mut out)
            .and_then(|()| out.flush())
            .map_err(|source| Error::Print { source })
    }

    /// Says how the run went. A closed standard error stops nothing.
    pub(super) fn note(&mut self, text: &str) {
        let mut err = anstream::stderr().lock();
        drop(writeln!(err, "{text}"));
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

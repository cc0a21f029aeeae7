//! Where words go: findings to standard output, everything else to standard
//! error. The only print in the crate.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

use crate::base::visible::visible;
use crate::config::CONFIG_FILE;
use crate::emit::{self, Color};
use crate::error::Error;
use crate::record::Refusal;

/// Standard output and standard error, with colour where the reader can see it
/// (`NO_COLOR`, `CLICOLOR_FORCE` and terminals are respected).
#[derive(Debug)]
pub(super) struct Terminal {
    out: anstream::Stdout,
    err: anstream::Stderr,
}

impl Terminal {
    pub(super) fn new() -> Self {
        Self { out: anstream::stdout(), err: anstream::stderr() }
    }

    /// Returns whether colours on standard output can be seen.
    pub(super) fn is_colored(&self) -> bool {
        self.out.current_choice() != anstream::ColorChoice::Never
    }

    /// Returns how many columns standard output has, if it is a terminal.
    pub(super) fn width() -> Option<usize> {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map(|(width, _)| usize::from(width.0))
    }

    /// Prints what the user asked for.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Error> {
        let out = &mut self.out;
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        written.map_err(|source| Error::Print { source })
    }

    /// Prints a text that is for a program byte for byte; where a person reads it,
    /// its hidden characters are written out.
    pub(super) fn print_exact(&mut self, text: &str) -> Result<(), Error> {
        let out = io::stdout();
        if out.is_terminal() {
            let lines = text.split_inclusive('\n').map(|line| {
                let (line, end) =
                    line.strip_suffix('\n').map_or((line, ""), |it| (it, "\n"));
                format!("{}{end}", visible(line))
            });
            return self.print(&lines.collect::<String>());
        }
        out.lock().write_all(text.as_bytes()).map_err(|source| Error::Print { source })
    }

    /// Prints what is written piece by piece.
    pub(super) fn stream(
        &mut self,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), Error> {
        let mut out = io::BufWriter::new(&mut self.out);
        write(&mut out)
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
            Error::Baseline { name, source } => {
                emit::full::config_error(source, name, Color::Always)
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

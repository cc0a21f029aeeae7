//! One report, in the form asked for.

use std::io;
use std::time::Duration;

use crate::base::severity::Severity;
use crate::check::Report;
use crate::load::git::History;

use super::located::Locator;
use super::quotations::Quotations;
use super::{concise, full, github, gitlab, jsonl, junit, rdjson, sarif, summary};

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Each finding with the lines it is about, an explanation and a remedy
    #[default]
    Full,
    /// One line for each finding
    Concise,
    /// One JSON object for each finding, and one for the totals
    Jsonl,
    /// Annotations for GitHub Actions, the worst first
    Github,
    /// The Code Quality report of GitLab
    Gitlab,
    /// Test results, as JUnit writes them
    Junit,
    /// The Reviewdog Diagnostic Format
    Rdjson,
    /// SARIF 2.1.0, as GitHub code scanning takes it
    Sarif,
}

/// Whether to print ANSI colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// Coloured text.
    Always,
}

/// Whether findings of severity `info` are printed, beside being counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// They are only counted.
    #[default]
    Hide,
    /// They are printed.
    Show,
}

/// How much the history of the repository could say about dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GitDates {
    /// Nobody asked.
    Off,
    /// Git was asked and could not say.
    Unavailable,
    /// The clone is shallow.
    Shallow,
    /// All of it was read.
    Full,
}

impl From<&History> for GitDates {
    fn from(history: &History) -> Self {
        match history {
            History::Off => Self::Off,
            History::Unavailable(_) => Self::Unavailable,
            History::Known(known) if known.shallow => Self::Shallow,
            History::Known(_) => Self::Full,
        }
    }
}

/// How to print, beside the format. Colour, width and number are for people; notes
/// are in every report that is for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'a> {
    /// Whether to print colours.
    pub color: Color,
    /// The columns to fit quoted lines into; 120, which is as much as can be read.
    pub width: usize,
    /// How many findings [`Format::Full`] prints, beside counting them; 50.
    /// `None` is all.
    pub max: Option<usize>,
    /// Whether to print notes.
    pub notes: Notes,
    /// How long the run took; not printed where not given, so that the same
    /// report gives the same bytes.
    pub duration: Option<Duration>,
    /// What is known of the history; `None` where the caller does not say.
    pub git_dates: Option<GitDates>,
    /// The path of the root in its repository, empty or with a final `/`. The
    /// formats of CI systems take paths from the top of the repository.
    pub repository_path: &'a str,
    /// The least severe finding that makes the run fail: a failed test.
    pub fail_on: Option<Severity>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            color: Color::Never,
            width: 120,
            max: Some(50),
            notes: Notes::Hide,
            duration: None,
            git_dates: None,
            repository_path: "",
            fail_on: Some(Severity::Error),
        }
    }
}

/// Writes a report; one for people has its totals last.
///
/// `quotations` are the texts that the findings are about. Where one is
/// missing, the finding is printed without the lines and columns that only the
/// text can tell.
pub fn print(
    report: &Report,
    quotations: &Quotations,
    format: Format,
    options: &Options<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let locator = Locator { report, quotations, options };
    match format {
        Format::Full => full::write(report, quotations, options, out),
        Format::Concise => concise::write(report, quotations, options, out),
        Format::Jsonl => jsonl::write(report, quotations, options, out),
        Format::Github => {
            github::annotate(&locator, out)?;
            writeln!(out, "{}", summary::totals(report, options))
        }
        Format::Gitlab => gitlab::write(&locator, out),
        Format::Junit => junit::write(&locator, out),
        Format::Rdjson => rdjson::write(&locator, out),
        Format::Sarif => sarif::write(&locator, out),
    }
}

/// Writes the annotations for GitHub Actions alone, for a run that has printed
/// its findings in another form.
pub fn annotate(
    report: &Report,
    quotations: &Quotations,
    options: &Options<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    github::annotate(&Locator { report, quotations, options }, out)
}

/// Returns the findings as a table in markdown, for the summary of a step in GitHub
/// Actions.
pub fn github_summary(
    report: &Report,
    quotations: &Quotations,
    options: &Options<'_>,
) -> String {
    github::table(&Locator { report, quotations, options })
}

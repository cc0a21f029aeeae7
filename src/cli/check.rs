//! `check`: reports problems and writes nothing else.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::emit::{Format, Notes};
use crate::error::Error;
use crate::load::load;
use crate::pipeline;

use super::options::{DefaultDay, JudgeArgs, config_of};
use super::terminal::ReportStyle;
use super::{Global, Outcome, Terminal};

/// Check the documents without writing the site
///
/// Reports every problem of the whole site in one run, each with its file,
/// line, reason and remedy.
#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// A folder of markdown to check instead of the site; a site.toml above it
    /// is ignored
    path: Option<PathBuf>,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    judge: JudgeArgs,
}

/// How a report is printed.
#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,

    /// Print findings of level info too
    #[arg(long)]
    info: bool,

    /// How many findings to print; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    max: usize,
}

pub(super) fn run(
    args: &CheckArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let started = Instant::now();
    let config = match &args.path {
        Some(folder) => config_of(folder)?,
        None => global.load_config()?,
    };
    let context = args.judge.context(&config.root, DefaultDay::Today)?;
    let sources = load(&config)?;
    let (site, report) = pipeline::judge(sources, &config, context);
    // The process is about to end: giving back every document of a large site
    // one by one would take longer than printing the report.
    std::mem::forget(site);
    terminal.report(&report, &config, &args.report.style(started))?;
    Ok(args.judge.outcome(&report))
}

impl ReportArgs {
    /// Returns how to print a report of a run that began at `started`.
    pub(super) fn style(&self, started: Instant) -> ReportStyle {
        ReportStyle {
            format: self.format,
            notes: if self.info { Notes::Show } else { Notes::Hide },
            max: (self.max > 0).then_some(self.max),
            duration: started.elapsed(),
        }
    }
}

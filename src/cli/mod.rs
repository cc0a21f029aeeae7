//! Words in, exit status out.
//!
//! The only floor that knows the command line, the environment, the clock and
//! the terminal.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::error::Error;

mod build;
mod built;
mod check;
mod ci;
mod diff;
mod explain;
mod external;
mod freeze;
mod import_history;
mod init;
mod known;
mod mend;
mod options;
mod release;
mod report;
mod review;
mod schema;
mod serve;
mod terminal;
mod theme;

use self::terminal::Terminal;

/// Checks and publishes compliance documentation
///
/// trustpress reads a folder of markdown with front matter, reports everything
/// that is wrong in it with exact places, and builds a public trust center with
/// a machine-readable policy index.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,

    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  trustpress check path/to/markdown   try it on what you have; no site.toml needed
  trustpress init my-site             start a site
  trustpress serve                    show it while you write
  trustpress build                    build the site into public/
  trustpress explain link-moved       what a rule means, and how to mend a finding

Exit status: 0 clean, 1 findings at or above --fail-on, 2 it could not run.";

/// What every command takes.
#[derive(Args, Debug)]
struct Global {
    /// The folder of site.toml; without it, the nearest one upward from here
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Check(check::CheckArgs),
    Serve(serve::ServeArgs),
    Init(init::InitArgs),
    Freeze(freeze::FreezeArgs),
    Diff(diff::DiffArgs),
    Release(release::ReleaseArgs),
    Review(review::ReviewArgs),
    ImportHistory(import_history::ImportArgs),
    Explain(explain::ExplainArgs),
    Theme(theme::ThemeArgs),
    Schema(schema::SchemaArgs),
}

/// How a run ended, apart from not being able to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut terminal = Terminal::new();
    let outcome = match &cli.command {
        Command::Build(args) => build::run(args, &cli.global, &mut terminal),
        Command::Check(args) => check::run(args, &cli.global, &mut terminal),
        Command::Serve(args) => serve::run(args, &cli.global, &mut terminal),
        Command::Init(args) => init::run(args, &mut terminal),
        Command::Freeze(args) => freeze::run(args, &cli.global, &mut terminal),
        Command::Release(args) => release::run(args, &cli.global, &mut terminal),
        Command::Review(args) => review::run(args, &cli.global, &mut terminal),
        Command::ImportHistory(args) => {
            import_history::run(args, &cli.global, &mut terminal)
        }
        Command::Diff(args) => diff::run(args, &cli.global, &mut terminal),
        Command::Explain(args) => explain::run(args, &mut terminal),
        Command::Theme(args) => theme::run(args, &cli.global, &mut terminal),
        Command::Schema(args) => schema::run(args, &mut terminal),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever read our output has stopped reading; there is nobody to tell.
        Err(Error::Print { source })
            if source.kind() == std::io::ErrorKind::BrokenPipe =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(2)
        }
    }
}

//! Options that several commands share, and what they mean.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use crate::base::date::Date;
use crate::base::severity::{Level, LevelError, Severity};
use crate::check::Report;
use crate::config::{CONFIG_FILE, Config, ConfigError, Context, Drafts};
use crate::emit::archive::Writer;
use crate::error::Error;
use crate::load::git;

use super::report::Run;
use super::{Global, Outcome};

/// The day for which a run judges.
#[derive(Args, Clone, Debug)]
pub(super) struct DayArgs {
    /// The day for which staleness is judged, YYYY-MM-DD
    ///
    /// Without it, the day in `SOURCE_DATE_EPOCH`; without that, `build` takes the
    /// day of the commit that is checked out, and `check` and `serve` take today.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
}

/// The day under which a run records something.
#[derive(Args, Debug)]
pub(super) struct EntryArgs {
    /// The day that is written down, YYYY-MM-DD
    ///
    /// Without it, the day in `SOURCE_DATE_EPOCH`; without that, today.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,

    #[command(flatten)]
    pub(super) write: WriteArgs,
}

/// Whether a run writes to the archive.
#[derive(Args, Debug)]
pub(super) struct WriteArgs {
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What every run that judges a site takes.
#[derive(Args, Debug)]
pub(super) struct JudgeArgs {
    #[command(flatten)]
    day: DayArgs,

    /// Include drafts
    #[arg(long)]
    drafts: bool,

    /// The least severe finding that makes the run fail
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = parse_level)]
    fail_on: Level,
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().ok().ok_or_else(|| "write it as YYYY-MM-DD".to_owned())
}

fn parse_level(text: &str) -> Result<Level, String> {
    text.parse().map_err(|error: LevelError| error.to_string())
}

/// Which day a run judges when nothing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DefaultDay {
    /// The day of the commit that is checked out, so that the same commit gives
    /// the same site; today where there is no commit.
    Commit,
    /// Today.
    Today,
}

impl DayArgs {
    /// Returns what holds for this run.
    pub(super) fn context(
        &self,
        root: &Path,
        default: DefaultDay,
        drafts: Drafts,
    ) -> Result<Context, Error> {
        let head = git::head(root);
        let commit_day = head.as_ref().map(|head| head.day);
        let commit_day = commit_day.filter(|_| default == DefaultDay::Commit);
        let as_of = match self.as_of {
            Some(day) => day,
            None => source_date_epoch()?.or(commit_day).map_or_else(today, Ok)?,
        };
        Ok(Context { as_of, drafts, revision: head.map(|head| head.id) })
    }
}

impl EntryArgs {
    /// Returns what holds for this run.
    pub(super) fn context(&self, root: &Path) -> Result<Context, Error> {
        entry_context(root, self.as_of)
    }
}

/// Returns what holds for a run that records something, on this day if one is
/// given.
pub(super) fn entry_context(root: &Path, as_of: Option<Date>) -> Result<Context, Error> {
    DayArgs { as_of }.context(root, DefaultDay::Today, Drafts::Exclude)
}

impl WriteArgs {
    /// Keeps others from writing to the archive, unless nothing is to be
    /// written. Do so before the archive is read.
    pub(super) fn hold(&self, config: &Config) -> Result<Option<Writer>, Error> {
        if self.dry_run { Ok(None) } else { Writer::hold(config).map(Some) }
    }
}

impl JudgeArgs {
    /// Returns what holds for this run.
    pub(super) fn context(
        &self,
        root: &Path,
        default: DefaultDay,
    ) -> Result<Context, Error> {
        let drafts = if self.drafts { Drafts::Include } else { Drafts::Exclude };
        self.day.context(root, default, drafts)
    }

    /// Returns what delivering the report of this run takes to know.
    pub(super) fn run(&self, started: Instant) -> Run {
        Run { started, fail_on: self.fail_on.severity() }
    }

    /// Returns how a run with this report ends.
    pub(super) fn outcome(&self, report: &Report) -> Outcome {
        let least: Option<Severity> = self.fail_on.severity();
        match least {
            Some(least) if report.has_at_least(least) => Outcome::Findings,
            _ => Outcome::Clean,
        }
    }
}

/// The day that the environment asks for
/// ([reproducible-builds.org](https://reproducible-builds.org/specs/source-date-epoch/)).
#[expect(clippy::disallowed_methods, reason = "the environment is read in `cli`")]
fn source_date_epoch() -> Result<Option<Date>, Error> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let day = text.trim().parse().ok().and_then(Date::from_unix);
    day.map(Some).ok_or_else(|| Error::Usage {
        message: format!(
            "SOURCE_DATE_EPOCH is `{text}`, which is not a number of seconds"
        ),
    })
}

#[expect(clippy::disallowed_methods, reason = "the clock is read in `cli`")]
pub(super) fn today() -> Result<Date, Error> {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = elapsed.ok().and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok());
    seconds.and_then(Date::from_unix).ok_or_else(|| Error::Usage {
        message: "the system clock has no date; give the day with --as-of".to_owned(),
    })
}

impl Global {
    /// Reads `site.toml` of `--root`, or the nearest one upward from here.
    pub(super) fn load_config(&self) -> Result<Arc<Config>, Error> {
        let root = match &self.root {
            Some(root) => root.clone(),
            None => nearest_root()?,
        };
        load(&root)
    }
}

/// Returns a path without symbolic links, as far as it exists.
#[expect(clippy::disallowed_methods, reason = "the command line starts here")]
pub(super) fn canonical(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_missing| path.to_path_buf())
}

/// Reads the configuration for a folder that the user named: its own
/// `site.toml` if it has one, else the defaults. One above it is ignored.
pub(super) fn config_of(folder: &Path) -> Result<Arc<Config>, Error> {
    match Config::load(folder) {
        Err(ConfigError::Missing) => Ok(Arc::new(Config::bare(folder))),
        _ => load(folder),
    }
}

/// Returns the nearest folder with a `site.toml`, from an absolute path upward.
pub(super) fn config_above(folder: &Path) -> Option<PathBuf> {
    Config::find(folder)
}

/// Reads the configuration of a folder that has one.
pub(super) fn load(root: &Path) -> Result<Arc<Config>, Error> {
    let config = Config::load(root).map_err(|source| Error::Config {
        path: root.join(CONFIG_FILE),
        source: Box::new(source),
    })?;
    Ok(Arc::new(config))
}

#[expect(clippy::disallowed_methods, reason = "the command line starts here")]
fn nearest_root() -> Result<PathBuf, Error> {
    let here = std::env::current_dir()
        .map_err(|source| Error::Read { path: PathBuf::from("."), source })?;
    Config::find(&here).ok_or_else(|| Error::Usage {
        message: format!(
            "no {CONFIG_FILE} in {} or above it; start a site with `trustpress init DIR`, or \
             check a bare folder with `trustpress check PATH`",
            here.display()
        ),
    })
}

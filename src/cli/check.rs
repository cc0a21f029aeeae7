//! `check`: reports problems, and writes what it is asked to.

use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use clap::Args;

use crate::config::{Config, ConfigOrigin};
use crate::emit::kept;
use crate::error::Error;
use crate::load::{find, load_since};
use crate::pipeline;

use super::built::BuiltArgs;
use super::known::KnownArgs;
use super::mend::{MendArgs, Next};
use super::options::{DefaultDay, JudgeArgs, config_of};
use super::report::ReportArgs;
use super::{Global, Outcome, Terminal, external};

/// Check the documents without writing the site
///
/// Reports every problem of the whole site in one run, each with its file,
/// line, reason and remedy.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the command line has these switches")]
pub(super) struct CheckArgs {
    /// A folder of markdown to check instead of the site; a site.toml above it
    /// is ignored
    path: Option<PathBuf>,

    #[command(flatten)]
    built: BuiltArgs,

    /// Ask other sites whether what documents link to is still there; slow, and
    /// different from day to day, so not for every change
    #[arg(long, conflicts_with = "built")]
    external: bool,

    /// Read and understand every document again, whatever is remembered of the last
    /// check
    #[arg(long, conflicts_with = "built")]
    no_cache: bool,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    judge: JudgeArgs,

    #[command(flatten)]
    mend: MendArgs,

    #[command(flatten)]
    known: KnownArgs,
}

pub(super) fn run(
    args: &CheckArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let started = Instant::now();
    if let Some(site) = args.built.site(global)? {
        let context = args.judge.context(&site.config.root, DefaultDay::Today)?;
        let report = site.check(&context, terminal)?;
        args.report.deliver(&report, &site.config, args.judge.run(started), terminal)?;
        return Ok(args.judge.outcome(&report));
    }
    let config = match &args.path {
        Some(folder) => config_of(folder)?,
        None => global.load_config()?,
    };
    let context = args.judge.context(&config.root, DefaultDay::Today)?;
    let can_keep = args.can_keep(&config);
    // The folders are listed meanwhile.
    let (recalled, found) = thread::scope(|scope| {
        let recalled = can_keep.then(|| scope.spawn(|| kept::recall(&config)));
        let found = find(&config);
        (recalled.and_then(|it| it.join().ok()).unwrap_or_default(), found)
    });
    let (seen, kept) = recalled;
    let (mut sources, now) = load_since(&config, found?, &seen)?;
    args.known.replace_in(&mut sources, &config)?;
    if let Next::Printed { any } =
        args.mend.run((&config, &context), &mut sources, args.report.least(), terminal)?
    {
        return Ok(if any { Outcome::Findings } else { Outcome::Clean });
    }
    args.known.write(&config, &context, &mut sources, terminal)?;
    let baseline = sources.baseline.clone();
    let (site, mut report) = pipeline::judge_since(sources, &kept, &config, context);
    if args.external {
        report = external::check(&site, baseline.as_ref(), &config, terminal)?;
    }
    thread::scope(|scope| {
        if can_keep {
            scope.spawn(|| {
                if now != seen {
                    kept::keep(&config, &now, &site);
                }
                kept::keep_frozen(&config, &site, Some(&kept.frozen));
            });
        }
        args.report.deliver(&report, &config, args.judge.run(started), terminal)
    })?;
    let outcome = args.judge.outcome(&report);
    // The process is about to end: giving back every document of a large site
    // one by one would take longer than printing the report.
    std::mem::forget((site, report, kept, seen, now));
    Ok(outcome)
}

impl CheckArgs {
    /// Returns whether this run takes what the last one has kept, and keeps what it
    /// finds: not where texts are changed, and not in a folder that is no site.
    fn can_keep(&self, config: &Config) -> bool {
        !self.no_cache
            && config.origin == ConfigOrigin::File
            && !self.mend.is_wanted()
            && !self.known.writes()
    }
}

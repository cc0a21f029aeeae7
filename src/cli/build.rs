//! `build`: checks the documents and writes the site.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use crate::check::Report;
use crate::emit::cache::{Cache, ReportText};
use crate::emit::disk::{self, Changes, Known};
use crate::emit::kept;
use crate::error::Error;
use crate::load::{archive, load_around};
use crate::pipeline::{self, Integrity, Pages};
use crate::render::render;

use super::options::{DefaultDay, JudgeArgs};
use super::report::ReportArgs;
use super::{Global, Outcome, Terminal};

/// Check the documents and write the site
///
/// Writes only what changed, and all of it or nothing. Findings do not stop the
/// writing, unless something that was frozen has changed or is lost; they decide
/// the exit status.
#[derive(Args, Debug)]
pub(super) struct BuildArgs {
    /// The folder to write, instead of the one in site.toml
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,

    /// Make everything again, whatever is remembered of the last build
    #[arg(long)]
    no_cache: bool,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    judge: JudgeArgs,
}

pub(super) fn run(
    args: &BuildArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let started = Instant::now();
    let config = global.load_config()?;
    let deliver = |report: &Report, terminal: &mut Terminal| {
        args.report.deliver(report, &config, args.judge.run(started), terminal)
    };
    let folder =
        args.output.clone().unwrap_or_else(|| config.root.join(&config.output.dir));
    let context = args.judge.context(&config.root, DefaultDay::Commit)?;
    // Before it is read, so that a change in between is found the next time.
    let archive = archive::state(&config);
    let mut sources = load_around(&config)?;
    if archive.is_none() {
        sources = sources.with_archive(&config)?;
    }
    let cache = Cache::new(&config, &folder);
    let known = archive.unwrap_or_else(|| sources.archive.inputs());
    let inputs = sources.inputs(&config, &context, known);
    if !args.no_cache
        && let Some(known) = cache.unchanged(inputs)
        && let Some(unchanged) = disk::stands(&config, &folder, &known.seal)?
    {
        let changes = Changes { unchanged, ..Changes::default() };
        deliver(&known.report, terminal)?;
        terminal.note(&summary(&changes, &folder, started));
        return Ok(args.judge.outcome(&known.report));
    }
    if archive.is_some() {
        sources = sources.with_archive(&config)?;
    }
    let (known, kept) = if args.no_cache {
        (Known::default(), None)
    } else {
        rayon::join(|| cache.known(), || Some(kept::recall_frozen(&config)))
    };
    let is_first = known.ledger.is_empty();
    let pages = if is_first { Pages::All } else { Pages::Some(kept.as_ref()) };
    let build = pipeline::build(sources, &config, context, pages)?;
    if build.integrity == Integrity::Broken {
        deliver(&build.report, terminal)?;
        terminal.note(BROKEN);
        return Ok(Outcome::Findings);
    }
    let output = render(&build.site, &build.theme)?;
    let remember = || {
        kept::keep_frozen(&config, &build.site, kept.as_ref());
        ReportText::new(&build.report)
    };
    let (written, report) =
        rayon::join(|| disk::write(&output, &config, &folder, &known), remember);
    let (changes, ledger) = written?;
    cache.store(inputs, &report, &ledger);
    deliver(&build.report, terminal)?;
    terminal.note(&summary(&changes, &folder, started));
    let outcome = args.judge.outcome(&build.report);
    drop(output);
    // The process is about to end; see `check`.
    std::mem::forget((build, kept));
    Ok(outcome)
}

/// What is said where findings do stop the writing.
const BROKEN: &str =
    "wrote nothing: what was published must not change; mend the archive first";

/// Says what was done and where to look.
fn summary(changes: &Changes, folder: &Path, started: Instant) -> String {
    let Changes { written, unchanged, removed, .. } = changes;
    let seconds = started.elapsed().as_secs_f64();
    let folder = folder.display();
    format!(
        "wrote {folder} in {seconds:.2} s: {written} files written, {unchanged} unchanged, \
         {removed} removed\nto look at it: python3 -m http.server --directory {folder} 8000, \
         then open http://127.0.0.1:8000/"
    )
}

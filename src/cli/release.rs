//! `release`: gives the whole trust center, as it is on a day, a name.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::Args;

use crate::archive::{ChangeClass, summary_path, surface_path};
use crate::error::Error;
use crate::load::load;
use crate::pipeline;
use crate::record::{ReleaseDraft, ReleasePlan};

use super::options::EntryArgs;
use super::{Global, Outcome, Terminal};

/// Give the trust center, as it is now, a name for ever
///
/// Freezes every controlled, public document whose version is not frozen yet,
/// and records in archive/releases.toml which version of each document the
/// release has. Every address and anchor that the site then has is listed in
/// archive/releases/NAME.toml, so that a later build can prove that it lost none.
///
/// Everything that stands in the way is told at once, and then nothing is
/// written. Safe to interrupt and to repeat.
#[derive(Args, Debug)]
pub(super) struct ReleaseArgs {
    /// What the release is called, such as 2026-11
    name: String,

    /// What changed, for readers, in one line
    ///
    /// A longer summary is in archive/releases/NAME.md: it is begun for you, and
    /// you may edit it at any time.
    #[arg(long, value_name = "TEXT", value_parser = parse_line)]
    note: Option<String>,

    #[command(flatten)]
    entry: EntryArgs,
}

fn parse_line(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("say something, or leave it out".to_owned()),
        line if line.contains(['\n', '\r']) => Err("write it in one line".to_owned()),
        line => Ok(line.to_owned()),
    }
}

pub(super) fn run(
    args: &ReleaseArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = global.load_config()?;
    let context = args.entry.context(&config.root)?;
    let writer = args.entry.write.hold(&config)?;
    let named = (args.name.as_str(), args.note.as_deref());
    let sources = load(&config)?.with_digests();
    match pipeline::release(sources, &config, context, named)? {
        Err(refusals) => {
            for refusal in &refusals {
                terminal.refusal(refusal);
            }
            Ok(Outcome::Findings)
        }
        Ok(ReleasePlan::Released(release)) => {
            let (name, on) = (&release.name, release.on);
            terminal.note(&format!(
                "nothing to do: {name} was released on {on}, with the same versions"
            ));
            Ok(Outcome::Clean)
        }
        Ok(ReleasePlan::Release(draft)) => {
            if let Some(writer) = &writer {
                writer.write(&draft.change)?;
            }
            let verbs = match writer {
                Some(_) => ("released", "froze"),
                None => ("would release", "would freeze"),
            };
            terminal.note(&told(&draft, verbs));
            Ok(Outcome::Clean)
        }
    }
}

/// Says what was done and what comes next.
fn told(draft: &ReleaseDraft, (released, froze): (&str, &str)) -> String {
    let release = &draft.release;
    let name = &release.name;
    let count = release.documents.len();
    let mut text = format!(
        "{released} {name} on {}: {count} document{}\n",
        release.on,
        if count == 1 { "" } else { "s" }
    );
    for (entry, previous) in &draft.frozen {
        let class = entry.change_class.map_or("", ChangeClass::as_str);
        let after = previous.as_ref().map_or_else(
            || "its first version".to_owned(),
            |previous| format!("after {previous} ({class} change)"),
        );
        _ = writeln!(text, "{froze} {} {}, {after}", entry.id, entry.version);
    }
    let texts = draft.frozen.iter().map(|(entry, _)| entry.path());
    let texts: BTreeSet<String> = texts.collect();
    let (texts, others): (Vec<_>, Vec<_>) =
        draft.change.paths().partition(|path| texts.contains(*path));
    let mut files = others.join(", ");
    if !texts.is_empty() {
        let plural = if texts.len() == 1 { "" } else { "s" };
        _ = write!(files, " and {} text{plural}", texts.len());
    }
    _ = write!(
        text,
        "files: {files}\nnext: edit {} for readers, and commit archive/ with the documents; {} \
         is not to be edited",
        summary_path(name),
        surface_path(name)
    );
    text
}

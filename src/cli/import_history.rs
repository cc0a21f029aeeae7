//! `import-history`: an archive that begins with what git remembers.

use std::fmt::Write as _;

use clap::Args;

use crate::error::Error;
use crate::load::git::{Witness, past};
use crate::load::load;
use crate::pipeline;
use crate::record::{
    ImportPlan, ImportRefusal, ImportRequest, Refusal, import_targets, plan_import,
};

use super::options::{WriteArgs, entry_context};
use super::{Global, Outcome, Terminal};

/// Fill the archive with the versions that git remembers
///
/// For documents that were never frozen. Each commit that changed the words of a
/// document, or each tag, gives a version: the one in the front matter of that
/// time; else what follows the fixed part of the pattern in the tag's name; and
/// for a document that never had a version, the day of the commit.
///
/// Renames are followed. Of several texts with one version the last counts. The
/// day of a version is the one that the author of the commit, or of the tag,
/// wrote into it, and the lock says so by naming the commit. What cannot be read,
/// was a draft or was internal is left out, and you are told.
#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// The ids of documents
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<String>,

    /// Every controlled, public document that was never frozen
    #[arg(long)]
    all: bool,

    /// Take the tags that match, such as 'policy-v*', instead of commits
    #[arg(long, value_name = "GLOB")]
    tags: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(
    args: &ImportArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = global.load_config()?;
    let context = entry_context(&config.root, None)?;
    let writer = args.write.hold(&config)?;
    let (site, _) = pipeline::judge(load(&config)?, &config, context);
    let request =
        if args.all { ImportRequest::All } else { ImportRequest::Ids(&args.ids) };
    let pattern = args.tags.as_deref();
    let witness = pattern.map_or(Witness::Commits, Witness::Tags);
    let planned = import_targets(&site, request).and_then(|targets| {
        let past = past(&config, &targets.paths(&site), witness)
            .map_err(|reason| vec![ImportRefusal::Git { reason }.into()])?;
        let mut plan = plan_import(&site, &targets, &past, pattern)?;
        plan.left_out.splice(..0, targets.left_out);
        let strange = past.strange_tags.iter();
        plan.left_out.extend(strange.map(|tag| format!("tag {tag} is not of a commit")));
        Ok::<_, Vec<Refusal>>(plan)
    });
    match planned {
        Err(refusals) => {
            for refusal in &refusals {
                terminal.refusal(refusal);
            }
            Ok(Outcome::Findings)
        }
        Ok(plan) => {
            if let Some(writer) = &writer
                && !plan.change.lists.is_empty()
            {
                writer.write(&plan.change)?;
            }
            let verb = if writer.is_some() { "imported" } else { "would import" };
            terminal.note(&told(&plan, verb));
            Ok(Outcome::Clean)
        }
    }
}

/// Says what was done, what was left out and what comes next.
fn told(plan: &ImportPlan, verb: &str) -> String {
    let mut text = String::new();
    let count = plan.documents.iter().map(|document| document.versions.len()).sum();
    for document in &plan.documents {
        let versions = counted(document.versions.len(), "version");
        let merged = match document.merged {
            0 => String::new(),
            merged => format!(", with {} that led to them", counted(merged, "more text")),
        };
        // Writing to a string cannot fail.
        _ = writeln!(text, "{verb} {}: {versions}{merged}", document.id);
        for (entry, tag) in &document.versions {
            let commit = entry.commit.as_deref().unwrap_or_default();
            let commit = commit.get(..10).unwrap_or(commit);
            let tag = tag.as_ref().map(|tag| format!(", tag {tag}")).unwrap_or_default();
            let (version, on) = (&entry.version, entry.frozen_on);
            _ = writeln!(text, "  {version}  {on}  commit {commit}{tag}");
        }
        for reason in &document.left_out {
            _ = writeln!(text, "  left out: {reason}");
        }
    }
    for reason in &plan.left_out {
        _ = writeln!(text, "left out: {reason}");
    }
    text.push_str(match count {
        0 => "nothing to import",
        _ => {
            "each day is the one that the author wrote into the commit or the tag\n\
             next: run `trustpress check`, and commit archive/"
        }
    });
    text
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

//! `freeze`: records the text in force under its version, for ever.

use clap::{Args, ValueEnum};

use crate::archive::ChangeClass;
use crate::error::Error;
use crate::load::load;
use crate::pipeline;
use crate::record::{Freeze, FreezeRequest, Plan, plan_freeze};

use super::options::EntryArgs;
use super::{Global, Outcome, Terminal};

/// Record the text of a document under its version, for ever
///
/// Copies the source to archive/ID/VERSION.md and adds its digests to
/// archive/versions.lock. From then on every build proves that neither has
/// changed. Safe to interrupt and to repeat.
#[derive(Args, Debug)]
pub(super) struct FreezeArgs {
    /// The id of the document
    id: String,

    /// What changed, for readers; without it, `change_summary` in front matter
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,

    /// How much changed since the version before; without it, material
    #[arg(long, value_enum, value_name = "CLASS")]
    class: Option<Class>,

    #[command(flatten)]
    entry: EntryArgs,
}

/// The classes of changes as they are written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Class {
    /// Other words for the same duties
    Editorial,
    /// Other duties
    Material,
    /// The same words: reviewed, and in force again
    #[value(alias = "review_only")]
    ReviewOnly,
}

pub(super) fn run(
    args: &FreezeArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = global.load_config()?;
    let context = args.entry.context(&config.root)?;
    let writer = args.entry.write.hold(&config)?;
    let sources = load(&config)?.with_digests();
    let documents = sources.documents.clone();
    let (site, report) = pipeline::judge(sources, &config, context);
    let request = FreezeRequest {
        id: &args.id,
        sources: &documents,
        summary: args.summary.as_deref(),
        class: args.class.map(Class::meaning),
    };
    match plan_freeze(&site, &report, &request) {
        Err(refusal) => {
            terminal.refusal(&refusal);
            Ok(Outcome::Findings)
        }
        Ok(Plan::Frozen { version, on }) => {
            let id = &args.id;
            terminal.note(&format!(
                "nothing to do: {id} {version} is frozen since {on}, with the same words"
            ));
            Ok(Outcome::Clean)
        }
        Ok(Plan::Freeze(freeze)) => {
            if let Some(writer) = &writer {
                writer.write(&freeze.change)?;
            }
            terminal.note(&summary(
                &freeze,
                if writer.is_some() { "froze" } else { "would freeze" },
            ));
            Ok(Outcome::Clean)
        }
    }
}

/// Says what was done and what comes next.
fn summary(freeze: &Freeze, verb: &str) -> String {
    let entry = &freeze.entry;
    let after = match (&freeze.previous, entry.change_class) {
        (Some(previous), Some(class)) => {
            format!(", after {previous} ({} change)", class.as_str())
        }
        _ => ", its first version".to_owned(),
    };
    let files: Vec<_> = freeze.change.paths().collect();
    format!(
        "{verb} {} {}{after}\nwords {}\nfiles: {}\nnext: commit the files together with the document",
        entry.id,
        entry.version,
        entry.words_sha256,
        files.join(", ")
    )
}

impl Class {
    const fn meaning(self) -> ChangeClass {
        match self {
            Self::Editorial => ChangeClass::Editorial,
            Self::Material => ChangeClass::Material,
            Self::ReviewOnly => ChangeClass::ReviewOnly,
        }
    }
}

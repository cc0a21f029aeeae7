//! `check --fix`: makes the edits that findings offer.

use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::base::severity::Severity;
use crate::check::{Safety, Wanted};
use crate::config::{Config, Context};
use crate::emit;
use crate::error::Error;
use crate::load::{self, SourceFile, Sources};
use crate::pipeline;

use super::Terminal;

/// Which edits to make.
#[derive(Args, Debug)]
pub(super) struct MendArgs {
    /// Make the edits that findings offer: those that cannot change what is meant, or
    /// with `=suggestions` all
    ///
    /// Only documents and registers in the content folder are changed, and no text
    /// whose version is frozen; notes are mended with --info. What is left is reported.
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true)]
    #[arg(value_enum, default_missing_value = "safe", conflicts_with = "built")]
    fix: Option<Which>,

    /// Print the edits that `--fix` would make, and write nothing
    #[arg(long, conflicts_with = "built")]
    diff: bool,
}

/// Edits by how sure they are.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    /// Those that cannot change what is meant
    Safe,
    /// Those that are probably what was meant as well
    Suggestions,
}

/// What is left to do after mending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The findings are to be reported.
    Report,
    /// The edits were printed; there are some, or none.
    Printed { any: bool },
}

impl MendArgs {
    /// Returns whether edits were asked for.
    pub(super) const fn is_wanted(&self) -> bool {
        self.fix.is_some() || self.diff
    }

    /// Mends the documents, if that was asked for.
    pub(super) fn run(
        &self,
        (config, context): (&Arc<Config>, &Context),
        sources: &mut Sources,
        least: Severity,
        terminal: &mut Terminal,
    ) -> Result<Next, Error> {
        let safety = match self.fix {
            Some(Which::Suggestions) => Safety::Suggestion,
            Some(Which::Safe) => Safety::Safe,
            None if self.diff => Safety::Safe,
            None => return Ok(Next::Report),
        };
        let (mended, total) =
            pipeline::mend(sources, config, context, Wanted { safety, least });
        let old = sources.documents.iter().chain(&sources.registers);
        let pairs = old.zip(mended.documents.iter().chain(&mended.registers));
        let changed: Vec<_> = pairs.filter(|(old, new)| old.text != new.text).collect();
        if total.frozen > 0 {
            terminal.note(&format!(
                "left {} alone in texts that are frozen: give the document a new version first",
                emit::count(total.frozen, "finding")
            ));
        }
        if self.diff {
            for (old, new) in &changed {
                let path = config.content_path_from_root(old.path.as_str());
                if let (Ok(old), Ok(new)) = (&old.text, &new.text) {
                    terminal.print_exact(&emit::unified_diff(&path, old, new))?;
                }
            }
            return Ok(Next::Printed { any: !changed.is_empty() });
        }
        let mut written = 0;
        for (old, new) in &changed {
            match write(config, old, new)? {
                Written::Yes => written += 1,
                Written::ChangedMeanwhile(path) => terminal.note(&format!(
                    "left {path} alone, which was changed meanwhile: run this again"
                )),
            }
        }
        let findings = emit::count(total.made, "finding");
        let files = emit::count(written, "file");
        terminal.note(&format!("mended {findings} in {files}"));
        // What is on disk now is judged, whoever wrote it.
        let now = load::load(config)?;
        sources.documents = now.documents;
        sources.registers = now.registers;
        Ok(Next::Report)
    }
}

/// What became of a mended file.
enum Written {
    Yes,
    ChangedMeanwhile(String),
}

/// Writes a mended document, if the disk still has the text that was mended.
fn write(config: &Config, old: &SourceFile, new: &SourceFile) -> Result<Written, Error> {
    let path = config.content_path_from_root(old.path.as_str());
    let (Ok(old), Ok(new)) = (&old.text, &new.text) else { return Ok(Written::Yes) };
    let now = load::quotations(&config.root, [path.as_str()]);
    match now.first() {
        Some((_, now)) if now == old => {
            emit::replace(&config.root.join(Path::new(&path)), new.as_bytes())?;
            Ok(Written::Yes)
        }
        // Two names of one file.
        Some((_, now)) if now == new => Ok(Written::Yes),
        _ => Ok(Written::ChangedMeanwhile(path)),
    }
}

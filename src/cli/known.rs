//! The baseline on the command line.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::baseline::{BASELINE_FILE, Baseline};
use crate::check::{self, Growth};
use crate::config::{Config, Context};
use crate::emit;
use crate::error::Error;
use crate::load::{self, Sources};
use crate::pipeline;

use super::Terminal;

/// Which findings are known.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the command line has these switches")]
pub(super) struct KnownArgs {
    /// The file of known findings, which do not count, instead of
    /// check-baseline.json beside site.toml
    #[arg(long, value_name = "PATH", conflicts_with = "built")]
    baseline: Option<PathBuf>,

    /// Write the findings that count to the baseline: from now on they are known, and
    /// those that are mended are not
    #[arg(long, conflicts_with = "built")]
    write_baseline: bool,

    /// With --write-baseline, only take out what is mended
    #[arg(long, requires = "write_baseline")]
    shrink_only: bool,
}

impl KnownArgs {
    /// Returns whether the baseline is to be written.
    pub(super) const fn writes(&self) -> bool {
        self.write_baseline
    }

    /// Reads the baseline that was asked for in the place of the usual one.
    pub(super) fn replace_in(
        &self,
        sources: &mut Sources,
        config: &Config,
    ) -> Result<(), Error> {
        let Some(path) = &self.baseline else { return Ok(()) };
        sources.baseline = load::baseline(path, &self.name(config))?;
        if sources.baseline.is_none() && !self.write_baseline {
            let message = format!(
                "there is no baseline {}: write it with --write-baseline",
                path.display()
            );
            return Err(Error::Usage { message });
        }
        Ok(())
    }

    /// Writes the baseline, if that was asked for, and judges by it from now on.
    pub(super) fn write(
        &self,
        config: &Arc<Config>,
        context: &Context,
        sources: &mut Sources,
        terminal: &mut Terminal,
    ) -> Result<(), Error> {
        if !self.write_baseline {
            return Ok(());
        }
        let name = self.name(config);
        let growth = if self.shrink_only { Growth::Forbidden } else { Growth::Allowed };
        if sources.baseline.is_none() && growth == Growth::Forbidden {
            let message =
                format!("there is no {name} to shrink: leave --shrink-only away");
            return Err(Error::Usage { message });
        }
        let old =
            sources.baseline.take().unwrap_or_else(|| Baseline::empty(name.clone()));
        sources.baseline = Some(old.clone());
        let (_, report) = pipeline::judge(sources.clone(), config, context.clone());
        let new = check::baseline(&report, old.clone(), context.as_of, growth);
        let text = new.print();
        let usual = config.root.join(BASELINE_FILE);
        emit::replace(self.baseline.as_ref().unwrap_or(&usual), text.as_bytes())?;
        let only_in = |a: &Baseline, b: &Baseline| {
            a.known.keys().filter(|key| !b.known.contains_key(*key)).count()
        };
        terminal.note(&format!(
            "wrote {name}: {}, {} new, {} gone",
            emit::count(new.known.len(), "finding"),
            emit::grouped(only_in(&new, &old)),
            emit::grouped(only_in(&old, &new)),
        ));
        sources.baseline = Some(new);
        Ok(())
    }

    /// Returns how findings name the file.
    fn name(&self, config: &Config) -> String {
        let path = self.baseline.as_ref();
        path.map_or_else(
            || BASELINE_FILE.to_owned(),
            |path| {
                let below = path.strip_prefix(&config.root).unwrap_or(path);
                below.display().to_string().replace('\\', "/")
            },
        )
    }
}

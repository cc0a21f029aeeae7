//! `check --built`: a finished site, whatever made it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::check::Report;
use crate::config::{BaseUrl, Config, Context};
use crate::error::Error;
use crate::load::BuiltFolder;
use crate::pipeline;

use super::options::{config_above, load};
use super::{Global, Terminal};

/// Which finished site to check.
#[derive(Args, Debug)]
pub(super) struct BuiltArgs {
    /// Check a finished site in this folder instead of its sources: links, places,
    /// ids and files, and of a site of trustpress its index and digests too
    #[arg(long, value_name = "DIR", conflicts_with_all = ["path", "drafts"])]
    built: Option<PathBuf>,

    /// Where the finished site is served, instead of `base_url` in site.toml or
    /// what its pages say
    #[arg(long, value_name = "URL", requires = "built", value_parser = parse_base)]
    base_url: Option<BaseUrl>,
}

fn parse_base(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|error| error.to_string())
}

/// A finished site, and the configuration that counts for it.
pub(super) struct Finished<'a> {
    folder: &'a Path,
    base: Option<&'a BaseUrl>,
    /// What the paths of its files begin with in messages.
    prefix: String,
    pub(super) config: Arc<Config>,
}

impl BuiltArgs {
    /// Returns the site that is to be checked, if it is a finished one.
    ///
    /// The configuration is that of `--root`, or of the nearest folder upward
    /// from the site; without one, all defaults count.
    pub(super) fn site(&self, global: &Global) -> Result<Option<Finished<'_>>, Error> {
        let Some(folder) = &self.built else { return Ok(None) };
        let whole =
            |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let root = match &global.root {
            Some(root) => Some(root.clone()),
            None => config_above(&whole(folder)),
        };
        let base = self.base_url.as_ref();
        let bare = || Arc::new(Config::bare(folder));
        let (config, prefix) = match root {
            None => (bare(), String::new()),
            Some(root) => {
                let config = load(&root)?;
                // Paths in messages start at the root, if the site is below it.
                match below(&whole(&root), &whole(folder)) {
                    Some(prefix) => (config, prefix),
                    None => (
                        Arc::new(Config { root: folder.clone(), ..(*config).clone() }),
                        String::new(),
                    ),
                }
            }
        };
        Ok(Some(Finished { folder, base, prefix, config }))
    }
}

/// Returns the path from one folder to another below it, with a final `/`.
fn below(root: &Path, folder: &Path) -> Option<String> {
    let inner = folder.strip_prefix(root).ok()?;
    let mut prefix = String::new();
    for part in inner.components() {
        let std::path::Component::Normal(name) = part else { return None };
        prefix.push_str(name.to_str()?);
        prefix.push('/');
    }
    Some(prefix)
}

impl Finished<'_> {
    /// Reads and judges the site, and says what nothing is proved of.
    pub(super) fn check(
        &self,
        context: &Context,
        terminal: &mut Terminal,
    ) -> Result<Report, Error> {
        let folder = BuiltFolder::open(self.folder)?;
        let served = (self.base.cloned(), self.prefix.as_str());
        let (report, counts) =
            pipeline::check_built(&folder, &self.config, context, served);
        if counts.pages == 0 {
            let folder = self.folder.display();
            let message =
                format!("the folder `{folder}` has no pages: no file ends in `.html`");
            return Err(Error::Usage { message });
        }
        if counts.away > 0 {
            let away = counts.away;
            terminal.note(&format!(
                "{away} of the links lead to other sites; nothing is proved of those"
            ));
        }
        Ok(report)
    }
}

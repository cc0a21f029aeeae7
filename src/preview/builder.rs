//! From a change on disk to the next thing on the board.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check::Report;
use crate::config::{CONFIG_FILE, Config, ConfigError, ConfigOrigin, Context};
use crate::error::Error;
use crate::load::{Reloaded, Seen, reload};
use crate::pipeline::{self, Draft};

use super::board::Board;
use super::failure::Failure;
use super::listeners::Listeners;
use super::snapshot::{Found, Snapshot};

/// What is previewed.
#[expect(missing_debug_implementations, reason = "a function has nothing to show")]
pub struct Subject {
    /// The folder of `site.toml`, or a bare folder of markdown.
    pub root: PathBuf,
    /// Which of the two it is.
    pub origin: ConfigOrigin,
    /// Tells what holds for a run; the day may change while the preview runs.
    pub context: Box<dyn Fn() -> Result<Context, Error> + Send>,
}

/// What happened, for whoever reads along.
#[derive(Debug)]
pub enum News<'a> {
    /// Pages can be looked at.
    Shown {
        /// How many documents there are.
        documents: usize,
        /// How long it took to find and make what was new.
        took: Duration,
    },
    /// What is wrong with them is known.
    Judged(&'a Report),
    /// There is no newer site.
    Failed(&'a Error),
    /// What had failed is as it was before.
    Recovered,
}

/// Makes a site after each change.
pub(super) struct Builder {
    pub(super) subject: Subject,
    pub(super) board: Arc<Board>,
    pub(super) listeners: Arc<Listeners>,
    last: Option<Last>,
    has_failed: bool,
}

/// What the next run can reuse.
struct Last {
    draft: Arc<Draft>,
    seen: Seen,
    context: Context,
}

impl Builder {
    pub(super) fn new(
        subject: Subject,
        board: Arc<Board>,
        listeners: Arc<Listeners>,
    ) -> Self {
        Self { subject, board, listeners, last: None, has_failed: false }
    }

    /// Reads the configuration.
    pub(super) fn config(&self) -> Result<Arc<Config>, Error> {
        let root = &self.subject.root;
        match (Config::load(root), self.subject.origin) {
            (Ok(config), _) => Ok(Arc::new(config)),
            (Err(ConfigError::Missing), ConfigOrigin::Defaults) => {
                Ok(Arc::new(Config::bare(root)))
            }
            (Err(source), _) => Err(Error::Config {
                path: root.join(CONFIG_FILE),
                source: Box::new(source),
            }),
        }
    }

    /// Looks at the disk and shows what is new.
    pub(super) fn run(
        &mut self,
        config: Result<Arc<Config>, Error>,
        tell: &mut dyn FnMut(&News<'_>),
    ) {
        match config.and_then(|config| self.make(&config, tell)) {
            Ok(()) => {
                if std::mem::take(&mut self.has_failed) {
                    tell(&News::Recovered);
                }
            }
            Err(error) => {
                self.board.fail(Failure::new(&error, &self.subject.root));
                tell(&News::Failed(&error));
                self.has_failed = true;
            }
        }
    }

    fn make(
        &mut self,
        config: &Arc<Config>,
        tell: &mut dyn FnMut(&News<'_>),
    ) -> Result<(), Error> {
        let started = Instant::now();
        let context = match &self.last {
            Some(last) => last.context.clone(),
            None => (self.subject.context)()?,
        };
        let nothing = Seen::default();
        let seen = self.last.as_ref().map_or(&nothing, |last| &last.seen);
        let reloaded = reload(config, seen)?;
        if reloaded.is_changed || self.last.is_none() {
            self.show(config, reloaded, context)?;
            self.tell_shown(started, tell);
            self.judge(tell);
        } else if self.has_failed {
            self.board.recover();
        }
        self.catch_up(config, tell)
    }

    /// Makes the site and shows it. The pages that are open are made first: a
    /// template that fails leaves the last good site as it is.
    fn show(
        &mut self,
        config: &Arc<Config>,
        Reloaded { sources, seen, .. }: Reloaded,
        context: Context,
    ) -> Result<(), Error> {
        let last = self.last.as_ref();
        let previous = last.map(|last| &last.draft.site);
        let draft = pipeline::draft(sources, config, context.clone(), previous)?;
        let draft = Arc::new(draft);
        let snapshot = Snapshot::new(Arc::clone(&draft))?;
        let has_theme = previous
            .is_some_and(|_| last.is_some_and(|it| it.draft.theme.is_like(&draft.theme)));
        self.last = Some(Last { draft, seen, context });
        for path in self.listeners.pages() {
            try_page(&snapshot, &path)?;
        }
        if !has_theme {
            SAMPLES.iter().try_for_each(|path| try_page(&snapshot, path))?;
            let site = &snapshot.draft.site;
            let first = site.published().map(|(_, _, page)| page.url.as_str());
            first.take(1).try_for_each(|path| try_page(&snapshot, path))?;
        }
        self.board.show(Arc::new(snapshot));
        Ok(())
    }

    fn tell_shown(&self, started: Instant, tell: &mut dyn FnMut(&News<'_>)) {
        let documents = self.last.as_ref().map_or(0, |it| it.draft.site.documents.len());
        tell(&News::Shown { documents, took: started.elapsed() });
    }

    fn judge(&self, tell: &mut dyn FnMut(&News<'_>)) {
        let Some(last) = &self.last else { return };
        let report = Arc::new(last.draft.judge());
        self.board.judge(Arc::clone(&report));
        tell(&News::Judged(&report));
    }

    /// Asks what takes longer to answer than a page may take to appear: what day
    /// it is, and what git knows. If that has changed, everything is made again.
    fn catch_up(
        &mut self,
        config: &Arc<Config>,
        tell: &mut dyn FnMut(&News<'_>),
    ) -> Result<(), Error> {
        let context = (self.subject.context)()?;
        let Some(last) = &self.last else { return Ok(()) };
        let paths = last.draft.site.documents.iter().map(|document| &document.path);
        let seen = last.seen.with_history(config, paths);
        if seen.is_none() && context == last.context {
            return Ok(());
        }
        let started = Instant::now();
        let reloaded = reload(config, seen.as_ref().unwrap_or(&last.seen))?;
        self.show(config, reloaded, context)?;
        self.tell_shown(started, tell);
        self.judge(tell);
        Ok(())
    }
}

/// Pages that every site has, each of a template of its own.
const SAMPLES: [&str; 3] = ["/", "/library/", "/404.html"];

fn try_page(snapshot: &Snapshot, path: &str) -> Result<(), Error> {
    match snapshot.find(path) {
        Found::Broken(report) => Err(Error::Template { report }),
        _ => Ok(()),
    }
}

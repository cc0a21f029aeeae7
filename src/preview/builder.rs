//! From a change on disk to the next thing on the board.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::check::Report;
use crate::config::{CONFIG_FILE, Config, ConfigError, ConfigOrigin, Context};
use crate::error::Error;
use crate::load::{Reloaded, Seen, reload};
use crate::pipeline;

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
    subject: Subject,
    board: Arc<Board>,
    listeners: Arc<Listeners>,
    /// What holds for a run, as far as that was asked.
    context: Option<Context>,
    /// What was made last, and can be reused; it need not have been shown.
    last: Option<Last>,
    /// What came of the last look.
    before: Option<Outcome>,
    shown: Option<Arc<Snapshot>>,
    is_unjudged: bool,
    failure: Option<Failure>,
}

/// What came of a look, to be compared with another.
enum Outcome {
    Site(Arc<Snapshot>),
    Failure(Failure),
}

impl PartialEq for Outcome {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Site(a), Self::Site(b)) => Arc::ptr_eq(a, b),
            (Self::Failure(a), Self::Failure(b)) => a == b,
            _ => false,
        }
    }
}

/// What the next run can reuse.
struct Last {
    snapshot: Arc<Snapshot>,
    seen: Seen,
    context: Context,
}

/// A site, or why there is none.
pub(super) type Made = Result<Arc<Snapshot>, Error>;

impl Builder {
    pub(super) fn new(
        subject: Subject,
        board: Arc<Board>,
        listeners: Arc<Listeners>,
    ) -> Self {
        Self {
            subject,
            board,
            listeners,
            context: None,
            last: None,
            before: None,
            shown: None,
            is_unjudged: false,
            failure: None,
        }
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

    /// Looks at the disk and makes the site, as far as it is not there already.
    ///
    /// The pages that are open are made, too: a template that fails leaves the
    /// last good site as it is.
    pub(super) fn make(&mut self, config: Result<Arc<Config>, Error>) -> Made {
        let config = config?;
        let nothing = Seen::default();
        let seen = self.last.as_ref().map_or(&nothing, |last| &last.seen);
        let Reloaded { sources, seen, is_changed } = reload(&config, seen)?;
        // Many files at once are a checkout, after which git is at another commit.
        let known = self.context.take().filter(|_| sources.documents.len() <= 1);
        let context = match known {
            Some(context) => context,
            None => (self.subject.context)()?,
        };
        self.context = Some(context.clone());
        let known = self.last.as_ref();
        let same = known.filter(|it| !is_changed && it.context == context);
        let snapshot = if let Some(last) = same {
            Arc::clone(&last.snapshot)
        } else {
            let previous = known.map(|last| &*last.snapshot.draft);
            let draft = pipeline::draft(sources, &config, context.clone(), previous)?;
            let snapshot = Arc::new(Snapshot::new(Arc::new(draft))?);
            self.last = Some(Last { snapshot: Arc::clone(&snapshot), seen, context });
            snapshot
        };
        self.try_pages(&snapshot)?;
        Ok(snapshot)
    }

    fn try_pages(&self, snapshot: &Snapshot) -> Result<(), Error> {
        for path in self.listeners.pages() {
            try_page(snapshot, &snapshot.inner(&path))?;
        }
        let theme = &snapshot.draft.theme;
        if self.shown.as_ref().is_none_or(|it| !it.draft.theme.is_like(theme)) {
            SAMPLES.iter().try_for_each(|path| try_page(snapshot, path))?;
            let site = &snapshot.draft.site;
            let first = site.published().map(|(_, _, page)| page.url.as_str());
            first.take(1).try_for_each(|path| try_page(snapshot, path))?;
        }
        Ok(())
    }

    /// Returns the folder of the site.
    pub(super) fn root(&self) -> &Path {
        &self.subject.root
    }

    /// Returns whether what was made is what was made the last time: where the
    /// system does not tell of changes, only looking twice shows that they are
    /// over.
    pub(super) fn is_confirmed(&mut self, made: &Made) -> bool {
        let found = match made {
            Ok(snapshot) => Outcome::Site(Arc::clone(snapshot)),
            Err(error) => Outcome::Failure(self.explain(error)),
        };
        let is_same = self.before.as_ref() == Some(&found);
        self.before = Some(found);
        is_same
    }

    fn explain(&self, error: &Error) -> Failure {
        Failure::new(error, &self.subject.root)
    }

    /// Shows what was made, if it is new.
    pub(super) fn show(
        &mut self,
        made: Made,
        took: Duration,
        tell: &mut dyn FnMut(&News<'_>),
    ) {
        let snapshot = match made {
            Ok(snapshot) => snapshot,
            Err(error) => return self.fail(&error, tell),
        };
        let was_failure = self.failure.take().is_some();
        if self.shown.as_ref().is_none_or(|it| !Arc::ptr_eq(it, &snapshot)) {
            self.board.show(Arc::clone(&snapshot));
            let documents = snapshot.draft.site.documents.len();
            self.shown = Some(snapshot);
            self.is_unjudged = true;
            tell(&News::Shown { documents, took });
        } else if was_failure {
            self.board.recover();
        }
        if was_failure {
            tell(&News::Recovered);
        }
    }

    fn fail(&mut self, error: &Error, tell: &mut dyn FnMut(&News<'_>)) {
        let failure = self.explain(error);
        // Once is enough, however often somebody looks.
        if self.failure.as_ref() != Some(&failure) {
            self.board.fail(failure.clone());
            tell(&News::Failed(error));
            self.failure = Some(failure);
        }
    }

    /// Returns whether nobody knows yet what is wrong with the site that is shown.
    pub(super) const fn is_unjudged(&self) -> bool {
        self.is_unjudged
    }

    /// Judges the site that is shown, unless that was done; returns whether there
    /// is reason to look again at once.
    pub(super) fn judge(&mut self, tell: &mut dyn FnMut(&News<'_>)) -> bool {
        let Some(snapshot) = &self.shown else { return false };
        std::mem::take(&mut self.is_unjudged) && {
            let report = Arc::new(snapshot.draft.judge());
            self.board.judge(Arc::clone(&report));
            tell(&News::Judged(&report));
            self.catch_up()
        }
    }

    /// Asks what takes longer to answer than a page may take to appear: what day
    /// it is, and what git knows. Returns whether that has changed.
    fn catch_up(&mut self) -> bool {
        let Some(last) = &mut self.last else { return false };
        let site = &last.snapshot.draft.site;
        let paths = site.documents.iter().map(|document| &document.path);
        let seen = last.seen.with_history(&site.config, paths);
        let has_history = seen.is_some();
        if let Some(seen) = seen {
            last.seen = seen;
        }
        let context = (self.subject.context)().ok();
        let has_context = context.as_ref().is_some_and(|it| *it != last.context);
        self.context = context.or(self.context.take());
        has_history || has_context
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

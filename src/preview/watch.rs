//! When to look again.
//!
//! The system tells that something has happened below a folder, and that is all
//! it is believed: what has happened is found by looking. Where the system tells
//! nothing (a network drive, a folder of another machine), the clock says when
//! to look.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::config::{Config, ConfigOrigin};
use crate::load::SITE_FOLDERS;

/// How long nothing must have happened: an editor writes a file in several
/// steps, and git many files in a row.
const QUIET: Duration = Duration::from_millis(30);

/// When to look even though it has not been quiet since the first event.
const RESTLESS: Duration = Duration::from_millis(500);

/// How often to look where the system does not tell, at least.
const POLL: Duration = Duration::from_millis(500);

/// Watches the folders that a site is made from.
pub(super) struct Watcher {
    events: Receiver<PathBuf>,
    /// Kept for what it tells others: this end never speaks.
    _source: Sender<PathBuf>,
    system: Option<RecommendedWatcher>,
    watched: BTreeSet<(PathBuf, bool)>,
    /// Watched folders that something has happened to: one that was moved away
    /// and made again is another one.
    stale: BTreeSet<PathBuf>,
    /// What the program itself writes.
    own: Vec<PathBuf>,
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells.
    Events,
    /// By looking every now and then.
    Polling,
}

impl Watcher {
    /// Begins to watch nothing yet.
    pub(super) fn new(noticing: Noticing) -> Self {
        let (source, events) = channel();
        let told = source.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            let paths = match event {
                // Reading is no change, and we read all the time.
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) if !event.need_rescan() => event.paths,
                // Whatever was missed, looking finds it.
                _ => vec![PathBuf::new()],
            };
            for path in paths {
                drop(told.send(path));
            }
        };
        let system = match noticing {
            Noticing::Events => notify::recommended_watcher(tell).ok(),
            Noticing::Polling => None,
        };
        Self {
            events,
            _source: source,
            system,
            watched: BTreeSet::new(),
            stale: BTreeSet::new(),
            own: Vec::new(),
        }
    }

    /// Watches what this configuration reads, which may be more than it was: a
    /// folder may have been made, or `site.toml` may name another one.
    pub(super) fn follow(&mut self, config: &Config) {
        let wanted = folders(config);
        self.own = vec![
            config.root.join(&config.output.dir),
            config.root.join(CACHE),
            config.root.join(GIT),
        ];
        let Some(system) = &mut self.system else { return };
        let stale = std::mem::take(&mut self.stale);
        let is_kept =
            |it: &(PathBuf, bool)| wanted.contains(it) && !stale.contains(&it.0);
        let (kept, left): (BTreeSet<_>, BTreeSet<_>) =
            std::mem::take(&mut self.watched).into_iter().partition(is_kept);
        for (folder, _) in &left {
            // One that has gone is not watched any more anyway.
            drop(system.unwatch(folder));
        }
        let mut watched = kept;
        for (folder, is_whole) in wanted.difference(&watched.clone()) {
            let mode = if *is_whole {
                RecursiveMode::Recursive
            } else {
                RecursiveMode::NonRecursive
            };
            match system.watch(folder, mode) {
                Ok(()) => {
                    watched.insert((folder.clone(), *is_whole));
                }
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => (),
                // The system has no more room for watching.
                Err(_) => {
                    self.system = None;
                    return;
                }
            }
        }
        self.watched = watched;
    }

    /// Waits until it is time to look again; `took` is how long looking took the
    /// last time.
    pub(super) fn wait(&mut self, took: Duration) {
        if self.system.is_none() {
            // A tenth of the time, at most.
            drop(self.events.recv_timeout(POLL.max(took * 10)));
            return;
        }
        loop {
            match self.events.recv() {
                Ok(path) if self.is_own(&path) => (),
                Ok(path) => break self.note(path),
                Err(_) => break,
            }
        }
        let latest = Instant::now() + RESTLESS;
        let mut quiet = Instant::now() + QUIET;
        loop {
            let left = quiet.min(latest).saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(path) if self.is_own(&path) => (),
                Ok(path) => {
                    self.note(path);
                    quiet = Instant::now() + QUIET;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn note(&mut self, path: PathBuf) {
        if self.watched.iter().any(|(folder, _)| *folder == path) {
            self.stale.insert(path);
        }
    }

    fn is_own(&self, path: &Path) -> bool {
        self.own.iter().any(|own| path.starts_with(own))
    }
}

/// What earlier builds are remembered in.
const CACHE: &str = ".trustpress-cache";

/// What git writes is no content.
const GIT: &str = ".git";

/// Returns the folders to watch, and whether with everything below them.
fn folders(config: &Config) -> BTreeSet<(PathBuf, bool)> {
    let content = config.content_dir();
    let mut folders = BTreeSet::from([(content, true)]);
    if config.origin == ConfigOrigin::File {
        // A folder that is made or moved, and `site.toml` itself, are seen from
        // above.
        if config.content.dir != "." {
            folders.insert((config.root.clone(), false));
        }
        folders.extend(SITE_FOLDERS.map(|folder| (config.root.join(folder), true)));
    }
    folders
}

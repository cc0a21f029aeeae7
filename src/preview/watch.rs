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

/// How long nothing must have happened before what was made is shown: an editor
/// writes a file in several steps, and git many files in a row.
const QUIET: Duration = Duration::from_millis(30);

/// How long nothing must have happened before looking for the first time. What is
/// made until it has been quiet costs no time; most saves are over by then.
const EARLY: Duration = Duration::from_millis(3);

/// How long a browser takes to show a page.
const REST: Duration = Duration::from_millis(50);

/// When to show what there is even though it has not been quiet since the first
/// event.
const RESTLESS: Duration = Duration::from_secs(3);

/// How often to look where the system does not tell, at least.
const POLL: Duration = Duration::from_millis(500);

/// Watches the folders that a site is made from.
pub(super) struct Watcher {
    events: Receiver<PathBuf>,
    /// Kept for what it tells others: this end never speaks.
    _source: Sender<PathBuf>,
    system: Option<RecommendedWatcher>,
    /// Whether something may happen that the system does not tell.
    polls: bool,
    /// When the changes began that were not shown yet, and when the last was heard
    /// of.
    heard: Option<(Instant, Instant)>,
    watched: BTreeSet<(PathBuf, bool)>,
    /// Watched folders that something has happened to: one that was moved away
    /// and made again is another one.
    stale: BTreeSet<PathBuf>,
    /// The folder of the site.
    root: PathBuf,
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
    pub(super) fn new(noticing: Noticing, root: &Path) -> Self {
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
            polls: noticing == Noticing::Polling,
            heard: None,
            watched: BTreeSet::new(),
            stale: BTreeSet::new(),
            root: root.to_owned(),
            own: Vec::new(),
        }
    }

    /// Watches what this configuration reads, which may be more than it was: a
    /// folder may have been made, or `site.toml` may name another one. While it
    /// cannot be read, it has to be mended where it is.
    pub(super) fn follow(&mut self, config: Option<&Config>) {
        let wanted = match config {
            Some(config) => folders(config),
            None if self.watched.is_empty() => {
                BTreeSet::from([(self.root.clone(), false)])
            }
            None => return,
        };
        self.own = vec![self.root.join(CACHE), self.root.join(GIT)];
        self.own.extend(config.map(|config| config.root.join(&config.output.dir)));
        let is_silent =
            self.system.is_none() || wanted.iter().any(|(it, _)| is_remote(it));
        self.polls |= is_silent;
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
                    self.polls = true;
                    return;
                }
            }
        }
        self.watched = watched;
    }

    /// Returns whether changes have to be looked for.
    pub(super) const fn polls(&self) -> bool {
        self.polls
    }

    /// Waits until it is time to look again; `took` is how long looking took the
    /// last time.
    pub(super) fn wait(&mut self, took: Duration) {
        self.heard = None;
        // Looking takes a tenth of the time, at most.
        let patience = self.polls.then(|| POLL.max(took * 10));
        if self.hear(patience.map(|patience| Instant::now() + patience)) {
            self.wait_for_quiet(EARLY);
        }
    }

    /// Waits while an open page is shown anew; returns at once, and `false`, if
    /// something happens.
    pub(super) fn rests(&mut self) -> bool {
        self.heard = None;
        let is_changing = self.hear(Some(Instant::now() + REST));
        if is_changing {
            self.wait_for_quiet(EARLY);
        }
        !is_changing
    }

    /// Waits until it has been quiet for a while; returns at once, and `false`, if
    /// something happens.
    pub(super) fn settles(&mut self) -> bool {
        match self.heard {
            // What has happened since then is heard of after it was shown.
            Some((first, last)) if Instant::now() < first + RESTLESS => {
                !self.hear(Some(last + QUIET))
            }
            _ => true,
        }
    }

    /// Waits until it has been quiet for a while.
    pub(super) fn calm(&mut self) {
        if self.heard.is_some() || self.hear(Some(Instant::now() + QUIET)) {
            self.wait_for_quiet(QUIET);
        }
    }

    fn wait_for_quiet(&mut self, quiet: Duration) {
        while let Some((first, last)) = self.heard {
            let until = (last + quiet).min(first + RESTLESS);
            if !self.hear(Some(until)) {
                return;
            }
        }
    }

    /// Waits until something happens, and returns whether it has by then.
    fn hear(&mut self, until: Option<Instant>) -> bool {
        loop {
            let told = match until {
                None => self.events.recv().map_err(RecvTimeoutError::from),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    self.events.recv_timeout(left)
                }
            };
            match told {
                Ok(path) if self.is_own(&path) => (),
                Ok(path) => {
                    let now = Instant::now();
                    let first = self.heard.map_or(now, |(first, _)| first);
                    self.heard = Some((first, now));
                    self.note(path);
                    return true;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return false;
                }
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

/// Returns whether a folder is on another machine, whose changes the system does
/// not tell: network drives, and what containers are given of their host.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    // `statfs(2)`: NFS, SMB, CIFS, SMB2, 9P, FUSE and virtiofs, Ceph, AFS,
    // VirtualBox, VMware.
    const REMOTE: [u64; 10] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x0102_1997,
        0x6573_5546,
        0x00c3_6400,
        0x5346_414f,
        0x786f_4256,
        0xbacb_acbc,
    ];
    let found = rustix::fs::statfs(folder);
    found.is_ok_and(|it| u64::try_from(it.f_type).is_ok_and(|it| REMOTE.contains(&it)))
}

#[cfg(not(target_os = "linux"))]
const fn is_remote(_: &Path) -> bool {
    false
}

//! What is shown at the moment, for everybody to look at.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::check::Report;

use super::failure::Failure;
use super::snapshot::Snapshot;

/// The one place where builder and server meet: the last good site, what is
/// wrong with it, and why there is no newer one.
#[derive(Debug, Default)]
pub(super) struct Board {
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// What is shown. The parts are immutable, and each is swapped whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// How often anything was new.
    pub(super) revision: u64,
    /// The last good site.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// What is wrong with that site; `None` while it is being judged.
    pub(super) report: Option<Arc<Report>>,
    /// Why the files as they are now give no site.
    pub(super) failure: Option<Arc<Failure>>,
}

impl Shown {
    fn is_empty(&self) -> bool {
        self.snapshot.is_none() && self.failure.is_none()
    }
}

impl Board {
    /// Returns what is shown as soon as there is anything.
    pub(super) fn first(&self, patience: Duration) -> Shown {
        let shown = self.lock();
        let waited = self.changed.wait_timeout_while(shown, patience, |it| it.is_empty());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Waits until there is something else than at `revision`, but not for longer
    /// than `patience`.
    pub(super) fn wait(&self, revision: u64, patience: Duration) -> Shown {
        let shown = self.lock();
        if shown.revision != revision {
            return shown.clone();
        }
        let waited = self.changed.wait_timeout(shown, patience);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Ends every wait: somebody new is looking.
    pub(super) fn wake(&self) {
        self.change(|_same| ());
    }

    /// Shows a new site, which is not judged yet.
    pub(super) fn show(&self, snapshot: Arc<Snapshot>) {
        self.change(|shown| {
            shown.snapshot = Some(snapshot);
            shown.report = None;
            shown.failure = None;
        });
    }

    /// Says what is wrong with the site that is shown.
    pub(super) fn judge(&self, report: Arc<Report>) {
        self.change(|shown| shown.report = Some(report));
    }

    /// Says why there is no newer site. The last good one stays.
    pub(super) fn fail(&self, failure: Failure) {
        self.change(|shown| shown.failure = Some(Arc::new(failure)));
    }

    /// Says that the files are again what the site that is shown was made of.
    pub(super) fn recover(&self) {
        self.change(|shown| shown.failure = None);
    }

    fn change(&self, change: impl FnOnce(&mut Shown)) {
        let mut shown = self.lock();
        change(&mut shown);
        shown.revision += 1;
        drop(shown);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // Nothing is ever left half-changed in it.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

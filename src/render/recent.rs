//! Values that several pages are made from, kept while those pages are made.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The values that were wanted last, as many as fit into a fixed room.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    /// The one that was wanted last is the last.
    kept: Mutex<VecDeque<Kept<K, V>>>,
    room: usize,
}

#[derive(Debug)]
struct Kept<K, V> {
    key: K,
    size: usize,
    slot: Arc<OnceLock<Arc<V>>>,
}

impl<K: Eq, V> Recent<K, V> {
    /// Makes room for values whose sizes come to no more than this.
    pub(super) fn new(room: usize) -> Self {
        Self { kept: Mutex::default(), room }
    }

    /// Returns the value of a key. Where it is not there, `make` makes it, once
    /// for all who are waiting for it.
    pub(super) fn get(&self, key: K, size: usize, make: impl FnOnce() -> V) -> Arc<V> {
        let slot = self.slot(key, size);
        Arc::clone(slot.get_or_init(|| Arc::new(make())))
    }

    /// Returns the value of a key, if it is there.
    pub(super) fn find(&self, key: &K) -> Option<Arc<V>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().find(|kept| kept.key == *key)?.slot.get().map(Arc::clone)
    }

    fn slot(&self, key: K, size: usize) -> Arc<OnceLock<Arc<V>>> {
        // Nothing in here panics halfway.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().rposition(|kept| kept.key == key);
        let found = found.and_then(|at| kept.remove(at));
        let wanted = found.unwrap_or_else(|| Kept { key, size, slot: Arc::default() });
        let slot = Arc::clone(&wanted.slot);
        kept.push_back(wanted);
        let mut size: usize = kept.iter().map(|kept| kept.size).sum();
        let mut too_many = 0;
        while size > self.room
            && let Some(oldest) = kept.get(too_many)
        {
            size -= oldest.size;
            too_many += 1;
        }
        let oldest: Vec<_> = kept.drain(..too_many).collect();
        // Others need not wait while they are taken apart.
        drop(kept);
        drop(oldest);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wanted_last_is_kept_and_the_rest_made_again() {
        let recent = Recent::new(10);
        let mut made = Vec::new();
        for key in ["a", "b", "a", "c", "a", "b"] {
            assert_eq!(
                *recent.get(key, 4, || {
                    made.push(key);
                    key.to_owned()
                }),
                key
            );
        }
        assert_eq!(made, ["a", "b", "c", "b"]);
    }

    #[test]
    fn what_is_larger_than_the_room_is_made_each_time() {
        let recent = Recent::new(10);
        assert_eq!(*recent.get("a", 11, || 1), 1);
        assert_eq!(*recent.get("a", 11, || 2), 2);
    }
}

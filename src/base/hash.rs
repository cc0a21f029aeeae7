//! Tables for look-ups in the hot paths, where the standard library's hashing
//! was a fiftieth of a check.
//!
//! The seed differs from run to run, and what authors write cannot choose who
//! collides; nothing may depend on the order, as with any such table (lint
//! `clippy::iter_over_hash_type`).

use foldhash::fast::RandomState;

/// A map that is asked and never walked.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set that is asked and never walked.
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;

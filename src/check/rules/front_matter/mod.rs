//! Front matter as a whole: its fences, syntax and keys.

pub(super) mod alias_conflict;
pub(super) mod key_duplicate;
pub(super) mod key_unknown;
pub(super) mod missing;
pub(super) mod not_mapping;
pub(super) mod syntax;
pub(super) mod too_large;
pub(super) mod unclosed;
pub(super) mod unopened;

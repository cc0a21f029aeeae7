//! Ids that links can name.

pub(super) mod duplicate;
pub(super) mod removed;

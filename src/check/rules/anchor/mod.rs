//! Ids that links can name.

pub(super) mod duplicate;

//! Raw HTML.

pub(super) mod removed;

//! Releases of the whole trust center.

pub(super) mod document_dropped;
pub(super) mod surface_missing;
pub(super) mod unlisted;

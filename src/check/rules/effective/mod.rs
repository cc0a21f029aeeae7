//! From when a text is in force.

pub(super) mod overlap;

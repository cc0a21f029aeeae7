//! What texts say about the facts of the registers.

pub(super) mod contradiction;

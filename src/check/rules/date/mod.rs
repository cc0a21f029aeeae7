//! Dates, and what they say about each other.

pub(super) mod ambiguous;
pub(super) mod body_mismatch;
pub(super) mod body_only;
pub(super) mod future;
pub(super) mod impossible;
pub(super) mod imprecise;
pub(super) mod malformed;
pub(super) mod missing;
pub(super) mod order;

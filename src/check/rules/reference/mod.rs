//! Link definitions: `[label]: target`.

pub(super) mod duplicate;
pub(super) mod undefined;
pub(super) mod unused;

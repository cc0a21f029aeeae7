//! The baseline beside `site.toml`.

pub(super) mod stale;

//! `[[waivers]]` in `site.toml`.

pub(super) mod expired;
pub(super) mod no_end;
pub(super) mod no_reason;
pub(super) mod unknown_rule;
pub(super) mod unused;

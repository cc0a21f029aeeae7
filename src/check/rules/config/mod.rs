//! What `site.toml` asks for and the site, or the program, does not have.

pub(super) mod accent_contrast_low;
pub(super) mod feature_missing;
pub(super) mod font_unusable;
pub(super) mod logo_missing;
pub(super) mod unknown_document;
pub(super) mod unknown_field;
pub(super) mod unknown_rule;

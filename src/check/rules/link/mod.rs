//! What a link leads to.

pub(super) mod anchor_missing;
pub(super) mod anchor_noncanonical;
pub(super) mod asset_missing;
pub(super) mod case_mismatch;
pub(super) mod draft_target;
pub(super) mod empty;
pub(super) mod excluded_target;
pub(super) mod index_missing;
pub(super) mod internal_target;
pub(super) mod mail_invalid;
pub(super) mod malformed;
pub(super) mod moved;
pub(super) mod outside_root;
pub(super) mod page_missing;
pub(super) mod parenthesis_swallowed;
pub(super) mod scheme_forbidden;
pub(super) mod scheme_unknown;
pub(super) mod self_absolute;
pub(super) mod superseded;
pub(super) mod target_duplicate;
pub(super) mod url_malformed;

//! Who else processes customers' data.

pub(super) mod field_missing;
pub(super) mod link_mismatch;
pub(super) mod notice_short;

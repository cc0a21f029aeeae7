//! The values of front-matter fields.

pub(super) mod change_summary_missing;
pub(super) mod document_unknown;
pub(super) mod id_invalid;
pub(super) mod missing;
pub(super) mod person_named;
pub(super) mod r#type;
pub(super) mod value_lost;
pub(super) mod value_unknown;
pub(super) mod version_invalid;
pub(super) mod version_not_string;

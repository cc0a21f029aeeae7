//! Who approved a document, and when.

pub(super) mod before_change;

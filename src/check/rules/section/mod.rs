//! Sections of documents.

pub(super) mod removed;

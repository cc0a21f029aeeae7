//! What a text says that it should not: its characters, words, lines and headings.

pub(super) mod bidirectional_control;
pub(super) mod block_duplicated;
pub(super) mod contents_mismatch;
pub(super) mod copyright_stale;
pub(super) mod final_newline_missing;
pub(super) mod heading_bold;
pub(super) mod heading_duplicate;
pub(super) mod heading_skipped;
pub(super) mod invisible_character;
pub(super) mod mojibake;
pub(super) mod nesting_too_deep;
pub(super) mod page_saved;
pub(super) mod placeholder;
pub(super) mod reference_unlinked;
pub(super) mod secret;
pub(super) mod sentences_joined;
pub(super) mod trailing_whitespace;
pub(super) mod translation_stale;

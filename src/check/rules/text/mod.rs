//! Characters that were not meant.

pub(super) mod bidirectional_control;
pub(super) mod invisible_character;
pub(super) mod mojibake;
pub(super) mod nesting_too_deep;

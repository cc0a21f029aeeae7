//! What the history of the repository says.

pub(super) mod date_newer;
pub(super) mod file_untracked;
pub(super) mod history_shallow;
pub(super) mod unavailable;

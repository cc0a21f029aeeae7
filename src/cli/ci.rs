//! What a CI system says of itself in the environment.

#![expect(clippy::disallowed_methods, reason = "the environment is read in `cli`")]

use std::env;
use std::path::PathBuf;

/// Returns whether this is a step of GitHub Actions.
pub(super) fn is_github() -> bool {
    env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true")
}

/// Returns the file whose text GitHub shows as the summary of the step.
pub(super) fn step_summary() -> Option<PathBuf> {
    let path = env::var_os("GITHUB_STEP_SUMMARY")?;
    (!path.is_empty()).then(|| PathBuf::from(path))
}

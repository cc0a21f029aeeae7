//! Changed texts as a unified diff, which `git apply` and `patch -p1` take.

use similar::TextDiff;

/// Returns what changes between two texts of the file at `path`; nothing where they
/// are the same.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let (from, to) = (format!("a/{path}"), format!("b/{path}"));
    diff.unified_diff().context_radius(3).header(&from, &to).to_string()
}

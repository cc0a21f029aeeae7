//! Comments that accept findings.

use crate::parse::Suppression;

pub(super) mod expired;
pub(super) mod malformed;
pub(super) mod no_reason;
pub(super) mod unknown_rule;
pub(super) mod unused;

/// Returns the rules that a comment names, as it names them: what a finding about
/// it is about.
fn names(comment: &Suppression) -> String {
    let names: Vec<_> = comment.rules.iter().map(|name| name.value.as_str()).collect();
    names.join(", ")
}

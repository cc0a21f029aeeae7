//! Comments, and entries of front matter, that accept findings.

use crate::parse::{Suppression, SuppressionScope};

pub(super) mod expired;
pub(super) mod malformed;
pub(super) mod no_end;
pub(super) mod no_reason;
pub(super) mod unclosed;
pub(super) mod unknown_rule;
pub(super) mod unused;

/// Returns the rules that a comment names, as it names them: what a finding about
/// it is about.
fn names(comment: &Suppression) -> String {
    let names: Vec<_> = comment.rules.iter().map(|name| name.value.as_str()).collect();
    names.join(", ")
}

/// Returns what a message calls it.
fn noun(comment: &Suppression) -> &'static str {
    match comment.scope {
        SuppressionScope::FrontMatter => "entry",
        SuppressionScope::Line(_)
        | SuppressionScope::NextLine(_)
        | SuppressionScope::Block(_)
        | SuppressionScope::File => "comment",
    }
}

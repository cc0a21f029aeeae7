//! Which facts of the front matter changed.

use crate::parse::{Field, FrontMatter};

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Which fact.
    pub field: Field,
    /// What readers call it: `Approved by`.
    pub label: &'static str,
    /// What it was, as readers see it. Of a list, what is gone; empty where
    /// nothing was said or is gone.
    pub before: Vec<String>,
    /// What it is, as readers see it. Of a list, what is new; empty where
    /// nothing is said or is new.
    pub after: Vec<String>,
}

/// Returns the facts that changed, in the order in which they matter.
pub fn metadata(_old: &FrontMatter, _new: &FrontMatter) -> Vec<FactChange> {
    Vec::new()
}

//! The rules.

use super::Rule;

/// Every rule, ordered by name. A rule that is not in this table does not exist.
pub static RULES: &[&Rule] = &[];

/// Returns the rule with this name.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

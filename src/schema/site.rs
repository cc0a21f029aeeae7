//! The schema of `site.toml`, with every rule by name.

use serde_json::{Value, json};

use crate::check::RULES;
use crate::config;

/// Returns the schema: that of the configuration, in which the rules are known.
pub(super) fn schema() -> Value {
    let mut schema = config::schema();
    let rules = schema.pointer_mut("/properties/rules/properties");
    if let Some(names) = rules.and_then(Value::as_object_mut) {
        for rule in RULES {
            let family = rule.family();
            names.entry(family).or_insert_with(|| {
                json!({
                    "description": format!("The level of every rule of the family `{family}`."),
                    "$ref": "#/$defs/level",
                })
            });
            let described =
                json!({ "description": rule.summary, "$ref": "#/$defs/level" });
            names.insert(rule.name.to_owned(), described);
        }
    }
    schema
}

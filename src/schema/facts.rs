//! The schema of `registers/facts.yaml`, which may hold anything below keys.

use serde_json::{Value, json};

/// Returns the schema.
pub(super) fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "FactsFile",
        "description": "`registers/facts.yaml`: values that texts name, as `{{ fact.soc2.period_end }}`.",
        "type": ["object", "null"],
        "additionalProperties": { "$ref": "#/$defs/fact" },
        "$defs": {
            "fact": {
                "description": "A value, several, or more facts below keys; with `value` and `phrases`, a value and what sentences about it say.",
                "type": ["string", "number", "boolean", "null", "array", "object"],
                "if": { "type": "object", "required": ["value", "phrases"] },
                "then": { "$ref": "#/$defs/said" },
                "else": { "additionalProperties": { "$ref": "#/$defs/fact" } },
            },
            "said": {
                "type": "object",
                "properties": {
                    "value": {
                        "description": "The value.",
                        "type": ["string", "number", "boolean", "array"],
                    },
                    "phrases": {
                        "description": "What only sentences about it say: `a|b` is either word, `a*` a word that begins so, `a?` one that may be missing.",
                        "$ref": "#/$defs/texts",
                    },
                    "wrong": {
                        "description": "Values that it does not have, and that somebody may write.",
                        "$ref": "#/$defs/texts",
                    },
                },
                "additionalProperties": false,
            },
            "texts": {
                "type": ["string", "array"],
                "items": { "type": "string", "minLength": 1 },
                "minLength": 1,
            },
        },
    })
}

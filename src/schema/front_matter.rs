//! The schema of front matter.

use serde_json::{Map, Value, json};

use crate::base::version::Scheme;
use crate::config::Kind;
use crate::parse::{ALIASES, Classification, FLAGS, Field, Status};

/// Returns the schema: every field under each of its names. Other keys are kept
/// for templates, and are allowed.
pub(super) fn schema() -> Value {
    let mut properties = Map::new();
    for field in Field::ALL {
        properties.insert(field.as_str().to_owned(), described(field, meaning(field)));
    }
    for (field, aliases) in ALIASES {
        let flat = aliases.iter().filter(|alias| !alias.contains('.'));
        for alias in flat {
            let meaning = format!("Another name of `{field}`: {}", meaning(*field));
            // Under these names people write what they like; only the canonical
            // one is held to a form.
            properties.entry(*alias).or_insert_with(|| json!({ "description": meaning }));
        }
    }
    for flag in FLAGS {
        let meaning = format!(
            "`{}: {}` is `{}: {}`.",
            flag.key, flag.value, flag.field, flag.means
        );
        properties.entry(flag.key).or_insert_with(|| json!({ "description": meaning }));
    }
    let others =
        [("check", check()), ("claims", claims()), ("translation", translation())];
    for (key, schema) in others {
        properties.insert(key.to_owned(), schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter",
        "type": "object",
        "properties": properties,
    })
}

/// Returns the form of what a document accepts.
fn check() -> Value {
    json!({
        "description": "Findings that the document accepts for itself.",
        "type": "object",
        "properties": {
            "allow": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "rule": {
                            "description": "A rule, a family or the beginning of a name; or several.",
                            "type": ["string", "array"],
                            "items": { "type": "string" },
                        },
                        "reason": { "description": "Why.", "type": "string" },
                        "until": {
                            "description": "The last day on which it holds.",
                            "type": "string",
                            "examples": ["2025-12-31"],
                        },
                    },
                    "required": ["rule", "reason", "until"],
                    "additionalProperties": false,
                },
            },
        },
    })
}

/// Returns the form of what a document is a translation of.
fn translation() -> Value {
    json!({
        "description": "What it is a translation of, so that it is told when that changes.",
        "properties": {
            "of": {
                "description": "The id of the document, or its path below the content folder.",
                "type": "string",
            },
            "version": { "description": "The version that was translated.", "type": ["string", "number"] },
            "date": {
                "description": "The day whose text was translated.",
                "type": "string",
                "examples": ["2025-05-31"],
            },
        },
    })
}

/// Returns the form of what a document claims, said exactly.
fn claims() -> Value {
    json!({
        "description": "What the document claims, so that it is told when that is too old.",
        "type": ["array", "object", "string"],
        "items": {
            "properties": {
                "about": { "description": "What is claimed.", "type": "string" },
                "date": {
                    "description": "The day on which it was so, or was last done.",
                    "type": "string",
                    "examples": ["2025-05-31"],
                },
                "every": {
                    "description": "How often it is done.",
                    "type": "string",
                    "examples": ["12 months"],
                },
            },
            "required": ["about", "date"],
            "additionalProperties": false,
        },
    })
}

fn described(field: Field, meaning: &str) -> Value {
    let mut form = form(field);
    if let Some(map) = form.as_object_mut() {
        map.insert("description".to_owned(), meaning.into());
    }
    form
}

/// Returns the form of a field's value.
fn form(field: Field) -> Value {
    let date = || json!({ "type": "string", "examples": ["2025-05-31"] });
    let texts = || {
        json!({ "anyOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": ["string", "object"] } },
            { "type": "object" },
        ] })
    };
    match field {
        Field::Id => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$" }),
        Field::Title
        | Field::ShortTitle
        | Field::Summary
        | Field::ChangeSummary
        | Field::License
        | Field::SourceUrl => json!({ "type": "string" }),
        Field::Kind => json!({ "enum": Kind::ALL.map(Kind::as_str) }),
        Field::Status => json!({ "enum": Status::ALL.map(|(_, word)| word) }),
        Field::Classification => {
            json!({ "enum": Classification::ALL.map(|(_, word)| word) })
        }
        Field::VersionScheme => json!({ "enum": Scheme::WORDS.map(|(word, _)| word) }),
        Field::Draft => json!({ "type": "boolean" }),
        Field::ApprovedOn
        | Field::IssuedOn
        | Field::EffectiveOn
        | Field::LastUpdated
        | Field::LastReviewed
        | Field::NextReview
        | Field::ExpiresOn => date(),
        Field::ReviewInterval => json!({ "type": "string", "examples": ["12 months"] }),
        // A number loses its last zero: 1.10 is 1.1.
        Field::Version => json!({ "type": "string", "examples": ["1.0"] }),
        Field::Reference => json!({ "type": ["string", "integer"] }),
        Field::Owner
        | Field::Approver
        | Field::Authors
        | Field::Supersedes
        | Field::SupersededBy
        | Field::Aliases
        | Field::AppliesTo
        | Field::Tags
        | Field::Related => texts(),
        Field::AnchorAliases => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        Field::Controls => json!({ "type": ["object", "array", "string"] }),
        Field::Weight => json!({ "type": "integer" }),
        Field::Extra => json!({ "type": "object" }),
    }
}

/// Returns what a field says.
const fn meaning(field: Field) -> &'static str {
    match field {
        Field::Id => "The document's identity, for ever: renames and moves keep it.",
        Field::Title => "The title; without it, the first heading.",
        Field::ShortTitle => "A shorter title, for navigation.",
        Field::Summary => "One or two sentences on what the document says.",
        Field::Kind => "What sort of document it is.",
        Field::Status => "Where it stands in its life.",
        Field::Draft => "Whether it is kept out of the site for now.",
        Field::Classification => {
            "Who may read it: `restricted` documents are listed without their text, `internal` ones are not published."
        }
        Field::Owner => "Who answers for it: a role rather than a person.",
        Field::Approver => "Who approved it.",
        Field::Authors => "Who wrote it.",
        Field::ApprovedOn => "When it was approved.",
        Field::IssuedOn => "When it was first published.",
        Field::EffectiveOn => "Since when it has been in force.",
        Field::LastUpdated => "When its words last changed.",
        Field::LastReviewed => "When it was last reviewed, with or without a change.",
        Field::NextReview => "When its next review is due.",
        Field::ExpiresOn => "The last day on which it is valid.",
        Field::ReviewInterval => "How often it is reviewed.",
        Field::Version => "Its version: a text, in quotes.",
        Field::VersionScheme => "How its versions are numbered.",
        Field::ChangeSummary => "What changed in this version, for readers.",
        Field::Reference => "The organisation's own number for the document.",
        Field::Supersedes => "The documents that it replaces, by id.",
        Field::SupersededBy => "The documents that replace it, by id.",
        Field::Aliases => "Former addresses of the page, which lead to it.",
        Field::AnchorAliases => {
            "Former ids of headings, each with the id that the heading has now."
        }
        Field::Controls => "The controls that it supports, by framework.",
        Field::AppliesTo => "What or whom it applies to.",
        Field::Tags => "Key words.",
        Field::Related => "Related documents, by id or path.",
        Field::Weight => "Its place within the folder, light ones first.",
        Field::License => "The licence, an SPDX identifier or a URL.",
        Field::SourceUrl => "Where its source is, if not where the site's is.",
        Field::Extra => "Anything else, for templates.",
    }
}

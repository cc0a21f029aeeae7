//! The schema of `site.toml`, from the tables of its keys.

use serde_json::{Map, Value, json};

use super::Kind;
use super::keys::{KEYS, KeyRow, REQUIRED, SECTIONS, SectionRow};
use crate::base::severity::Level;
use crate::base::version::Scheme;

/// Returns the JSON Schema of `site.toml`. Under `[rules]` any name is allowed:
/// which rules there are is known above.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for section in SECTIONS.iter().filter(|section| !section.name.contains('.')) {
        properties.insert(section.name.to_owned(), top(section));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "site.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "$defs": {
            "level": { "anyOf": [
                { "enum": Level::NAMES },
                { "$ref": "#/$defs/paths" },
                { "type": "array", "items": { "$ref": "#/$defs/paths" } },
            ] },
            "paths": table("rules.*"),
        },
    })
}

/// Returns the schema of a table or a list of tables at the top of the file.
fn top(section: &SectionRow) -> Value {
    let mut schema = match section.name {
        "rules" => json!({
            "type": "object",
            "properties": {},
            "additionalProperties": { "$ref": "#/$defs/level" },
        }),
        name if section.header.starts_with("[[") => {
            json!({ "type": "array", "items": table(name) })
        }
        name => table(name),
    };
    schema["description"] = section.summary.into();
    schema
}

/// Returns the schema of a table.
fn table(section: &str) -> Value {
    let rows = || KEYS.iter().filter(|row| row.section == section);
    let properties: Map<String, Value> =
        rows().map(|row| (row.name.to_owned(), described(row))).collect();
    let required: Vec<&str> =
        rows().filter(|row| row.default == REQUIRED).map(|row| row.name).collect();
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn described(row: &KeyRow) -> Value {
    let mut schema = form(row);
    schema["description"] = row.meaning.into();
    schema
}

/// Returns the schema of a value, from the words that say what may be written.
fn form(row: &KeyRow) -> Value {
    let text = || json!({ "type": "string" });
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let words = |words: &[&str]| json!({ "enum": words });
    match (row.section, row.name) {
        ("collections", "kind") => return words(&Kind::ALL.map(Kind::as_str)),
        ("versions", "scheme") => {
            return words(&Scheme::WORDS.map(|(word, _)| word));
        }
        ("versions", "canonical") => return words(&["current", "version"]),
        ("versions", "search_engines") => return words(&["current", "all"]),
        _ => (),
    }
    let form = row.form;
    if form.starts_with('`') {
        // `off`, `advisory` or `fallback`: every second part is a word.
        let values: Vec<&str> = form.split('`').skip(1).step_by(2).collect();
        return words(&values);
    }
    match form {
        "URL or table" => json!({ "anyOf": [text(), table("site.repository")] }),
        "glob or list of globs" => json!({ "anyOf": [text(), texts()] }),
        "size" => json!({ "type": ["integer", "string"] }),
        _ if form.starts_with("list of ") => texts(),
        _ if form.starts_with("number") => json!({ "type": "integer", "minimum": 0 }),
        _ => text(),
    }
}

//! Values of front matter with their places, whatever they were written in.

use std::collections::BTreeMap;

use serde_json::Map;

use crate::base::span::{Span, Spanned};

use super::super::document::{Problem, ProblemKind};

/// A value and where it is written.
///
/// Nesting is bounded by the parsers (128 levels of YAML, 80 of TOML), so
/// functions may recurse over nodes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::parse) struct Node {
    /// Where: a text without its quotes, a list from its first to its last
    /// byte. What an alias stands for is where the alias is.
    pub(in crate::parse) span: Span,
    /// What.
    pub(in crate::parse) value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::parse) enum Value {
    /// No value.
    Null {
        /// The comment that stands in the value's place, if `#` and what
        /// follows it look like a lost value: `#team`.
        comment: Option<Span>,
    },
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text; also a day or time of TOML.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; no key twice.
    Map(Vec<Entry>),
}

/// A number, which front matter often means as a text: `1.10`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::parse) struct Number {
    /// The number as written.
    pub(in crate::parse) written: String,
    /// The number; `None` if JSON has none like it.
    pub(in crate::parse) json: Option<serde_json::Number>,
}

impl Number {
    /// Returns whether there is no fraction and no exponent.
    pub(in crate::parse) fn is_whole(&self) -> bool {
        // Numbers too large for JSON are whole, infinities are not.
        self.json.as_ref().map_or_else(
            || self.written.ends_with(|c: char| c.is_ascii_digit()),
            |number| !number.is_f64(),
        )
    }
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::parse) struct Entry {
    /// The key as text.
    pub(in crate::parse) key: Spanned<String>,
    /// The value.
    pub(in crate::parse) value: Node,
}

impl Node {
    /// Returns the value as JSON, for templates.
    pub(in crate::parse) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null { .. } => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Text(text) => serde_json::Value::String(text.clone()),
            Value::Number(number) => match &number.json {
                Some(json) => serde_json::Value::Number(json.clone()),
                None => serde_json::Value::String(number.written.clone()),
            },
            Value::List(items) => {
                serde_json::Value::Array(items.iter().map(Self::to_json).collect())
            }
            Value::Map(entries) => serde_json::Value::Object(to_object(entries)),
        }
    }

    /// Returns the sort of value, in the reader's words.
    pub(in crate::parse) const fn sort(&self) -> &'static str {
        match self.value {
            Value::Null { .. } => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// Returns a text.
    pub(in crate::parse) const fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Null { .. }
            | Value::Bool(_)
            | Value::Number(_)
            | Value::List(_)
            | Value::Map(_) => None,
        }
    }

    /// Returns the items of a list.
    pub(in crate::parse) fn items(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Null { .. }
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Map(_) => None,
        }
    }

    /// Returns the value of a key of a mapping.
    pub(in crate::parse) fn get(&self, key: &str) -> Option<&Self> {
        let entry = self.entries()?.iter().find(|entry| entry.key.value == key)?;
        Some(&entry.value)
    }

    /// Returns the entries of a mapping.
    pub(in crate::parse) fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            Value::Null { .. }
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::List(_) => None,
        }
    }
}

/// Returns entries as a JSON object in the same order.
pub(in crate::parse) fn to_object(entries: &[Entry]) -> Map<String, serde_json::Value> {
    let pairs = entries.iter();
    pairs.map(|entry| (entry.key.value.clone(), entry.value.to_json())).collect()
}

/// Returns the entries whose key is the first of its kind; the others become
/// problems.
pub(in crate::parse) fn without_duplicates(
    entries: Vec<Entry>,
    problems: &mut Vec<Problem>,
) -> Vec<Entry> {
    if are_few_and_distinct(&entries) {
        return entries;
    }
    let mut firsts: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(&first) = firsts.get(&entry.key.value) {
            let kind = ProblemKind::KeyDuplicate { key: entry.key.value, first };
            problems.push(Problem { span: entry.key.span, kind });
        } else {
            firsts.insert(entry.key.value.clone(), entry.key.span);
            kept.push(entry);
        }
    }
    kept
}

/// Returns whether no key occurs twice, as far as comparing them all is quick:
/// nearly every mapping is short, and needs no copies of its keys this way.
fn are_few_and_distinct(entries: &[Entry]) -> bool {
    let mut rest = entries.iter();
    let is_new = |entry: &Entry| {
        rest.next();
        rest.as_slice().iter().all(|other| other.key.value != entry.key.value)
    };
    entries.len() <= 16 && entries.iter().all(is_new)
}

/// Applies the merge keys of one mapping: the entries of the mappings below
/// `<<` that it lacks are appended to it.
///
/// The [merge key](https://yaml.org/type/merge.html) is not part of YAML 1.2,
/// but the parsers of most site generators know it.
pub(in crate::parse) fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    let is_merge = |entry: &Entry| {
        entry.key.value == "<<"
            && match &entry.value.value {
                Value::Map(_) => true,
                Value::List(items) => items.iter().all(|item| item.entries().is_some()),
                Value::Null { .. }
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Text(_) => false,
            }
    };
    if !entries.iter().any(is_merge) {
        return entries;
    }
    let (merges, mut kept): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_merge);
    let sources = merges.into_iter().flat_map(|entry| match entry.value.value {
        Value::List(items) => items,
        _ => vec![entry.value],
    });
    for source in sources {
        if let Value::Map(more) = source.value {
            kept.extend(more);
        }
    }
    // What a mapping overrides is no duplicate.
    without_duplicates(kept, &mut Vec::new())
}

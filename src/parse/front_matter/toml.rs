//! TOML front matter, as Hugo and Zola write it: the `toml` crate gives values
//! and places at once.
//!
//! The crate bounds nesting at 80 levels.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue, Error};

use crate::base::span::{Span, Spanned};

use super::super::document::{Problem, ProblemKind};
use super::node::{Entry, Node, Number, Value};

/// Reads the TOML `matter`, which begins at byte `base` of its file.
///
/// Keys that occur twice are added to `problems`; their first value counts.
///
/// # Errors
///
/// The first syntax error.
pub(super) fn read(
    matter: &str,
    base: usize,
    problems: &mut Vec<Problem>,
) -> Result<Node, Problem> {
    let (table, errors) = DeTable::parse_recoverable(matter);
    let (duplicates, others): (Vec<_>, Vec<_>) =
        errors.into_iter().partition(|error| error.message() == "duplicate key");
    let start = |error: &&Error| error.span().unwrap_or_default().start;
    if let Some(first) = others.iter().min_by_key(start) {
        return Err(syntax(first, matter, base));
    }
    let source = Source { matter, base };
    let entries = source.entries(table.get_ref());
    let mut firsts = BTreeMap::new();
    if !duplicates.is_empty() {
        first_keys(&entries, &mut firsts);
    }
    for error in duplicates {
        let range = unquoted(matter, error.span().unwrap_or_default());
        let key = matter.get(range.clone()).unwrap_or_default().to_owned();
        let span = source.span(range);
        match firsts.get(&key).filter(|first| **first != span) {
            Some(&first) => {
                problems.push(Problem {
                    span,
                    kind: ProblemKind::KeyDuplicate { key, first },
                });
            }
            None => return Err(syntax(&error, matter, base)),
        }
    }
    Ok(Node { span: source.span(0..matter.len()), value: Value::Map(entries) })
}

fn syntax(error: &Error, matter: &str, base: usize) -> Problem {
    let range = error.span().unwrap_or(0..matter.len());
    // What is missing at the end is missing before the last line break.
    let start = range.start.min(matter.trim_end().len());
    let span = Span::new(base + start..base + range.end.max(start));
    let rest = matter.get(start..).unwrap_or_default();
    let message = error.message().trim();
    let message = message.strip_suffix(", expected literal string").unwrap_or(message);
    let help = if rest.starts_with(':') {
        Some("write `key = value`")
    } else if message == "string values must be quoted" {
        Some("quote the value")
    } else {
        None
    };
    let (message, help) = (message.to_owned(), help.map(str::to_owned));
    Problem { span, kind: ProblemKind::FrontMatterSyntax { message, help } }
}

/// Collects where each key is first written, in tables within tables too.
fn first_keys(entries: &[Entry], firsts: &mut BTreeMap<String, Span>) {
    for entry in entries {
        firsts.entry(entry.key.value.clone()).or_insert(entry.key.span);
        first_keys(entry.value.entries().unwrap_or_default(), firsts);
    }
}

struct Source<'a> {
    matter: &'a str,
    base: usize,
}

impl Source<'_> {
    /// Returns the entries of a table in the order of the file.
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| {
                let span = self.span(unquoted(self.matter, key.span()));
                let key = Spanned::new(key.get_ref().clone().into_owned(), span);
                Entry { key, value: self.node(value.get_ref(), value.span()) }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key.span);
        entries
    }

    fn node(&self, value: &DeValue<'_>, range: Range<usize>) -> Node {
        let written = || self.matter.get(range.clone()).unwrap_or_default().to_owned();
        let number = |json| Value::Number(Number { written: written(), json });
        let value = match value {
            DeValue::String(text) => {
                let span = self.span(unquoted(self.matter, range));
                return Node { span, value: Value::Text(text.clone().into_owned()) };
            }
            DeValue::Integer(integer) => {
                let parsed = i64::from_str_radix(integer.as_str(), integer.radix());
                number(parsed.ok().map(Into::into))
            }
            DeValue::Float(float) => {
                let parsed = float.as_str().parse().ok();
                number(parsed.and_then(serde_json::Number::from_f64))
            }
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(_) => Value::Text(written()),
            DeValue::Array(items) => Value::List(self.items(items)),
            DeValue::Table(table) => Value::Map(self.entries(table)),
        };
        Node { span: self.span(range), value }
    }

    fn items(&self, items: &DeArray<'_>) -> Vec<Node> {
        items.iter().map(|item| self.node(item.get_ref(), item.span())).collect()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start..self.base + range.end)
    }
}

/// Returns the range without the quotes around it.
fn unquoted(matter: &str, range: Range<usize>) -> Range<usize> {
    let text = matter.get(range.clone()).unwrap_or_default();
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        let inner = text.strip_prefix(quotes).and_then(|text| text.strip_suffix(quotes));
        if let Some(inner) = inner {
            // A line break behind the opening quotes is not part of the text.
            let visible = inner.trim_start_matches(['\r', '\n']);
            let start = range.start + quotes.len() + (inner.len() - visible.len());
            return start..start + visible.len();
        }
    }
    range
}

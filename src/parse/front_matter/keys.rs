//! Which key stands for which field.

use crate::base::span::{Span, Spanned};

use super::super::document::{Problem, ProblemKind};
use super::super::field::{
    Field, Flag, Name, WEAK, flag, has_names_within, is_spelling, lookup, lookup_within,
    probably_meant,
};
use super::node::{Entry, Node, Value, to_object};

/// A key that stands for a field, and its value.
#[derive(Debug)]
pub(super) struct Given {
    /// The name that the key is a spelling of.
    pub(super) name: Name,
    /// The key as written.
    pub(super) key: Spanned<String>,
    /// The value.
    pub(super) node: Node,
    /// How much the name counts.
    pub(super) rank: Rank,
}

/// Which of the names of one field count before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The canonical name and most aliases.
    Good,
    /// A weak name, by its place in [`WEAK`].
    Weak(usize),
    /// A flag.
    Flag,
}

/// A key that stands for no field, and its value.
pub(super) type ExtraEntry = (Spanned<String>, serde_json::Value);

/// Entries by what their keys stand for.
#[derive(Debug, Default)]
pub(super) struct Sorted<'a> {
    /// Names of further fields that the site knows.
    pub(super) link_fields: &'a [String],
    /// Values of fields.
    pub(super) given: Vec<Given>,
    /// Values for templates.
    pub(super) extra: Vec<ExtraEntry>,
    /// Values of unknown keys that were probably meant to be a field; they are
    /// among `extra` too.
    pub(super) misspelt: Vec<(Field, Node)>,
    /// What is wrong with the keys.
    pub(super) problems: Vec<Problem>,
}

impl Sorted<'_> {
    /// Adds an entry of the front matter.
    pub(super) fn entry(&mut self, Entry { key, value: node }: Entry) {
        if let (Some(flag), Value::Bool(value)) = (flag(&key.value), &node.value) {
            if *value == flag.value {
                let node = flag_value(flag, node.span);
                self.given.push(Given { name: flag.name(), key, node, rank: Rank::Flag });
            }
            return;
        }
        if let Some(entries) = entries_within(&node)
            && has_names_within(&key.value)
        {
            self.within(key, entries.to_vec());
            return;
        }
        match lookup(&key.value) {
            Some(name) => self.give(name, key, node),
            None => self.unknown(key, node),
        }
    }

    fn give(&mut self, name: Name, key: Spanned<String>, node: Node) {
        if name.field == Field::Extra
            && let Value::Map(entries) = &node.value
        {
            let entries = entries.iter();
            self.extra
                .extend(entries.map(|entry| (entry.key.clone(), entry.value.to_json())));
        }
        let weak = WEAK.iter().position(|weak| *weak == name.text);
        let rank = weak.map_or(Rank::Good, Rank::Weak);
        self.given.push(Given { name, key, node, rank });
    }

    /// Keys within the value of a key, such as `review.last_reviewed_date`.
    fn within(&mut self, outer: Spanned<String>, inner: Vec<Entry>) {
        let mut rest = Vec::new();
        for entry in inner {
            match lookup_within(&outer.value, &entry.key.value) {
                Some(name) => self.give(name, entry.key, entry.value),
                None => rest.push(entry),
            }
        }
        if !rest.is_empty() {
            self.extra.push((outer, serde_json::Value::Object(to_object(&rest))));
        }
    }

    fn unknown(&mut self, key: Spanned<String>, node: Node) {
        let json = node.to_json();
        let known = self.link_fields.iter().any(|name| is_spelling(&key.value, name));
        if let Some(suggestion) = probably_meant(&key.value).filter(|_| !known) {
            let kind = ProblemKind::KeyMisspelt {
                key: key.value.clone(),
                suggestion: suggestion.into(),
            };
            self.problems.push(Problem { span: key.span, kind });
            match (flag(suggestion), &node.value) {
                (Some(flag), Value::Bool(value)) if *value == flag.value => {
                    self.misspelt.push((flag.field, flag_value(flag, node.span)));
                }
                _ => {
                    let field = Field::from_key(suggestion);
                    self.misspelt.extend(field.map(|field| (field, node)));
                }
            }
        }
        self.extra.push((key, json));
    }
}

/// Returns what the field of a flag is when the flag is set.
fn flag_value(flag: &Flag, span: Span) -> Node {
    Node { span, value: Value::Text(flag.means.to_owned()) }
}

/// Returns the entries within a mapping, or within the last mapping of a list.
fn entries_within(node: &Node) -> Option<&[Entry]> {
    match &node.value {
        Value::List(items) => items.last().and_then(Node::entries),
        Value::Map(entries) => Some(entries),
        Value::Null { .. } | Value::Bool(_) | Value::Number(_) | Value::Text(_) => None,
    }
}

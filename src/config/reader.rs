//! Typed values out of a TOML document, with every problem collected.
//!
//! Comes in: the tree that the TOML parser made. Goes out: values of the types
//! asked for. A value that is not what was asked for becomes a
//! [`ConfigProblem`] and reads as if it were not there, so that reading goes on
//! to the next.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::base::nearest::nearest;
use crate::base::span::{Span, Spanned};
use crate::base::visible::quote;

use super::keys;
use super::problem::ConfigProblem;

/// How much of a user's word a message quotes, in characters.
pub(super) const QUOTED: usize = 60;

/// Why a text is not what a key takes: the rest of a sentence that begins with
/// the key, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complaint {
    pub(super) message: String,
    pub(super) help: String,
}

impl Complaint {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// One table of the file; empty where the file does not have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section<'a> {
    /// Its name in [`keys::SECTIONS`].
    name: &'static str,
    entries: Option<&'a DeTable<'a>>,
    /// Its header, or the whole of an inline table.
    pub(super) span: Span,
}

/// A value and the key it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub(super) key: &'a str,
    pub(super) key_span: Span,
    pub(super) written: &'a DeValue<'a>,
    pub(super) span: Span,
}

impl<'a> Value<'a> {
    fn new(
        key: &'a TomlSpanned<DeString<'a>>,
        value: &'a TomlSpanned<DeValue<'a>>,
    ) -> Self {
        Self {
            key: key.get_ref(),
            key_span: Span::new(key.span()),
            written: value.get_ref(),
            span: Span::new(value.span()),
        }
    }

    /// Returns the elements of a list, each under the list's own key; any other
    /// value is a list of itself.
    pub(super) fn elements(self) -> impl Iterator<Item = Self> {
        let list = self.written.as_array().into_iter().flat_map(|list| list.iter());
        let elements = list.map(move |element| Self {
            written: element.get_ref(),
            span: Span::new(element.span()),
            ..self
        });
        elements.chain((!self.written.is_array()).then_some(self))
    }
}

impl<'a> Section<'a> {
    /// Reads a value as a table, if it is one.
    pub(super) fn of(name: &'static str, value: Value<'a>) -> Option<Self> {
        let entries = value.written.as_table()?;
        Some(Self { name, entries: Some(entries), span: value.span })
    }

    /// Returns the value of a key, if the table has it.
    pub(super) fn value(self, key: &str) -> Option<Value<'a>> {
        let (key, value) = self.entries?.get_key_value(key)?;
        Some(Value::new(key, value))
    }

    /// Returns every value, in the order of the file.
    pub(super) fn values(self) -> Vec<Value<'a>> {
        let entries = self.entries.into_iter().flatten();
        let mut values: Vec<Value<'a>> =
            entries.map(|(key, value)| Value::new(key, value)).collect();
        values.sort_by_key(|value| value.key_span);
        values
    }
}

/// Collects problems while values are read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    problems: Vec<ConfigProblem>,
    /// Places within values where the TOML parser stumbled, sorted. Such a
    /// value has its problem already.
    broken: Vec<Span>,
}

impl Reader {
    /// Creates a reader that passes over values at one of the places in
    /// `broken`, which is sorted.
    pub(super) fn new(broken: Vec<Span>) -> Self {
        Self { problems: Vec::new(), broken }
    }

    /// Returns what was wrong, in the order in which it was noticed.
    pub(super) fn into_problems(self) -> Vec<ConfigProblem> {
        self.problems
    }

    /// Adds a problem.
    pub(super) fn add(&mut self, span: Span, message: String, help: Option<String>) {
        self.problems.push(ConfigProblem { span, message, help });
    }

    /// Adds a problem of the value of a key.
    pub(super) fn complain(&mut self, key: &str, span: Span, complaint: Complaint) {
        let message = format!("{} {}", quote(key, QUOTED), complaint.message);
        self.add(span, message, Some(complaint.help));
    }

    /// Adds the problem that a value is of another type than its key takes.
    pub(super) fn wrong_type(&mut self, value: Value<'_>, wanted: &str) {
        if self.is_broken(value.span) {
            return;
        }
        let (found, help) = match value.written {
            DeValue::String(_) => ("a string", None),
            DeValue::Integer(_) => ("a number", Some("put it in quotes")),
            DeValue::Float(_) => ("a number with a fraction", Some("put it in quotes")),
            DeValue::Boolean(_) => ("`true` or `false`", None),
            DeValue::Datetime(_) => ("a date", Some("put it in quotes")),
            DeValue::Array(_) => ("a list", None),
            DeValue::Table(_) => ("a table", None),
        };
        let help = help.filter(|_| wanted.starts_with("a string"));
        let message = format!("{} takes {wanted}, not {found}", quote(value.key, QUOTED));
        self.add(value.span, message, help.map(str::to_owned));
    }

    /// Returns whether the parser stumbled within a value.
    pub(super) fn is_broken(&self, span: Span) -> bool {
        let first = self.broken.partition_point(|broken| broken.start < span.start);
        self.broken.get(first).is_some_and(|broken| broken.start <= span.end)
    }

    /// Reports what stands at the top of the file and is not a section.
    pub(super) fn check_top(&mut self, document: &DeTable<'_>) {
        for (name, value) in document {
            let word = name.get_ref().as_ref();
            if keys::top_section(word).is_some() {
                continue;
            }
            let is_section = value.get_ref().is_table() || value.get_ref().is_array();
            let headers = keys::top_sections().map(|row| row.name);
            let near = nearest(word, headers).and_then(keys::top_section);
            let owner = keys::KEYS.iter().find(|row| row.name == word && !is_section);
            let help = match (owner, near) {
                (Some(row), _) => format!("move it below `[{}]`", row.section),
                (None, Some(section)) => format!("did you mean `{}`?", section.header),
                (None, None) => {
                    let known: Vec<String> =
                        keys::top_sections().map(|row| quote(row.header, 20)).collect();
                    format!("use one of {}", known.join(", "))
                }
            };
            let what = if is_section { "section" } else { "key" };
            let message = format!("unknown {what} {}", quote(word, QUOTED));
            self.add(Span::new(name.span()), message, Some(help));
        }
    }

    /// Returns a table of the file by its name in [`keys::SECTIONS`].
    pub(super) fn section<'a>(
        &mut self,
        document: &'a DeTable<'a>,
        name: &'static str,
    ) -> Section<'a> {
        let empty = Section { name, entries: None, span: Span::default() };
        let Some((key, value)) = document.get_key_value(name) else { return empty };
        let value = Value::new(key, value);
        let Some(section) = Section::of(name, value) else {
            self.wrong_header(value);
            return empty;
        };
        self.check_keys(section);
        section
    }

    /// Returns a list of tables by its name in [`keys::SECTIONS`].
    pub(super) fn sections<'a>(
        &mut self,
        document: &'a DeTable<'a>,
        name: &'static str,
    ) -> Vec<Section<'a>> {
        let Some((key, value)) = document.get_key_value(name) else { return Vec::new() };
        let value = Value::new(key, value);
        if !value.written.is_array() {
            self.wrong_header(value);
            return Vec::new();
        }
        let mut sections = Vec::new();
        for element in value.elements() {
            match Section::of(name, element) {
                Some(section) => {
                    self.check_keys(section);
                    sections.push(section);
                }
                None => self.wrong_header(element),
            }
        }
        sections
    }

    /// Adds the problem that a section is not written as one.
    fn wrong_header(&mut self, value: Value<'_>) {
        if self.is_broken(value.span) {
            return;
        }
        let header = keys::top_section(value.key).map_or(value.key, |row| row.header);
        let what = if header.starts_with("[[") { "a list of tables" } else { "a table" };
        let message = format!("{} is {what}", quote(value.key, QUOTED));
        self.add(value.span, message, Some(format!("write `{header}`")));
    }

    /// Reports the keys of a table that it cannot hold.
    pub(super) fn check_keys(&mut self, section: Section<'_>) {
        let known: Vec<&str> = keys::keys_of(section.name).collect();
        if known.is_empty() {
            return; // the keys of `[rules]` are rules
        }
        for value in section.values() {
            if known.contains(&value.key) {
                continue;
            }
            let help = match nearest(value.key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of `{}`", known.join("`, `")),
            };
            let message = format!("unknown key {}", quote(value.key, QUOTED));
            self.add(value.key_span, message, Some(help));
        }
    }

    /// Returns the value of a key that a table cannot do without.
    pub(super) fn required<'a>(
        &mut self,
        section: Section<'a>,
        key: &str,
    ) -> Option<Value<'a>> {
        let value = section.value(key);
        if value.is_none() {
            let header = keys::top_section(section.name).map(|row| row.header);
            let place = header.map_or_else(String::new, |it| format!(" in `{it}`"));
            let help = format!("add `{key} = ...`{place}");
            self.add(section.span, format!("`{key}` is missing"), Some(help));
        }
        value
    }

    /// Reads a string that is not blank.
    pub(super) fn text<'a>(&mut self, value: Value<'a>) -> Option<Spanned<&'a str>> {
        let Some(text) = value.written.as_str() else {
            self.wrong_type(value, "a string");
            return None;
        };
        if self.is_broken(value.span) {
            return None;
        }
        if text.trim().is_empty() {
            let complaint = Complaint::new("is empty", "fill it in, or remove the line");
            self.complain(value.key, value.span, complaint);
            return None;
        }
        Some(Spanned::new(text, value.span))
    }

    /// Reads a string, and what it means.
    pub(super) fn parse<T>(
        &mut self,
        value: Value<'_>,
        parse: impl FnOnce(&str) -> Result<T, Complaint>,
    ) -> Option<T> {
        let text = self.text(value)?;
        match parse(text.value) {
            Ok(meaning) => Some(meaning),
            Err(complaint) => {
                self.complain(value.key, value.span, complaint);
                None
            }
        }
    }

    /// Reads a string or a list of strings, none of them twice.
    pub(super) fn texts<'a>(&mut self, value: Value<'a>) -> Vec<Spanned<&'a str>> {
        let mut seen = BTreeSet::new();
        let mut texts = Vec::new();
        for element in value.elements() {
            if element.written.as_str().is_none() {
                self.wrong_type(element, "strings");
                continue;
            }
            let Some(text) = self.text(element) else { continue };
            if seen.insert(text.value) {
                texts.push(text);
            } else {
                let message = format!("lists {} twice", quote(text.value, QUOTED));
                let complaint = Complaint::new(message, "remove one of the two");
                self.complain(value.key, text.span, complaint);
            }
        }
        texts
    }

    /// Reports a list that holds nothing.
    pub(super) fn not_empty(&mut self, value: Value<'_>) {
        if value.written.as_array().is_some_and(|list| list.is_empty()) {
            let complaint =
                Complaint::new("lists nothing", "fill it in, or remove the line");
            self.complain(value.key, value.span, complaint);
        }
    }

    /// Reads a whole number.
    pub(super) fn number(
        &mut self,
        value: Value<'_>,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let Some(number) = value.written.as_integer() else {
            self.wrong_type(value, "a whole number");
            return None;
        };
        if self.is_broken(value.span) {
            return None;
        }
        let found = u64::from_str_radix(number.as_str(), number.radix()).ok();
        let found = found.filter(|number| range.contains(number));
        if found.is_none() {
            let (least, most) = (range.start(), range.end());
            let complaint = Complaint::new(
                "is out of range",
                format!("choose a number from {least} to {most}"),
            );
            self.complain(value.key, value.span, complaint);
        }
        found
    }
}

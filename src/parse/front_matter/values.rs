//! From values to what a field holds: texts, dates, people, controls.
//!
//! Each reader returns `None` where there is no usable value. If something is
//! wrong with what is there, it is among the [`Reading`]'s problems; a usable
//! value may have problems too.

use crate::base::date::{
    Date, DateError, Interval, IntervalError, Precision, WrittenDate,
};
use crate::base::slug::nfc;
use crate::base::span::{Span, Spanned};

use super::super::document::{ControlRef, Problem, ProblemKind};
use super::super::field::{Field, is_spelling};
use super::node::{Entry, Node, Value};
use super::words;

/// The reading of one field's value.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The text of the whole file, into which spans point.
    pub(super) file: &'a str,
    /// The field.
    pub(super) field: Field,
    /// What is wrong with the value.
    pub(super) problems: Vec<Problem>,
}

/// Which dates a field takes where slashes leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slashes {
    /// Neither reading.
    Ambiguous,
    /// The one with the month first.
    MonthFirst,
}

/// Whether an id is one of ours or the number of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdForm {
    /// It must be lower-case words joined with hyphens.
    Strict,
    /// It is made so.
    Number,
}

impl Reading<'_> {
    /// Reads a text; a number is the text as it is written.
    pub(super) fn text(&mut self, node: &Node) -> Option<Spanned<String>> {
        self.text_or(node, "a text")
    }

    fn text_or(
        &mut self,
        node: &Node,
        expected: &'static str,
    ) -> Option<Spanned<String>> {
        let text = match &node.value {
            Value::Text(text) => trimmed(text, node.span, self.file),
            Value::Number(number) => Spanned::new(number.written.clone(), node.span),
            Value::Null { comment } => {
                self.lost_to(*comment);
                return None;
            }
            Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                self.wrong_type(node, expected);
                return None;
            }
        };
        (!text.value.is_empty()).then_some(text)
    }

    /// Reads a list of texts, or a single one.
    pub(super) fn texts(&mut self, node: &Node) -> Option<Vec<Spanned<String>>> {
        let texts: Vec<_> = items(node)
            .iter()
            .filter_map(|item| self.text_or(item, "a list of texts"))
            .collect();
        (!texts.is_empty()).then_some(texts)
    }

    /// Reads a list of texts, or texts with commas between them.
    pub(super) fn separated_texts(
        &mut self,
        node: &Node,
    ) -> Option<Vec<Spanned<String>>> {
        let texts = self.texts(node)?;
        match &node.value {
            Value::Text(_) => {
                Some(texts.iter().flat_map(|text| self.split(text, &[','])).collect())
            }
            _ => Some(texts),
        }
    }

    /// Reads people, teams or roles: texts, or mappings of which the role, else
    /// the team, else the name counts.
    pub(super) fn people(&mut self, node: &Node) -> Option<Vec<Spanned<String>>> {
        const PARTS: [&str; 3] = ["role", "team", "name"];
        let mut people = Vec::new();
        for item in items(node) {
            let part = item.entries().and_then(|entries| {
                PARTS.iter().find_map(|part| value_of(entries, &[part]))
            });
            let person = part.unwrap_or(item);
            people.extend(self.text_or(person, "a text, or a list of texts"));
        }
        (!people.is_empty()).then_some(people)
    }

    /// Reads a date.
    pub(super) fn date(
        &mut self,
        node: &Node,
        slashes: Slashes,
    ) -> Option<Spanned<WrittenDate>> {
        let text = self.text_or(node, "a date")?;
        let parse = match slashes {
            Slashes::Ambiguous => Date::parse,
            Slashes::MonthFirst => Date::parse_month_first,
        };
        let (field, value) = (self.field, text.value);
        match parse(&value) {
            Ok(date) => {
                if date.precision == Precision::Month {
                    let counted_as = date.date;
                    self.problem(
                        text.span,
                        ProblemKind::DateImprecise { field, value, counted_as },
                    );
                }
                return Some(Spanned::new(date, text.span));
            }
            Err(DateError::Malformed) => {
                self.problem(text.span, ProblemKind::DateMalformed { field, value });
            }
            Err(DateError::Impossible) => {
                self.problem(text.span, ProblemKind::DateImpossible { field, value });
            }
            Err(DateError::Ambiguous(one, two)) => {
                let readings = [one, two];
                self.problem(
                    text.span,
                    ProblemKind::DateAmbiguous { field, value, readings },
                );
            }
        }
        None
    }

    /// Reads a period of time.
    pub(super) fn interval(&mut self, node: &Node) -> Option<Spanned<Interval>> {
        let text = self.text_or(node, "a period of time")?;
        let value = text.value;
        let kind = match Interval::parse(&value) {
            Ok(interval) => return Some(Spanned::new(interval, text.span)),
            Err(IntervalError::Malformed) => ProblemKind::IntervalInvalid { value },
            Err(IntervalError::NeedsUnit) => ProblemKind::IntervalNeedsUnit { value },
        };
        self.problem(text.span, kind);
        None
    }

    /// Reads an id. One that is not valid is made so, and reported.
    pub(super) fn id(&mut self, node: &Node, form: IdForm) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        let id = to_id(&text.value);
        if id != text.value && form == IdForm::Strict {
            let (id, suggestion) = (text.value, id.clone());
            self.problem(text.span, ProblemKind::IdInvalid { id, suggestion });
        }
        (!id.is_empty()).then(|| Spanned::new(id, text.span))
    }

    /// Reads a version.
    ///
    /// YAML has read `1.10` as 1.1. The version is the text as it is written, so
    /// that the build can go on, and the loss is reported, because the next
    /// program to read the file will not look at the text.
    pub(super) fn version(&mut self, node: &Node) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        if let Value::Number(number) = &node.value
            && !number.is_whole()
        {
            let written = number.written.clone();
            self.problem(node.span, ProblemKind::VersionNotString { written });
        }
        if is_version(&text.value) {
            return Some(text);
        }
        self.problem(text.span, ProblemKind::VersionInvalid { version: text.value });
        None
    }

    /// Reads a word of a fixed set.
    pub(super) fn word<T>(
        &mut self,
        node: &Node,
        find: fn(&str) -> Result<T, ProblemKind>,
    ) -> Option<Spanned<T>> {
        let text = self.text(node)?;
        match find(&text.value) {
            Ok(value) => Some(Spanned::new(value, text.span)),
            Err(kind) => {
                self.problem(text.span, kind);
                None
            }
        }
    }

    /// Reads `true` or `false`, and other words for them.
    pub(super) fn yes_or_no(&mut self, node: &Node) -> Option<Spanned<bool>> {
        let value = match &node.value {
            Value::Bool(value) => Some(*value),
            Value::Text(text) => words::yes_or_no(text),
            Value::Null { .. } | Value::Number(_) | Value::List(_) | Value::Map(_) => {
                None
            }
        };
        if value.is_none() {
            self.wrong_type(node, "true or false");
        }
        value.map(|value| Spanned::new(value, node.span))
    }

    /// Reads a whole number.
    pub(super) fn whole_number(&mut self, node: &Node) -> Option<Spanned<i64>> {
        let value = match &node.value {
            Value::Number(number) => {
                number.json.as_ref().and_then(serde_json::Number::as_i64)
            }
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null { .. } | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
        };
        if value.is_none() {
            self.wrong_type(node, "a whole number");
        }
        value.map(|value| Spanned::new(value, node.span))
    }

    /// Reads former ids and what they are called now.
    pub(super) fn renames(
        &mut self,
        node: &Node,
    ) -> Option<Vec<(Spanned<String>, Spanned<String>)>> {
        let mut renames = Vec::new();
        for item in items(node) {
            let Some(entries) = item.entries() else {
                self.wrong_type(item, "a mapping of former ids to present ones");
                continue;
            };
            for Entry { key, value } in entries {
                let Some(now) = self.text(value) else { continue };
                renames.push((without_hash(key.clone()), without_hash(now)));
            }
        }
        (!renames.is_empty()).then_some(renames)
    }

    /// Reads controls of `framework`, which is empty where only the value can
    /// tell.
    ///
    /// | value | framework |
    /// |---|---|
    /// | `{ nist-csf: [PR.AA-01] }` | the key |
    /// | `[nist-csf:PR.AA-01]` | what is before the colon |
    /// | `[{ standard: nist-csf, requirements: [PR.AA-01] }]` | the standard |
    /// | `A.5.9, A.5.10` | none |
    pub(super) fn controls(
        &mut self,
        node: &Node,
        framework: &str,
    ) -> Option<Vec<Spanned<ControlRef>>> {
        let mut controls = Vec::new();
        for item in items(node) {
            match &item.value {
                Value::Map(entries) => self.controls_by_framework(entries, &mut controls),
                Value::Null { .. }
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Text(_)
                | Value::List(_) => self.control_ids(item, framework, &mut controls),
            }
        }
        (!controls.is_empty()).then_some(controls)
    }

    fn controls_by_framework(
        &mut self,
        entries: &[Entry],
        controls: &mut Vec<Spanned<ControlRef>>,
    ) {
        let named = value_of(entries, &["standard", "framework"]);
        let ids =
            value_of(entries, &["requirements", "controls", "control", "ids", "id"]);
        if let (Some(framework), Some(ids)) = (named, ids) {
            let framework =
                self.text(framework).map(|text| text.value).unwrap_or_default();
            for id in items(ids) {
                self.control_ids(id, &framework, controls);
            }
            return;
        }
        for Entry { key, value } in entries {
            for id in items(value) {
                self.control_ids(id, key.value.trim(), controls);
            }
        }
    }

    /// Reads the ids in one text.
    fn control_ids(
        &mut self,
        node: &Node,
        framework: &str,
        controls: &mut Vec<Spanned<ControlRef>>,
    ) {
        let Some(text) = self.text_or(node, "a list of controls") else { return };
        for id in self.split(&text, &[',', ';']) {
            let (prefix, rest) = id.value.split_once(':').unwrap_or_default();
            let (framework, value) = if is_framework(prefix) && !rest.trim().is_empty() {
                (prefix, rest.trim())
            } else {
                (framework, id.value.as_str())
            };
            let control =
                ControlRef { framework: framework.to_owned(), id: value.to_owned() };
            controls.push(Spanned::new(control, id.span));
        }
    }

    /// Returns the parts of a text between separators, without white space
    /// around them, each at its own place where the file has the text as it is.
    fn split(&self, text: &Spanned<String>, separators: &[char]) -> Vec<Spanned<String>> {
        let verbatim = text.span.of(self.file) == text.value;
        let mut parts = Vec::new();
        let mut rest = text.span.start as usize;
        for part in text.value.split(separators) {
            let start = rest + (part.len() - part.trim_start().len());
            rest += part.len() + 1;
            let part = part.trim();
            let own = Span::new(start..start + part.len());
            let span = if verbatim { own } else { text.span };
            parts.extend((!part.is_empty()).then(|| Spanned::new(part.to_owned(), span)));
        }
        parts
    }

    /// Reports that a value is of another sort than the field.
    pub(super) fn wrong_type(&mut self, node: &Node, expected: &'static str) {
        let kind = ProblemKind::ValueType {
            field: self.field,
            expected: expected.into(),
            found: node.sort().into(),
        };
        self.problem(node.span, kind);
    }

    /// Reports the comment that took the place of a value, if one did.
    pub(super) fn lost_to(&mut self, comment: Option<Span>) {
        if let Some(span) = comment {
            let comment = span.of(self.file).to_owned();
            let field = self.field;
            self.problem(span, ProblemKind::ValueLostToComment { field, comment });
        }
    }

    fn problem(&mut self, span: Span, kind: ProblemKind) {
        self.problems.push(Problem { span, kind });
    }
}

/// Returns a text of `file` without white space around it.
pub(super) fn trimmed(text: &str, span: Span, file: &str) -> Spanned<String> {
    let trimmed = text.trim();
    let start = span.start as usize + (text.len() - text.trim_start().len());
    let own = Span::new(start..start + trimmed.len());
    // The span of a block of lines has no white space around it as it is.
    let verbatim = trimmed.len() < text.len() && span.of(file) == text;
    Spanned::new(trimmed.to_owned(), if verbatim { own } else { span })
}

/// Returns the items of a list; anything else is its own only item.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Null { .. }
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Map(_) => std::slice::from_ref(node),
    }
}

/// Returns the value of the first entry with one of the names.
fn value_of<'a>(entries: &'a [Entry], names: &[&str]) -> Option<&'a Node> {
    let named =
        |entry: &&Entry| names.iter().any(|name| is_spelling(&entry.key.value, name));
    entries.iter().find(named).map(|entry| &entry.value)
}

/// Returns a text as an id: lower-case words joined with hyphens.
pub(in crate::parse) fn to_id(text: &str) -> String {
    let lower = nfc(text).to_lowercase();
    let words =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Returns whether a version can be part of a path and of a URL.
fn is_version(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '_' | '-');
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(legal)
        && !text.contains("..")
}

/// Returns whether a text names a framework: `nist-csf`.
fn is_framework(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(legal)
}

/// Returns the id that a fragment names, with or without its `#`.
fn without_hash(text: Spanned<String>) -> Spanned<String> {
    match text.value.strip_prefix('#') {
        Some(id) => {
            let start = text.span.start as usize + 1;
            let span = Span::new(start..(text.span.end as usize).max(start));
            Spanned::new(id.to_owned(), span)
        }
        None => text,
    }
}

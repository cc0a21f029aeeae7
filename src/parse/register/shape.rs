//! What a register may hold, taken from the JSON Schema of its type.
//!
//! Comes in: a [`Node`], as YAML gave it. Goes out: what of it fits the type, and a
//! [`Flaw`] for all that does not. What fits is read by `serde` without an error.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use crate::base::cvss;
use crate::base::date::{Date, DateError, Precision};
use crate::base::nearest::nearest;
use crate::base::span::{Span, Spanned};
use crate::parse::front_matter::node::{Entry, Node, Value};
use crate::parse::front_matter::to_id;

use super::country;
use super::flaw::{Flaw, FlawKind};
use super::link::{self, LinkUse};
use super::markup;

/// The longest text in one line, in characters.
const LONGEST_LINE: usize = 1_000;

/// The longest text in markdown, in characters.
const LONGEST_TEXT: usize = 20_000;

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    Text(Form),
    Choice(Vec<String>),
    Whole,
    List(Box<Shape>),
    Map(Vec<Field>),
    /// Anything: a fact.
    Free,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Line,
    Markdown,
    Id,
    Day,
    Country,
    Cve,
    Cvss,
    Link,
    Mail,
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    key: String,
    is_required: bool,
    shape: Shape,
}

/// Returns the schema of what authors write, draft 2020-12.
pub fn schema_of<T: JsonSchema>() -> schemars::Schema {
    let mut settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>()
}

/// Returns what of a value fits `T`; what does not is added to `flaws`, and its
/// links to `links`.
pub(in crate::parse) fn fit<T: JsonSchema>(
    node: Node,
    flaws: &mut Vec<Flaw>,
    links: &mut Vec<LinkUse>,
) -> Option<Node> {
    let schema = schema_of::<T>();
    let shape = schema.as_object().map_or(Shape::Free, shape);
    Fitting { flaws, links }.fit(node, &shape, None)
}

/// Looks at facts, which may be anything below keys.
pub(super) fn fit_facts(node: Node, flaws: &mut Vec<Flaw>) -> Option<Node> {
    let mut fitting = Fitting { flaws, links: &mut Vec::new() };
    if node.entries().is_none() {
        let kind = Shape::Map(Vec::new()).unfit(&node, None);
        fitting.add(&node, kind);
        return None;
    }
    fitting.fit(node, &Shape::Free, None)
}

/// Reads a shape from the part of JSON Schema that `schemars` makes of our types.
fn shape(schema: &Map<String, Json>) -> Shape {
    if let Some(words) = choice(schema) {
        return Shape::Choice(words);
    }
    let any_of = schema.get("anyOf").and_then(Json::as_array);
    if let Some(first) = any_of.and_then(|any_of| any_of.first()?.as_object()) {
        // An optional value: the other one is null.
        return shape(first);
    }
    let kind = schema.get("type").and_then(|kind| match kind {
        Json::Array(kinds) => kinds.first()?.as_str(),
        kind => kind.as_str(),
    });
    match kind {
        Some("string") => Shape::Text(form(schema)),
        Some("integer") => Shape::Whole,
        Some("array") => {
            let items = schema.get("items").and_then(Json::as_object);
            Shape::List(Box::new(items.map_or(Shape::Free, shape)))
        }
        Some("object") => Shape::Map(fields(schema)),
        _ => Shape::Free,
    }
}

fn choice(schema: &Map<String, Json>) -> Option<Vec<String>> {
    let word = |it: &Json| it.get("const").and_then(Json::as_str).map(str::to_owned);
    schema.get("oneOf")?.as_array()?.iter().map(word).collect()
}

fn form(schema: &Map<String, Json>) -> Form {
    let text = |key: &str| schema.get(key).and_then(Json::as_str);
    match text("format") {
        Some("date") => Form::Day,
        Some("email") => Form::Mail,
        Some("uri-reference") => Form::Link,
        Some("iso-3166-1-alpha-2") => Form::Country,
        Some("cve-id") => Form::Cve,
        Some("cvss-vector") => Form::Cvss,
        _ if text("contentMediaType").is_some() => Form::Markdown,
        _ if text("pattern").is_some() => Form::Id,
        _ => Form::Line,
    }
}

/// Returns whether a text is a number of the list that
/// [CVE](https://www.cve.org/About/Process) keeps: `CVE-2026-12345`.
fn is_cve(text: &str) -> bool {
    let is_number = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.strip_prefix("CVE-").and_then(|it| it.split_once('-'));
    parts.is_some_and(|(year, number)| {
        year.len() == 4 && number.len() >= 4 && is_number(year) && is_number(number)
    })
}

fn fields(schema: &Map<String, Json>) -> Vec<Field> {
    let required = schema.get("required").and_then(Json::as_array);
    let is_required =
        |key: &str| required.is_some_and(|list| list.iter().any(|it| it == key));
    let properties = schema.get("properties").and_then(Json::as_object);
    let field = |(key, schema): (&String, &Json)| Field {
        key: key.clone(),
        is_required: is_required(key),
        shape: schema.as_object().map_or(Shape::Free, shape),
    };
    properties.into_iter().flatten().map(field).collect()
}

/// A comparison of values with shapes.
struct Fitting<'a> {
    flaws: &'a mut Vec<Flaw>,
    links: &'a mut Vec<LinkUse>,
}

impl Fitting<'_> {
    /// Returns what of the value of `key` fits.
    fn fit(&mut self, node: Node, shape: &Shape, key: Option<&str>) -> Option<Node> {
        if matches!(node.value, Value::Null { .. }) {
            return None;
        }
        match (shape, node.value) {
            (Shape::Free, value) => {
                let node = Node { value, ..node };
                self.look_within(&node, key.unwrap_or_default());
                Some(node)
            }
            (Shape::Map(fields), Value::Map(entries)) => {
                let value = Value::Map(self.map(entries, fields, node.span));
                Some(Node { value, ..node })
            }
            (Shape::List(items), Value::List(nodes)) => {
                let nodes = nodes.into_iter();
                let fitting = nodes.filter_map(|node| self.fit(node, items, key));
                Some(Node { value: Value::List(fitting.collect()), ..node })
            }
            (Shape::Text(form), Value::Text(text)) => {
                self.text(Spanned::new(text, node.span), *form, key)
            }
            // A number where a text is wanted is the text as it is written.
            (Shape::Text(form), Value::Number(number)) => {
                self.text(Spanned::new(number.written, node.span), *form, key)
            }
            (Shape::Choice(words), Value::Text(text)) => {
                self.word(Spanned::new(text, node.span), words, key)
            }
            (Shape::Whole, Value::Number(number))
                if number.json.as_ref().is_some_and(|it| {
                    it.as_u64().is_some_and(|it| u32::try_from(it).is_ok())
                }) =>
            {
                Some(Node { value: Value::Number(number), ..node })
            }
            (shape, value) => {
                let node = Node { value, ..node };
                self.add(&node, shape.unfit(&node, key));
                None
            }
        }
    }

    fn map(&mut self, entries: Vec<Entry>, fields: &[Field], span: Span) -> Vec<Entry> {
        let mut kept = Vec::new();
        let mut written = Vec::new();
        for Entry { key, value } in entries {
            let Some(field) = fields.iter().find(|field| field.key == key.value) else {
                let keys = || fields.iter().map(|field| field.key.as_str());
                let suggestion = nearest(&key.value, keys()).map(str::to_owned);
                let known = keys().map(str::to_owned).collect();
                written.extend(suggestion.clone());
                let kind = FlawKind::KeyUnknown { key: key.value, suggestion, known };
                self.flaws.push(Flaw { span: key.span, kind });
                continue;
            };
            if !matches!(value.value, Value::Null { .. }) {
                written.push(key.value.clone());
            }
            let value = self.fit(value, &field.shape, Some(&field.key));
            kept.extend(value.map(|value| Entry { key, value }));
        }
        let id = kept.iter().find(|entry| entry.key.value == "id");
        let id = id.and_then(|entry| entry.value.as_text()).map(str::to_owned);
        // What cannot be read, or is misspelt, is told where it is written.
        let missing = fields
            .iter()
            .filter(|field| field.is_required && !written.contains(&field.key));
        for field in missing {
            let (key, entry) = (field.key.clone(), id.clone());
            let first = kept.first().map_or(span, |entry| entry.key.span);
            let kind = FlawKind::FieldMissing { key, entry };
            self.flaws.push(Flaw { span: first, kind });
        }
        kept
    }

    fn word(
        &mut self,
        text: Spanned<String>,
        words: &[String],
        key: Option<&str>,
    ) -> Option<Node> {
        if words.contains(&text.value) {
            return Some(text.into());
        }
        let suggestion = nearest(&text.value, words.iter().map(String::as_str));
        let kind = FlawKind::ValueUnknown {
            key: key.unwrap_or_default().to_owned(),
            suggestion: suggestion.map(str::to_owned),
            allowed: words.to_vec(),
            value: text.value,
        };
        self.flaws.push(Flaw { span: text.span, kind });
        None
    }

    fn text(
        &mut self,
        text: Spanned<String>,
        form: Form,
        key: Option<&str>,
    ) -> Option<Node> {
        let span = text.span;
        let (key, value) = (key.unwrap_or_default().to_owned(), text.value.clone());
        let mut refuse = |kind: FlawKind| {
            self.flaws.push(Flaw { span, kind });
            None
        };
        match form {
            Form::Line | Form::Markdown => {
                self.prose(&text, form, &key);
                Some(text.into())
            }
            Form::Id if to_id(&value) == value && !value.is_empty() => Some(text.into()),
            Form::Id => {
                let suggestion = to_id(&value);
                refuse(FlawKind::IdInvalid { id: value, suggestion })
            }
            Form::Day => self.day(&text, key),
            Form::Country if country::name(&value).is_some() => Some(text.into()),
            Form::Country => {
                let suggestion = country::meant(&value);
                refuse(FlawKind::CountryUnknown { value, suggestion })
            }
            Form::Cve if is_cve(&value) => Some(text.into()),
            Form::Cvss if cvss::is_vector(&value) => Some(text.into()),
            Form::Cve | Form::Cvss => {
                refuse(FlawKind::VulnerabilityInvalid { key, value })
            }
            Form::Link if link::is_fit(&value) => {
                self.links.push(LinkUse { key: key.clone(), href: text.clone() });
                Some(text.into())
            }
            Form::Mail if link::is_mail(&value) => Some(text.into()),
            Form::Link | Form::Mail => refuse(FlawKind::LinkInvalid { key, value }),
        }
    }

    fn day(&mut self, text: &Spanned<String>, key: String) -> Option<Node> {
        let written = Date::parse(&text.value).and_then(|written| {
            let is_whole = written.precision == Precision::Day;
            if is_whole { Ok(written.date) } else { Err(DateError::Malformed) }
        });
        match written {
            Ok(day) => Some(Spanned::new(day.to_string(), text.span).into()),
            Err(reason) => {
                let value = text.value.clone();
                let kind = FlawKind::DateInvalid { key, value, reason };
                self.flaws.push(Flaw { span: text.span, kind });
                None
            }
        }
    }

    /// Looks for what no text may hold; it is shown all the same, as text.
    fn prose(&mut self, text: &Spanned<String>, form: Form, key: &str) {
        let (limit, tag) = match form {
            Form::Markdown => (LONGEST_TEXT, markup::tag_outside_code(&text.value)),
            _ => (LONGEST_LINE, markup::tag(&text.value)),
        };
        let key = key.to_owned();
        if let Some(tag) = tag {
            let kind = FlawKind::Html { key: key.clone(), tag: tag.to_owned() };
            self.flaws.push(Flaw { span: text.span, kind });
        }
        let length = text.value.chars().count();
        if length > limit {
            let kind = FlawKind::TooLong { key, length, limit };
            self.flaws.push(Flaw { span: text.span, kind });
        }
    }

    /// Looks at every text of a value that may be anything.
    fn look_within(&mut self, node: &Node, key: &str) {
        match &node.value {
            Value::Text(text) => {
                self.prose(&Spanned::new(text.clone(), node.span), Form::Line, key);
            }
            Value::List(items) => {
                for item in items {
                    self.look_within(item, key);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.look_within(&entry.value, &entry.key.value);
                }
            }
            Value::Null { .. } | Value::Bool(_) | Value::Number(_) => (),
        }
    }

    fn add(&mut self, node: &Node, kind: FlawKind) {
        self.flaws.push(Flaw { span: node.span, kind });
    }
}

impl Shape {
    /// Says that a value is of another type.
    fn unfit(&self, node: &Node, key: Option<&str>) -> FlawKind {
        let (key, found) = (key.map(str::to_owned), node.sort());
        FlawKind::Type { key, expected: self.expected(), found }
    }

    const fn expected(&self) -> &'static str {
        match self {
            Self::Text(Form::Day) => "a day",
            Self::Text(_) | Self::Choice(_) => "a text",
            Self::Whole => "a whole number",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
            Self::Free => "a value",
        }
    }
}

impl From<Spanned<String>> for Node {
    fn from(text: Spanned<String>) -> Self {
        Self { span: text.span, value: Value::Text(text.value) }
    }
}

//! YAML front matter: `serde_yaml` reads the values, [`places`] says where they
//! are, and walking both at once gives [`Node`]s.
//!
//! The two parsers disagree about a few odd texts. Then the values of
//! `serde_yaml` stand, and from there on every span is that of the whole front
//! matter.
//!
//! # Invariants
//!
//! Memory and time are bounded by the size of the text: nesting by
//! `serde_yaml` (128 levels), and what aliases repeat by [`BUDGET`].

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess as _, Visitor,
};

use crate::base::span::{Span, Spanned};

use super::super::document::Problem;
use super::node::{Entry, Node, Number, Value, merged, without_duplicates};
use super::places::{Place, Step, places};
use super::simple;
use super::yaml_error::{self, explain};

/// How many bytes of text and values front matter may stand for, aliases
/// replaced: several times what fits into it without any.
const BUDGET: usize = 1 << 20;

/// Reads the YAML `matter`, which begins at byte `base` of its file.
///
/// Problems that leave the values readable are added to `problems`.
///
/// # Errors
///
/// The syntax error, of which there is only ever the first.
pub(super) fn read(
    matter: &str,
    base: usize,
    problems: &mut Vec<Problem>,
) -> Result<Node, Problem> {
    simple::read(matter, base, problems).map_or_else(|| parse(matter, base, problems), Ok)
}

/// The same for any YAML.
pub(in crate::parse) fn parse(
    matter: &str,
    base: usize,
    problems: &mut Vec<Problem>,
) -> Result<Node, Problem> {
    if let Some(problem) = yaml_error::too_deep(matter, base) {
        return Err(problem);
    }
    let budget = Cell::new(BUDGET);
    let raw = Seed { budget: &budget }
        .deserialize(serde_yaml::Deserializer::from_str(matter))
        .map_err(|error| {
            if budget.get() == 0 {
                return yaml_error::too_many_aliases(matter, base);
            }
            let at = error.location().map_or(0, |location| location.index());
            explain((&error.to_string(), at), matter, base)
        })?;
    let places = places(matter, base);
    let whole = Span::new(base..base + matter.len());
    let mut walk =
        Walk { matter, base, whole, places: &places, at: 0, fixed: None, problems };
    Ok(walk.node(raw))
}

/// A value as `serde_yaml` reads it.
#[derive(Debug)]
enum Raw {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    /// A number that JSON lacks, written out.
    OddNumber(String),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

/// Reads one [`Raw`] and pays for it.
#[derive(Clone, Copy)]
struct Seed<'a> {
    budget: &'a Cell<usize>,
}

impl Seed<'_> {
    /// Pays for a value: what it takes up itself, and the bytes of its text.
    fn pay<E: Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.budget.get().saturating_sub(bytes + 8);
        self.budget.set(left);
        if left == 0 { Err(E::custom("the budget is spent")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Raw;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Raw, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::Number(value.into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::OddNumber(value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Raw, E> {
        self.pay(0)?;
        Ok(Raw::OddNumber(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Raw, E> {
        self.pay(0)?;
        let number = serde_json::Number::from_f64(value);
        Ok(number.map_or_else(|| Raw::OddNumber(value.to_string()), Raw::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Raw, E> {
        self.pay(value.len())?;
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        self.pay(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        self.pay(0)?;
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry_seed(self, self)? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }

    /// A tag that YAML does not define, such as `!env NAME`: the value stays.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Raw, A::Error> {
        let (_, value) = tagged.variant_seed(self)?;
        value.newtype_variant_seed(self)
    }
}

/// A walk over values and places side by side.
struct Walk<'a> {
    matter: &'a str,
    base: usize,
    whole: Span,
    places: &'a [Place],
    at: usize,
    /// The span of everything, within an alias or once the places are lost.
    fixed: Option<Span>,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    fn node(&mut self, raw: Raw) -> Node {
        if let Some(span) = self.fixed {
            return self.fixed_node(raw, span, None);
        }
        let place = self.next();
        let span = place.map_or(self.whole, |place| place.span);
        match (raw, place.map(|place| place.step)) {
            (raw, Some(Step::Alias { scalar })) => self.alias(raw, span, scalar),
            (Raw::List(items), Some(Step::List)) => {
                let items = items.into_iter().map(|item| self.node(item)).collect();
                self.end();
                Node { span, value: Value::List(items) }
            }
            (Raw::Map(entries), Some(Step::Map)) => {
                let entries =
                    entries.into_iter().map(|entry| self.entry(entry)).collect();
                self.end();
                let entries = merged(without_duplicates(entries, self.problems));
                Node { span, value: Value::Map(entries) }
            }
            (Raw::Null, Some(Step::Empty { comment })) => {
                Node { span, value: Value::Null { comment } }
            }
            // A tagged null is not always empty to both parsers.
            (
                raw @ (Raw::Null
                | Raw::Bool(_)
                | Raw::Number(_)
                | Raw::OddNumber(_)
                | Raw::Text(_)),
                Some(Step::Scalar | Step::Empty { .. }),
            ) => Node { span, value: self.scalar(raw, Some(span)) },
            (raw, _) => {
                self.fixed = Some(self.whole);
                self.fixed_node(raw, self.whole, None)
            }
        }
    }

    /// Returns an aliased value; `scalar` is where it is written itself.
    fn alias(&mut self, raw: Raw, span: Span, scalar: Option<Span>) -> Node {
        self.fixed = Some(span);
        let node = self.fixed_node(raw, span, scalar);
        self.fixed = None;
        node
    }

    /// Returns a value all of whose parts are at one place; a single one may be
    /// `written` elsewhere.
    fn fixed_node(&mut self, raw: Raw, span: Span, written: Option<Span>) -> Node {
        let value = match raw {
            Raw::List(items) => {
                Value::List(items.into_iter().map(|item| self.node(item)).collect())
            }
            Raw::Map(entries) => {
                let entries =
                    entries.into_iter().map(|entry| self.entry(entry)).collect();
                // Duplicates are reported where the anchor is; where the places
                // are lost, they would all be reported at one.
                Value::Map(merged(without_duplicates(entries, &mut Vec::new())))
            }
            Raw::Null
            | Raw::Bool(_)
            | Raw::Number(_)
            | Raw::OddNumber(_)
            | Raw::Text(_) => self.scalar(raw, written),
        };
        Node { span, value }
    }

    fn entry(&mut self, (key, value): (Raw, Raw)) -> Entry {
        let key = self.node(key);
        let text = match key.value {
            Value::Text(text) => text,
            Value::Number(number) => number.written,
            _ => key.to_json().to_string(),
        };
        Entry { key: Spanned::new(text, key.span), value: self.node(value) }
    }

    /// Returns a single value; a number also as it is `written`.
    fn scalar(&self, raw: Raw, written: Option<Span>) -> Value {
        let written = |number: String| self.source(written).map_or(number, str::to_owned);
        match raw {
            Raw::Bool(value) => Value::Bool(value),
            Raw::Text(text) => Value::Text(text),
            Raw::Number(number) => Value::Number(Number {
                written: written(number.to_string()),
                json: Some(number),
            }),
            Raw::OddNumber(number) => {
                Value::Number(Number { written: written(number), json: None })
            }
            Raw::Null | Raw::List(_) | Raw::Map(_) => Value::Null { comment: None },
        }
    }

    fn source(&self, span: Option<Span>) -> Option<&str> {
        let range = span?.range();
        let start = range.start.checked_sub(self.base)?;
        self.matter.get(start..range.end.checked_sub(self.base)?)
    }

    fn next(&mut self) -> Option<Place> {
        let place = self.places.get(self.at).copied();
        self.at += 1;
        place
    }

    /// Steps over the end of a list or mapping.
    fn end(&mut self) {
        if self.fixed.is_none() && self.next().map(|place| place.step) != Some(Step::End)
        {
            self.fixed = Some(self.whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_span_of_a_value_is_what_is_written_without_quotes() {
        #[rustfmt::skip]
        let cases = [
            // yaml                         the value of `a` as written
            ("a: b # c",                    "b"),
            ("a:\tb\tc",                    "b\tc"),
            ("a:\t'\tb'\nd: e",            "\tb"),
            ("a: b\r\nc: d\r\n",            "b"),
            ("  a: b\n  c: d",              "b"),
            ("ü: ü # ü\na: 日本 🙂 # x",     "日本 🙂"),
            ("'a' : b",                     "b"),
            ("? a\n: b",                    "b"),
            ("a: ''",                       ""),
            ("a: 'it''s' # x",              "it''s"),
            (r#"a: "x\"y\\" # x"#,          r#"x\"y\\"#),
            ("a: b\n  c\nd: e",             "b\n  c"), // one text over two lines
            ("a: 'b\n  c'\nd: e",           "b\n  c"),
            ("a: |\n  b\n\n  c\n\nd: e",    "b\n\n  c"),
            ("a: |2 # x\n    b\n",          "  b"), // indented text
            ("a: >-\n\n  b\n  c\nd: e",     "b\n  c"),
            ("a: |\nd: e",                  ""),
            ("a: &x b",                     "b"),
            ("a: !t b",                     "b"),
            ("x: &x [b]\na: *x # y",        "*x"),
            ("a: [b, 'c'] # x",             "[b, 'c']"),
            ("a: [b, 'c']# x",              "[b, 'c']# x"), // an error to yaml-rust2
            ("a: [\n  b,\n] # x",           "[\n  b,\n]"),
            ("a: {b: c, d: }",              "{b: c, d: }"),
            ("a: []",                       "[]"),
            ("a:\n- b\n- 'c'\nd: e",        "b\n- 'c'"),
            ("a:\n  # x\n  b: c\n  d: e # x\nf: g", "b: c\n  d: e"),
            ("a: ~",                        "~"),
            ("a:\nb: c",                    ""),
            ("a: # b",                      ""),
        ];
        for (yaml, written) in cases {
            let mut problems = Vec::new();
            let node = read(yaml, 7, &mut problems).unwrap();
            assert_eq!(problems, []);
            let entries = node.entries().unwrap();
            let entry = entries.iter().find(|entry| entry.key.value == "a").unwrap();
            let text = |span: Span| {
                let range = span.range();
                yaml.get(range.start - 7..range.end - 7).unwrap()
            };
            assert_eq!(text(entry.value.span), written, "{yaml:?}");
            assert_eq!(text(entry.key.span), "a", "{yaml:?}");
        }
    }

    #[test]
    fn where_the_parsers_disagree_spans_are_those_of_everything() {
        let yaml = "a: 1\nb: !!foo!bar c\nd: [e]\n";
        let node = read(yaml, 0, &mut Vec::new()).unwrap();
        let written: Vec<_> = node
            .entries()
            .unwrap()
            .iter()
            .map(|entry| entry.value.span.of(yaml))
            .collect();
        assert_eq!(written, ["1", yaml, yaml]);
    }
}

//! Every value of the registers that texts can name.
//!
//! A value in `registers/facts.yaml` is named by its keys, joined with dots:
//! `soc2.period_end`. A value of an entry in another register is named by the
//! register, the entry's id and its keys: `certifications.soc2.valid_until`.
//!
//! A mapping with `value` and `phrases` is one fact, and says how sentences are known
//! to be about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::nearest::nearest;
use crate::base::span::Span;
use crate::parse::front_matter::node::{Entry, Node, Value};
use crate::parse::prose::Watch;

use super::flaw::{Flaw, FlawKind};

/// The values that texts can name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    all: BTreeMap<String, Fact>,
    watch: Option<Arc<Watch>>,
}

/// A value that texts can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub value: FactValue,
    /// The file, as a position in [`Registers::files`](super::Registers::files).
    pub file: usize,
    /// Where it is written.
    pub span: Span,
    /// How sentences are known to be about it.
    pub said: Said,
}

/// How sentences are known to be about a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What only sentences about it say; without any, no sentence is judged.
    pub phrases: Vec<String>,
    /// Values that it does not have, and that somebody may write.
    pub wrong: Vec<String>,
}

/// A fact that a text names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct FactUse {
    /// Its name: `soc2.period_end`.
    pub name: String,
    /// Its value, as it is shown.
    pub value: String,
}

/// What a fact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A day.
    Day(Date),
    /// Any other single value, as it is written; or several, with commas.
    Text(String),
}

impl FactValue {
    /// Returns the value as texts show it: days as `12 March 2026`.
    pub fn shown(&self) -> String {
        match self {
            Self::Day(day) => day.long(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Facts {
    /// Returns no facts.
    pub fn none() -> &'static Self {
        static NONE: Facts = Facts { all: BTreeMap::new(), watch: None };
        &NONE
    }

    /// Returns facts that were recorded: names, and values as they were shown.
    pub fn of<N: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let fact = |text: V| Fact {
            value: FactValue::Text(text.into()),
            file: 0,
            span: Span::default(),
            said: Said::default(),
        };
        let pairs = pairs.into_iter();
        let all = pairs.map(|(name, text)| (name.into(), fact(text))).collect();
        Self { all, watch: None }
    }

    /// Returns a fact by its name.
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.all.get(name)
    }

    /// Returns the facts with their names, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.all.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns those that sentences can contradict.
    pub(in crate::parse) fn watch(&self) -> Option<&Watch> {
        self.watch.as_deref()
    }

    /// Adds every value below a node of `registers/facts.yaml`.
    pub(super) fn add(&mut self, node: &Node, file: usize, flaws: &mut Vec<Flaw>) {
        self.add_below(String::new(), node, file, Some(flaws));
        self.watch = Watch::new(self).map(Arc::new);
    }

    /// Adds the values of an entry of another register.
    pub(super) fn add_entry(
        &mut self,
        (register, id): (&str, &str),
        entry: &Node,
        file: usize,
    ) {
        self.add_below(format!("{register}.{id}"), entry, file, None);
    }

    /// Adds every value below a node; where `flaws` are wanted, one with its phrases
    /// too.
    fn add_below(
        &mut self,
        name: String,
        node: &Node,
        file: usize,
        mut flaws: Option<&mut Vec<Flaw>>,
    ) {
        if let Some(flaws) = &mut flaws
            && !name.is_empty()
            && let (Some(stated), Some(_)) = (node.get(VALUE), node.get(PHRASES))
        {
            let said = said(node, flaws);
            let value = value(stated);
            if value.is_none() {
                let kind = unfit(VALUE, "one value, or a list of them", stated);
                flaws.push(Flaw { span: stated.span, kind });
            }
            let fact = value.map(|value| Fact { value, file, span: stated.span, said });
            self.all.extend(fact.map(|fact| (name, fact)));
        } else if let Value::Map(entries) = &node.value {
            for entry in entries {
                let key = &entry.key.value;
                let name =
                    if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                self.add_below(name, &entry.value, file, flaws.as_deref_mut());
            }
        } else if let Some(value) = value(node) {
            // Facts of their own come after the registers in the alphabet, and do
            // not change what another register says.
            let fact = Fact { value, file, span: node.span, said: Said::default() };
            self.all.entry(name).or_insert(fact);
        }
    }
}

/// The keys of a fact that says what sentences are about it.
const VALUE: &str = "value";
const PHRASES: &str = "phrases";
const WRONG: &str = "wrong";

/// The shortest word, in bytes, that a phrase is found by.
const SHORTEST: usize = 3;

/// Reads how sentences are known to be about a fact.
fn said(node: &Node, flaws: &mut Vec<Flaw>) -> Said {
    let mut said = Said::default();
    for entry in node.entries().unwrap_or_default() {
        match entry.key.value.as_str() {
            VALUE => (),
            PHRASES => {
                let is_found = |text: &str| {
                    let mut words = text.split([' ', '|']);
                    words.any(|word| {
                        let word = word.trim_end_matches('*');
                        word.len() >= SHORTEST && !word.ends_with('?')
                    })
                };
                said.phrases = texts(entry, flaws, is_found);
            }
            WRONG => said.wrong = texts(entry, flaws, |text| !text.is_empty()),
            key => {
                let known = [PHRASES, VALUE, WRONG];
                let kind = FlawKind::KeyUnknown {
                    key: key.to_owned(),
                    suggestion: nearest(key, known).map(str::to_owned),
                    known: known.map(str::to_owned).to_vec(),
                };
                flaws.push(Flaw { span: entry.key.span, kind });
            }
        }
    }
    said
}

/// Returns the texts of a list, with single blanks; what is none, or is not fit, is a
/// flaw.
fn texts(
    entry: &Entry,
    flaws: &mut Vec<Flaw>,
    is_fit: impl Fn(&str) -> bool,
) -> Vec<String> {
    let single = std::slice::from_ref(&entry.value);
    let mut texts = Vec::new();
    for item in entry.value.items().unwrap_or(single) {
        let text = item.as_text().map(|text| text.split_whitespace().collect::<Vec<_>>());
        let text = text.map(|words| words.join(" ")).filter(|text| is_fit(text));
        if text.is_none() {
            let expected = if entry.key.value == PHRASES {
                "a list of phrases, each with a word of three letters or more"
            } else {
                "a list of texts"
            };
            let kind = unfit(&entry.key.value, expected, item);
            flaws.push(Flaw { span: item.span, kind });
        }
        texts.extend(text);
    }
    texts
}

fn unfit(key: &str, expected: &'static str, found: &Node) -> FlawKind {
    FlawKind::Type { key: Some(key.to_owned()), expected, found: found.sort() }
}

/// Returns a single value, or a list of them, as a fact.
fn value(node: &Node) -> Option<FactValue> {
    if let Some(day) = node.as_text().and_then(|text| text.parse().ok()) {
        return Some(FactValue::Day(day));
    }
    let text = match &node.value {
        Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.written.clone(),
        Value::Bool(value) => if *value { "yes" } else { "no" }.to_owned(),
        Value::List(items) => {
            let texts = items.iter().filter_map(value).map(|value| value.shown());
            texts.collect::<Vec<_>>().join(", ")
        }
        Value::Null { .. } | Value::Map(_) => return None,
    };
    (!text.is_empty()).then_some(FactValue::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter::yaml;

    #[test]
    fn a_value_is_named_by_its_keys() {
        let yaml = "soc2:\n  period_end: 2026-05-31\n  auditor:  Brook & Vale\n\
                    backups: {days: 35, regions: [Frankfurt, Dublin]}\nnone:\n";
        let node = yaml::parse(yaml, 0, &mut Vec::new()).unwrap();
        let mut facts = Facts::default();
        facts.add(&node, 0, &mut Vec::new());
        let shown: Vec<_> =
            facts.iter().map(|(name, fact)| (name, fact.value.shown())).collect();
        let shown: Vec<_> = shown.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("backups.days", "35"),
                ("backups.regions", "Frankfurt, Dublin"),
                ("soc2.auditor", "Brook & Vale"),
                ("soc2.period_end", "31 May 2026"),
            ]
        );
        let place = facts.get("soc2.period_end").unwrap().span;
        assert_eq!(place.of(yaml), "2026-05-31");
    }
}

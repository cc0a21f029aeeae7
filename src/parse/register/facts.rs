//! Every value of the registers that texts can name.
//!
//! A value in `registers/facts.yaml` is named by its keys, joined with dots:
//! `soc2.period_end`. A value of an entry in another register is named by the
//! register, the entry's id and its keys: `certifications.soc2.valid_until`.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::span::Span;
use crate::parse::front_matter::node::{Node, Value};

/// The values that texts can name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, Fact>);

/// A value that texts can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub value: FactValue,
    /// The file, as a position in [`Registers::files`](super::Registers::files).
    pub file: usize,
    /// Where it is written.
    pub span: Span,
}

/// A fact that a text names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        static NONE: Facts = Facts(BTreeMap::new());
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
        };
        Self(pairs.into_iter().map(|(name, text)| (name.into(), fact(text))).collect())
    }

    /// Returns a fact by its name.
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.0.get(name)
    }

    /// Returns the facts with their names, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds every value below a node of `registers/facts.yaml`.
    pub(super) fn add(&mut self, node: &Node, file: usize) {
        self.add_below(String::new(), node, file);
    }

    /// Adds the values of an entry of another register.
    pub(super) fn add_entry(
        &mut self,
        (register, id): (&str, &str),
        entry: &Node,
        file: usize,
    ) {
        self.add_below(format!("{register}.{id}"), entry, file);
    }

    fn add_below(&mut self, name: String, node: &Node, file: usize) {
        if let Value::Map(entries) = &node.value {
            for entry in entries {
                let key = &entry.key.value;
                let name =
                    if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                self.add_below(name, &entry.value, file);
            }
        } else if let Some(value) = value(node) {
            // Facts of their own come after the registers in the alphabet, and do
            // not change what another register says.
            let fact = Fact { value, file, span: node.span };
            self.0.entry(name).or_insert(fact);
        }
    }
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
        facts.add(&node, 0);
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

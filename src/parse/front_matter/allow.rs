//! `check: {allow: [{rule, reason, until}]}`: findings that a document accepts for
//! itself, all over.
//!
//! The entries go no further: a reason is for those who work on the document, and not
//! for templates.

use crate::base::date::Date;
use crate::base::span::{Span, Spanned};

use super::super::document::{Problem, ProblemKind, Suppression, SuppressionScope};
use super::node::{Entry, Node, Value};

/// The key, and the key within it.
const KEYS: (&str, &str) = ("check", "allow");

/// What a document accepts.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    /// An item for each entry that could be understood.
    pub(super) suppressions: Vec<Suppression>,
    /// The entries that could not.
    pub(super) problems: Vec<Problem>,
}

/// Takes what a document accepts out of its front matter; other things under `check`
/// stay, they are somebody else's.
pub(super) fn take(entries: &mut Vec<Entry>) -> Allowed {
    let mut allowed = Allowed::default();
    entries.retain_mut(|entry| {
        let Value::Map(inner) = &mut entry.value.value else { return true };
        let position = inner.iter().position(|entry| entry.key.value == KEYS.1);
        let Some(at) = position.filter(|_| entry.key.value == KEYS.0) else {
            return true;
        };
        allowed.add(&inner.remove(at).value);
        !inner.is_empty()
    });
    allowed
}

impl Allowed {
    fn add(&mut self, list: &Node) {
        let single = std::slice::from_ref(list);
        for item in list.items().unwrap_or(single) {
            match read(item) {
                Ok(suppression) => self.suppressions.push(suppression),
                Err(message) => {
                    let kind = ProblemKind::SuppressionMalformed { message };
                    self.problems.push(Problem { span: item.span, kind });
                }
            }
        }
    }
}

fn read(item: &Node) -> Result<Suppression, String> {
    let Some(entries) = item.entries() else {
        return Err(format!("this is {}, not a mapping with `rule`", item.sort()));
    };
    let mut suppression = Suppression {
        span: item.span,
        scope: SuppressionScope::FrontMatter,
        covers: Span { start: 0, end: u32::MAX },
        removal: Span::default(),
        rules: Vec::new(),
        reason: None,
        until: None,
    };
    for Entry { key, value } in entries {
        match key.value.as_str() {
            "rule" => suppression.rules = names(value)?,
            "reason" => suppression.reason = Some(text(key, value)?.trim().to_owned()),
            "until" => suppression.until = Some(day(text(key, value)?)?),
            other => {
                return Err(format!(
                    "`{other}` is unknown, only `rule`, `reason` and `until` are known"
                ));
            }
        }
    }
    if suppression.rules.is_empty() {
        return Err("no rule is named".to_owned());
    }
    Ok(suppression)
}

fn names(value: &Node) -> Result<Vec<Spanned<String>>, String> {
    let single = std::slice::from_ref(value);
    let names = value.items().unwrap_or(single).iter().map(|name| {
        let text = name.as_text().ok_or_else(|| format!("`rule` is {}", name.sort()))?;
        Ok(Spanned::new(text.to_owned(), name.span))
    });
    names.collect()
}

fn text<'a>(key: &Spanned<String>, value: &'a Node) -> Result<&'a str, String> {
    value
        .as_text()
        .ok_or_else(|| format!("`{}` is {}, not a text", key.value, value.sort()))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_error| format!("`{text}` is not a day, write it as YYYY-MM-DD"))
}

//! What the TOML parser could not read, told once for each mistake.
//!
//! The parser goes on after a mistake, with a guess at what was meant. A
//! mistake inside a plain value, or a key given twice, leaves the rest of the
//! tree as it was meant, so that the rest is worth judging. Any other mistake
//! does not: then only the syntax is reported.

use toml::de::{DeTable, DeValue, Error};

use crate::base::span::{LineIndex, Span};
use crate::base::visible::quote;

use super::problem::ConfigProblem;
use super::reader::QUOTED;

/// What the parser stumbled over.
#[derive(Debug)]
pub(super) struct Syntax {
    /// The problems, in the order of the file.
    pub(super) problems: Vec<ConfigProblem>,
    /// Where they are, sorted.
    pub(super) places: Vec<Span>,
    /// Whether the tree is what was meant, but for the values at `places`.
    pub(super) is_local: bool,
}

/// A place, and what the parser said there.
type Stumble<'a> = (Span, &'a str);

/// What the parser says of a key that is there already.
const DUPLICATE: &str = "duplicate key";
/// How it begins what it says of a list or table without its end.
const UNCLOSED: &str = "unclosed";
/// How it begins what it says of a word that is no TOML value; one that begins
/// with `t` or `f` it takes for a boolean.
const UNQUOTED: [&str; 2] = ["string values must be quoted", "invalid boolean"];

/// Judges what the parser said about `text`.
pub(super) fn judge(text: &str, document: &DeTable<'_>, errors: &[Error]) -> Syntax {
    let place = |error: &Error| Span::new(error.span().unwrap_or_default());
    let mut stumbles: Vec<Stumble<'_>> =
        errors.iter().map(|error| (place(error), error.message())).collect();
    stumbles.sort_unstable();
    let places = stumbles.iter().map(|&(span, _)| span).collect();
    if stumbles.is_empty() {
        return Syntax { problems: Vec::new(), places, is_local: true };
    }

    let tree = Places::of(document);
    let is_local = stumbles
        .iter()
        .all(|&(span, message)| message == DUPLICATE || tree.has_plain_value_at(span));
    let index = LineIndex::new(text);
    // A second stumble on a line is mostly an echo of the first.
    let mut stumbles = tree.gather_unclosed(stumbles);
    stumbles.dedup_by_key(|(span, _)| index.line_at(span.start));
    let problems = stumbles.iter().map(|&stumble| problem(text, stumble)).collect();
    Syntax { problems, places, is_local }
}

/// Returns what the user is told.
fn problem(text: &str, (span, message): Stumble<'_>) -> ConfigProblem {
    let word = quote(span.of(text), QUOTED);
    let is_unquoted = UNQUOTED.iter().any(|start| message.starts_with(start));
    let (message, help) = if message == DUPLICATE {
        (format!("{word} is given twice"), Some("keep one of the two"))
    } else if is_unquoted && span.of(text).is_empty() {
        ("a value is missing".to_owned(), Some("write a value after `=`"))
    } else if is_unquoted {
        (format!("{word} is not a value"), Some("put text in quotes"))
    } else {
        (message.to_owned(), None)
    };
    ConfigProblem { span, message, help: help.map(str::to_owned) }
}

/// Where the values of a document are.
#[derive(Debug, Default)]
struct Places {
    /// Values that hold no others, sorted; they do not overlap.
    plain: Vec<Span>,
    /// Lists and tables.
    nested: Vec<Span>,
}

impl Places {
    fn of(document: &DeTable<'_>) -> Self {
        let mut places = Self::default();
        let mut open: Vec<_> = document.values().collect();
        while let Some(value) = open.pop() {
            let span = Span::new(value.span());
            match value.get_ref() {
                DeValue::Table(table) => {
                    places.nested.push(span);
                    open.extend(table.values());
                }
                DeValue::Array(list) => {
                    places.nested.push(span);
                    open.extend(list.iter());
                }
                _ => places.plain.push(span),
            }
        }
        places.plain.sort_unstable();
        places
    }

    fn has_plain_value_at(&self, span: Span) -> bool {
        let after = self.plain.partition_point(|plain| plain.start <= span.start);
        let before = after.checked_sub(1).and_then(|at| self.plain.get(at));
        before.is_some_and(|plain| span.end <= plain.end)
    }

    /// Puts one stumble, at its opening bracket, in the place of all that the
    /// parser says about a list or table that is never closed.
    fn gather_unclosed<'a>(&self, mut stumbles: Vec<Stumble<'a>>) -> Vec<Stumble<'a>> {
        let unclosed =
            stumbles.iter().copied().find(|(_, said)| said.starts_with(UNCLOSED));
        let Some((end, message)) = unclosed else { return stumbles };
        let holds_end = |span: &&Span| span.start < end.start && end.start <= span.end;
        let outermost = self.nested.iter().filter(holds_end).min();
        let Some(&Span { start, end }) = outermost else { return stumbles };
        stumbles.retain(|(span, _)| span.start < start || span.start > end);
        stumbles.push((Span { start, end: start + 1 }, message));
        stumbles.sort_unstable();
        stumbles
    }
}

//! What is not clearly public must not be published by mistake.
//!
//! A slip in front matter makes a field unreadable, and a document without
//! `classification` and `draft` is published. So where these two are in doubt,
//! they are read the strict way, next to the finding that reports the slip:
//!
//! - A `classification` that cannot be understood counts as `internal`, a
//!   `draft` as `true`; of two values of one field, the stricter counts.
//! - A misspelt key (`clasification: internal`) counts if its value is strict.
//! - In front matter that cannot be read at all, or has one of these keys twice,
//!   lines that look like `classification: …`, `draft: …` or `status: draft`
//!   count as if it could.

use crate::base::span::{Span, Spanned};

use super::super::document::{Classification, FrontMatter, ProblemKind, Status};
use super::super::field::{Field, flag, lookup};
use super::node::{Node, Value};
use super::split::is_like_yaml;
use super::values::Reading;
use super::words;

/// What is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Whether the key is meant; the value is not taken for strict unless it is.
    Key,
    /// What the value is; it is taken for strict unless it is not.
    Value,
}

/// Makes the fields stricter by a value that is in doubt.
pub(super) fn withhold(
    fields: &mut FrontMatter,
    file: &str,
    (field, node): (Field, &Node),
    doubt: Doubt,
) {
    let mut reading = Reading { file, field, problems: Vec::new() };
    let unclear = doubt == Doubt::Value;
    if field == Field::Classification {
        let strictest = Spanned::new(Classification::Internal, node.span);
        let value = reading.word(node, words::classification);
        let value = value.or(unclear.then_some(strictest));
        let old = fields
            .classification
            .as_ref()
            .map_or(Classification::Public, |old| old.value);
        if let Some(value) = value.filter(|value| value.value > old) {
            fields.classification = Some(value);
        }
    } else if field == Field::Draft {
        let value = reading.yes_or_no(node).map_or(unclear, |value| value.value);
        if value && fields.draft.as_ref().is_none_or(|old| !old.value) {
            fields.draft = Some(Spanned::new(true, node.span));
        }
    }
}

/// Returns whether a problem means that not all of what keeps a document from
/// readers has been read.
pub(super) fn is_doubtful(problem: &ProblemKind) -> bool {
    match problem {
        ProblemKind::FrontMatterUnclosed
        | ProblemKind::FrontMatterSyntax { .. }
        | ProblemKind::FrontMatterTooLarge { .. }
        | ProblemKind::FrontMatterNotMapping => true,
        ProblemKind::KeyDuplicate { key, .. } => {
            lookup(key).is_some_and(|name| matters(name.field))
                || flag(key).is_some_and(|flag| matters(flag.field))
        }
        _ => false,
    }
}

fn matters(field: Field) -> bool {
    matches!(field, Field::Classification | Field::Draft | Field::Status)
}

/// Searches unreadable front matter, which begins at byte `base` of `file`, for
/// what keeps a document from readers.
pub(super) fn salvage(fields: &mut FrontMatter, file: &str, base: usize, matter: &str) {
    let mut start = base;
    for line in matter.split_inclusive('\n') {
        if let Some((field, node)) = strict_line(line, start) {
            withhold(fields, file, (field, &node), Doubt::Value);
            if let (Field::Status, Value::Text(word)) = (field, &node.value)
                && let Ok(status @ (Status::Draft | Status::InReview)) =
                    words::status(word)
            {
                fields.status = Some(Spanned::new(status, node.span));
            }
        }
        start += line.len();
    }
}

/// Returns the lines at the start of a text that could be front matter.
pub(super) fn leading_keys(text: &str) -> &str {
    let lines = text.split_inclusive('\n');
    let length =
        lines.take_while(|line| is_like_yaml(line.trim_end())).map(str::len).sum();
    text.get(..length).unwrap_or_default()
}

/// Reads a line such as `draft: true` of one of the fields that matter here;
/// a missing space, quotes and `=` for `:` do not.
fn strict_line(line: &str, start: usize) -> Option<(Field, Node)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim().trim_matches(['"', '\'']);
    let indent = value.len() - value.trim_start().len();
    let value = value.trim();
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    let at = start + line.len() - line.split_once([':', '='])?.1.len() + indent;
    let bare = value.trim_matches(['"', '\'']);
    let quote = value.len() - value.trim_start_matches(['"', '\'']).len();
    let span = Span::new(at + quote..at + quote + bare.len());
    let known = lookup(key).map(|name| name.field);
    let set = flag(key).filter(|flag| words::yes_or_no(bare) == Some(flag.value));
    let (field, text) = match set {
        Some(flag) => (flag.field, flag.means),
        None => (known?, bare),
    };
    let node = Node { span, value: Value::Text(text.to_owned()) };
    (matters(field) && !text.is_empty()).then_some((field, node))
}

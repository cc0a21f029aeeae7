//! `claims: [{about, date, every}]`: what the document claims, said exactly.
//!
//! The entries go no further: they are for those who work on the document, and not for
//! templates.

use super::super::claim::{Claim, ClaimKind};
use super::super::document::{Problem, ProblemKind};
use super::super::prose::{day, period};
use super::node::{Entry, Node, Value};

/// The key.
const KEY: &str = "claims";

/// What a document claims in its front matter.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// An item for each entry that could be understood.
    pub(super) claims: Vec<Claim>,
    /// The entries that could not.
    pub(super) problems: Vec<Problem>,
}

/// Takes what a document claims out of its front matter; a value under that key that
/// has no mapping in it is somebody else's, and stays.
pub(super) fn take(entries: &mut Vec<Entry>) -> Stated {
    let mut stated = Stated::default();
    entries.retain(|entry| {
        let items = match &entry.value.value {
            Value::List(items) => items.as_slice(),
            Value::Map(_) => std::slice::from_ref(&entry.value),
            _ => &[],
        };
        let is_ours = entry.key.value == KEY
            && items.iter().any(|item| matches!(item.value, Value::Map(_)));
        if is_ours {
            for item in items {
                stated.add(item);
            }
        }
        !is_ours
    });
    stated
}

impl Stated {
    fn add(&mut self, item: &Node) {
        match read(item) {
            Ok(claim) => self.claims.push(claim),
            Err(message) => {
                let kind = ProblemKind::ClaimMalformed { message };
                self.problems.push(Problem { span: item.span, kind });
            }
        }
    }
}

fn read(item: &Node) -> Result<Claim, String> {
    let Some(entries) = item.entries() else {
        return Err(format!("this is {}, not a mapping with `about`", item.sort()));
    };
    let (mut about, mut date, mut every) = (None, None, None);
    for Entry { key, value } in entries {
        let text = value
            .as_text()
            .ok_or_else(|| format!("`{}` is {}, not a text", key.value, value.sort()))?;
        match key.value.as_str() {
            "about" => about = Some(text.trim().to_owned()),
            "date" => date = Some((day(text)?, value.span)),
            "every" => every = Some(period(text)?),
            other => {
                return Err(format!(
                    "`{other}` is unknown, only `about`, `date` and `every` are known"
                ));
            }
        }
    }
    let words = about.filter(|about| !about.is_empty()).ok_or("`about` is missing")?;
    let (date, span) = date.ok_or("`date` is missing")?;
    let kind = match every {
        Some(every) => ClaimKind::Recurring { last: date, every },
        None => ClaimKind::Dated { date },
    };
    Ok(Claim { span, words, kind })
}

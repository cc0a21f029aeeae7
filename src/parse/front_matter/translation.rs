//! `translation: {of, version}`: what text a document is a translation of, as it was
//! when it was translated.

use crate::base::date::Date;
use crate::base::span::{Span, Spanned};

use super::super::document::Translation;
use super::node::{Entry, Node, Value};

/// The key.
const KEY: &str = "translation";

/// Reads what a document is a translation of, or why that cannot be told. A value under
/// that key that is no mapping with `of` is somebody else's.
pub(super) fn read(entries: &[Entry]) -> Option<Result<Translation, Spanned<String>>> {
    let entry = entries.iter().find(|entry| entry.key.value == KEY)?;
    let of = entry.value.get("of")?;
    Some(
        read_from(&entry.value, of)
            .map_err(|(message, span)| Spanned::new(message, span)),
    )
}

fn read_from(node: &Node, of: &Node) -> Result<Translation, (String, Span)> {
    let text = |key: &str, node: &Node| match &node.value {
        Value::Text(text) => Ok(Spanned::new(text.trim().to_owned(), node.span)),
        Value::Number(number) => Ok(Spanned::new(number.written.clone(), node.span)),
        _ => Err((format!("`{key}` is {}, not a text", node.sort()), node.span)),
    };
    let mut translation = Translation { of: text("of", of)?, version: None, date: None };
    for Entry { key, value } in node.entries().unwrap_or_default() {
        match key.value.as_str() {
            "of" => (),
            "version" => translation.version = Some(text("version", value)?),
            "date" => {
                let written = text("date", value)?;
                let date: Option<Date> = written.value.parse().ok();
                let wrong = || {
                    (
                        format!(
                            "`{}` is not a day, write it as YYYY-MM-DD",
                            written.value
                        ),
                        value.span,
                    )
                };
                translation.date =
                    Some(Spanned::new(date.ok_or_else(wrong)?, value.span));
            }
            other => {
                let message = format!(
                    "`{other}` is unknown, only `of`, `version` and `date` are known"
                );
                return Err((message, key.span));
            }
        }
    }
    if translation.version.is_none() && translation.date.is_none() {
        return Err(("`version` is missing, or `date`".to_owned(), of.span));
    }
    Ok(translation)
}

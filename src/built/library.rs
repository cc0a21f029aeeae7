//! The rows of the library page: what readers see of the policy index.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use crate::base::span::Span;

/// A row of the library, which is marked with the id of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: String,
    /// Where the row begins.
    pub(super) span: Span,
    /// The text of each cell.
    pub(super) cells: Vec<String>,
    /// The dates, as programs read them.
    pub(super) dates: Vec<String>,
}

/// Returns the rows that are about a document, in order.
pub(super) fn rows(html: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut is_row = false;
    let mut is_cell = false;
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) if tag.name.as_slice() == b"tr" => {
                let id = attribute(&tag, b"data-id");
                is_row = id.is_some();
                rows.extend(id.map(|id| {
                    let span = Span::new(tag.span.start..tag.span.end);
                    Row { id, span, ..Row::default() }
                }));
            }
            Token::EndTag(tag) if tag.name.as_slice() == b"tr" => is_row = false,
            _ if !is_row => (),
            Token::StartTag(tag) => {
                let Some(row) = rows.last_mut() else { continue };
                match tag.name.as_slice() {
                    b"td" | b"th" => {
                        is_cell = true;
                        row.cells.push(String::new());
                    }
                    b"time" => row.dates.extend(attribute(&tag, b"datetime")),
                    _ => (),
                }
            }
            Token::EndTag(tag) if matches!(tag.name.as_slice(), b"td" | b"th") => {
                is_cell = false;
            }
            Token::String(text) if is_cell => {
                let text = String::from_utf8_lossy(&text.value);
                let cell = rows.last_mut().and_then(|row| row.cells.last_mut());
                if let Some(cell) = cell {
                    cell.push_str(text.trim());
                }
            }
            _ => (),
        }
    }
    rows
}

fn attribute(tag: &StartTag<usize>, name: &[u8]) -> Option<String> {
    let value = &tag.attributes.get(name)?.value;
    Some(String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_cells_and_dates() {
        let html = "<table><tr><th>Policies<tr data-id=\"a\"><th><a href=/a/>A &amp; B</a></th>\
                    <td>1.0</td><td><time datetime=2025-01-02>2 Jan</time></td></tr><td>x";
        let rows = rows(html);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].id.as_str(), rows[0].span.of(html)),
            ("a", "<tr data-id=\"a\">")
        );
        assert_eq!(rows[0].cells, ["A & B", "1.0", "2 Jan"]);
        assert_eq!(rows[0].dates, ["2025-01-02"]);
    }
}

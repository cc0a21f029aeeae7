//! The text of raw HTML, of what is published of it.

use html5gum::{Token, Tokenizer};

use super::super::allowed::{Fate, Shape, fate};
use super::super::holes;
use super::Gatherer;

impl Gatherer<'_> {
    /// Adds the text of the next HTML block or inline tag.
    pub(super) fn raw(&mut self) {
        let written = self.plan.raw.get(self.seen.raw);
        self.seen.raw += 1;
        let Some(written) = written.filter(|html| !html.is_empty()) else { return };
        let mut html = String::with_capacity(written.len());
        holes::name_headings(&mut html, written, self.plan.shift);
        for Ok(token) in Tokenizer::new(&html) {
            match token {
                Token::StartTag(tag) => self.break_at(&tag.name),
                Token::EndTag(tag) => self.break_at(&tag.name),
                Token::String(text) => self.words(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => (),
            }
        }
    }

    /// Ends a line where an element begins or ends, if it stands on lines of its
    /// own; in a heading or a table there are none.
    fn break_at(&mut self, name: &[u8]) {
        let Fate::Kept(element) = fate(std::str::from_utf8(name).unwrap_or_default())
        else {
            return;
        };
        match element.shape {
            Shape::Inline => (),
            Shape::Void if element.name == "br" => self.text.line_break(),
            Shape::Void if element.name != "hr" => (),
            Shape::Block | Shape::Closing | Shape::Void if self.is_in_paragraph() => {
                self.close();
            }
            Shape::Block | Shape::Closing | Shape::Void | Shape::Cell => {
                self.text.space();
            }
        }
    }
}

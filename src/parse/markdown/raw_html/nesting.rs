//! How raw elements nest: in each other, and in what markdown makes.
//!
//! What is written is balanced, whatever the author wrote: an element ends
//! before what it is part of ends, and an end tag without a start is left out.
//! So an unclosed `<b>` ends with its paragraph and does not reach the rest of
//! the page, over and over again: an HTML parser repeats it in each block.

use super::super::allowed::{Element, Shape};
use super::super::holes;

/// How many raw elements may be open at once.
const MAX_OPEN: usize = 100;

/// What is open.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    /// The raw elements, innermost last.
    open: Vec<&'static Element>,
    /// For each element of markdown that is open: how many raw ones are open
    /// around it.
    bounds: Vec<usize>,
}

impl Nesting {
    /// Enters an element of markdown.
    pub(super) fn enter(&mut self) {
        self.bounds.push(self.open.len());
    }

    /// Leaves an element of markdown; what is open in it ends.
    pub(super) fn leave(&mut self, html: &mut String) {
        let bound = self.bounds.pop().unwrap_or(0);
        self.close_to(bound, html);
    }

    /// Starts an element, after ending those that its start ends. Returns
    /// whether there is room for it.
    pub(super) fn start(&mut self, element: &'static Element, html: &mut String) -> bool {
        self.end_implied(element, html);
        if self.open.len() >= MAX_OPEN {
            return false;
        }
        if element.shape != Shape::Void {
            self.open.push(element);
        }
        true
    }

    /// Ends an element and all in it; nothing if it is not open here.
    pub(super) fn end(&mut self, element: &Element, html: &mut String) {
        let found = self.open.iter().rposition(|open| open.name == element.name);
        if let Some(at) = found.filter(|&at| at >= self.bound()) {
            self.close_to(at, html);
        }
    }

    /// Ends the paragraph in which a block is about to begin.
    pub(super) fn end_paragraph(&mut self, html: &mut String) {
        let inline = |element: &&Element| element.shape == Shape::Inline;
        let above = self.open.iter().rev().copied().take_while(inline).count();
        let at = self.open.len().checked_sub(above + 1);
        if let Some(at) = at.filter(|&at| at >= self.bound())
            && self.open.get(at).is_some_and(|element| element.name == "p")
        {
            self.close_to(at, html);
        }
    }

    /// Returns whether nothing is open, neither raw elements nor those of markdown.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.bounds.is_empty()
    }

    /// Returns whether an element of this name is open anywhere.
    pub(super) fn has(&self, name: &str) -> bool {
        self.open.iter().any(|element| element.name == name)
    }

    /// Ends what the start of an element ends, by the rules of HTML for
    /// [optional tags](https://html.spec.whatwg.org/multipage/syntax.html#optional-tags).
    fn end_implied(&mut self, element: &Element, html: &mut String) {
        let (ended, within): (&[&str], &[&str]) = match element.name {
            "a" => (&["a"], &["table"]),
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr", "caption", "colgroup"], &["table"]),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                (&["tbody", "thead", "tfoot", "caption", "colgroup"], &["table"])
            }
            _ => (&[], &[]),
        };
        let is_block = matches!(element.shape, Shape::Block | Shape::Closing);
        if is_block || element.name == "hr" {
            self.end_paragraph(html);
        }
        let bound = self.bound();
        for (at, open) in self.open.iter().enumerate().skip(bound).rev() {
            if ended.contains(&open.name) {
                return self.close_to(at, html);
            }
            if within.contains(&open.name) {
                return;
            }
        }
    }

    /// Returns how many elements are open around the markdown we are in.
    fn bound(&self) -> usize {
        self.bounds.last().copied().unwrap_or(0)
    }

    fn close_to(&mut self, length: usize, html: &mut String) {
        while self.open.len() > length
            && let Some(element) = self.open.pop()
        {
            html.push_str("</");
            push_name(html, element.name);
            html.push('>');
        }
    }
}

/// Writes the name of an element; a heading's level is settled later.
pub(super) fn push_name(html: &mut String, name: &str) {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => html.push_str(&holes::heading_mark(level - b'0')),
        _ => html.push_str(name),
    }
}

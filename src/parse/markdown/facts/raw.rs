//! Raw HTML among the facts: what it adds to words, headings and labels, and
//! where it ends.

use pulldown_cmark::Tag;

use crate::base::span::Span;
use crate::parse::document::SuppressionScope;

use super::super::raw_html::{self, Chunk, IsBlock};
use super::super::suppression::{self, Lines};
use super::{Gatherer, Place, Position, is_block};

impl Gatherer<'_> {
    /// Enters an element: raw HTML that begins in it ends in it.
    pub(super) fn enter(&mut self, tag: &Tag<'_>) {
        let is_block = match tag {
            // It is raw HTML itself.
            Tag::HtmlBlock => return,
            _ if is_block(tag) => IsBlock::Yes,
            _ => IsBlock::No,
        };
        if let Tag::Link { .. } = tag {
            self.raw.has_link();
        }
        let ends = self.raw.enter(is_block);
        self.end_raw(ends);
    }

    /// Leaves the innermost element.
    pub(super) fn leave(&mut self) {
        let ends = self.raw.leave();
        self.end_raw(ends);
        self.end_raw_link();
    }

    /// Ends the link of raw HTML, unless it is still open.
    pub(in super::super) fn end_raw_link(&mut self) {
        if !self.raw.is_in_link() {
            self.links.close_raw();
        }
    }

    fn end_raw(&mut self, ends: String) {
        if !ends.is_empty() {
            self.plan.raw_ends.push((self.at, ends));
        }
    }

    /// Adds text of raw HTML, which is part of no heading.
    pub(in super::super) fn raw_text(&mut self, text: &str) {
        self.words.text(text);
        self.links.text(text);
    }

    /// Ends a line where a block of raw HTML begins or ends.
    pub(in super::super) fn break_line(&mut self) {
        match self.place {
            Place::Row => self.words.space(),
            Place::Text | Place::Code => self.words.end_line(),
        }
    }

    /// Begins the next cell of a table of raw HTML.
    pub(in super::super) fn next_cell(&mut self) {
        match self.place {
            Place::Row => self.words.space(),
            Place::Text | Place::Code => self.words.cell(),
        }
    }

    /// Notes a line break of raw HTML.
    pub(in super::super) fn break_text(&mut self) {
        self.words.space();
        self.links.text(" ");
        if self.images == 0 {
            self.headings.text("\n");
        }
    }

    pub(super) fn raw_html(&mut self, chunk: &Chunk) {
        let written = raw_html::scan(self, chunk);
        self.end_raw_link();
        if written.is_visible {
            self.position = Position::Later;
        }
        let is_blank = written.html.trim().is_empty();
        self.plan.raw.push(if is_blank { String::new() } else { written.html });
    }

    /// Returns the lines that a suppression at `span` is about.
    pub(in super::super) fn scope(
        &mut self,
        place: suppression::Place,
        span: Span,
    ) -> SuppressionScope {
        let file = self.source.file;
        self.lines.get_or_insert_with(|| Lines::new(file)).scope(place, span)
    }
}

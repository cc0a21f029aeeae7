//! Raw HTML among the facts: what it adds to words, headings and labels, and
//! where it ends.

use pulldown_cmark::Tag;

use crate::base::span::{Span, Spanned};
use crate::base::visible::quote;
use crate::parse::document::{Problem, ProblemKind, Suppression, SuppressionScope};

use super::super::raw_html::{self, Chunk, IsBlock};
use super::super::suppression::{self, Lines};
use super::{Gatherer, Place, Position, is_block};

/// How much of an author's text a message repeats, in characters.
const LONGEST: usize = 80;

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

    /// Returns what a suppression at `span` is about; nothing for the end of a block.
    pub(in super::super) fn scope(
        &mut self,
        place: suppression::Place,
        span: Span,
    ) -> Option<SuppressionScope> {
        let file = self.source.file;
        self.lines.get_or_insert_with(|| Lines::new(file)).scope(place, span)
    }

    /// Adds a suppression; the start of a block is open from now on.
    pub(in super::super) fn suppress(&mut self, suppression: Suppression) {
        if let SuppressionScope::Block(_) = suppression.scope {
            self.blocks.push(self.suppressions.len());
        }
        self.suppressions.push(suppression);
    }

    /// Ends the innermost block at `span`; `rules`, if there are any, must be those
    /// that the block names.
    pub(in super::super) fn end_block(&mut self, span: Span, rules: &[Spanned<String>]) {
        let open = self.blocks.last().and_then(|at| self.suppressions.get_mut(*at));
        let names = |rules: &[Spanned<String>]| {
            let names: Vec<_> = rules.iter().map(|rule| rule.value.as_str()).collect();
            names.join(", ")
        };
        let message = match open {
            None => "there is no `off` before it that is still open".to_owned(),
            Some(open) if !rules.is_empty() && names(rules) != names(&open.rules) => {
                let opened = quote(&names(&open.rules), LONGEST);
                format!("the `off` before it that is still open is about {opened}")
            }
            Some(open) => {
                open.scope = SuppressionScope::Block(Some(span.start));
                self.blocks.pop();
                return;
            }
        };
        let kind = ProblemKind::SuppressionMalformed { message };
        self.problems.push(Problem { span, kind });
    }
}

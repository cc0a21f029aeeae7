//! Raw HTML in markdown: its links, ids, comments and words, and what of it is
//! published.
//!
//! An HTML block reaches us line by line and an inline tag alone; a [`Chunk`] is
//! what a browser would see in one piece. What is written for it holds allowed
//! tags only, each as plain as can be, balanced, with link targets left open.
//! Where a browser would still move things about, as it does with a paragraph in
//! a table, [`super::sanitise`] has to look at that part of the page.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use crate::base::html::escape_text_into;
use crate::base::span::{Span, Spanned};
use crate::parse::document::{Problem, ProblemKind, Suppression};

use super::allowed::{Element, Fate, Shape, fate};
use super::facts::Gatherer;
use super::suppression::{self, Directive};

mod attributes;
mod chunk;
mod nesting;
mod start_tag;

pub(super) use chunk::Chunk;

use attributes::{Attribute, name};
use nesting::Nesting;
use start_tag::Tag;

/// What is open in the raw HTML of a body.
#[derive(Debug, Default)]
pub(super) struct State {
    nesting: Nesting,
    /// How many cells the current row of a table has.
    cells: usize,
    /// An element that goes with its content, and has not ended in its chunk.
    unclosed: Option<String>,
    /// How many headings of level 1 there are.
    pub(super) titles: usize,
    /// Where comments are in the body.
    pub(super) comments: Vec<Range<usize>>,
    /// The events whose raw HTML may not fit together, as parts between which
    /// nothing is open.
    pub(super) unclean: Vec<Range<usize>>,
    /// Whether that is so of the part that we are in. Phrases do fit: `<kbd>`,
    /// `<br>`.
    is_unclean: bool,
    /// The event that the part begins with.
    part: usize,
}

impl State {
    /// Enters an element of markdown; returns the end tags to write before it.
    pub(super) fn enter(&mut self, is_block: IsBlock) -> String {
        let mut html = String::new();
        if is_block == IsBlock::Yes {
            self.nesting.end_paragraph(&mut html);
        }
        self.nesting.enter();
        html
    }

    /// Leaves an element of markdown; returns the end tags to write before its
    /// end.
    pub(super) fn leave(&mut self) -> String {
        let mut html = String::new();
        self.nesting.leave(&mut html);
        html
    }

    /// Notes that a block has ended.
    pub(super) fn end_block(&mut self) {
        self.unclosed = None;
    }

    /// Ends the part that we are in before the event at `next`, unless something is
    /// open.
    pub(super) fn end_part(&mut self, next: usize) {
        if self.nesting.is_empty() {
            if std::mem::take(&mut self.is_unclean) {
                self.unclean.push(self.part..next);
            }
            self.part = next;
        }
    }

    /// Notes a link of our own: a link in a link does not fit.
    pub(super) fn has_link(&mut self) {
        self.is_unclean |= self.is_in_link();
    }

    /// Returns whether a link is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.nesting.has("a")
    }
}

/// Whether an element stands on lines of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IsBlock {
    Yes,
    No,
}

/// What a chunk comes to.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What is published, with marks in place of link targets and of the names
    /// of headings.
    pub(super) html: String,
    /// Whether a reader sees anything of it.
    pub(super) is_visible: bool,
}

/// The scan of one chunk.
struct Scan<'s, 'a> {
    gatherer: &'s mut Gatherer<'a>,
    chunk: &'s Chunk,
    written: Written,
    /// The element whose content is dropped, and how often it is open.
    dropped: Option<(String, usize)>,
}

/// Scans a chunk: facts go to `gatherer`, what is published is returned.
pub(super) fn scan(gatherer: &mut Gatherer<'_>, chunk: &Chunk) -> Written {
    let skipped = instruction(&chunk.text);
    let mut scan = Scan { gatherer, chunk, written: Written::default(), dropped: None };
    if let Some((what, end)) = skipped {
        scan.remove(&(0..end), what.to_owned());
    }
    let skipped = skipped.map_or(0, |(_, end)| end);
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let rest = chunk.text.get(skipped..).unwrap_or_default();
    for Ok(token) in Tokenizer::new_with_emitter(rest, emitter) {
        scan.token(&token, skipped);
    }
    let Scan { written, dropped, .. } = scan;
    if let Some((element, _)) = dropped {
        gatherer.raw.unclosed = Some(element);
    }
    written
}

/// Returns the processing instruction or CDATA section at the start, and its
/// end: browsers would end it at the first `>` and show the rest.
fn instruction(text: &str) -> Option<(&'static str, usize)> {
    let start = text.len() - text.trim_start().len();
    let rest = text.trim_start();
    let (what, close) = if rest.starts_with("<?") {
        ("<?", "?>")
    } else if rest.starts_with("<![CDATA[") {
        ("<![CDATA[", "]]>")
    } else {
        return None;
    };
    let end = rest.find(close).map_or(rest.len(), |at| at + close.len());
    Some((what, start + end))
}

impl Scan<'_, '_> {
    /// Reads one token, whose places count from `offset`.
    fn token(&mut self, token: &Token<usize>, offset: usize) {
        match token {
            Token::StartTag(tag) => self.start_tag(tag, offset),
            Token::EndTag(tag) => self.end_tag(name(&tag.name)),
            Token::String(text) => self.text(name(&text.value)),
            Token::Comment(comment) => {
                let range = comment.span.start + offset..comment.span.end + offset;
                self.comment(&range);
            }
            Token::Doctype(doctype) => {
                let range = doctype.span.start + offset..doctype.span.end + offset;
                self.remove(&range, "<!DOCTYPE>".to_owned());
            }
            Token::Error(_) => (),
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>, offset: usize) {
        let element = name(&tag.name);
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth += usize::from(dropped == element);
            return;
        }
        let attributes = tag.attributes.iter().map(|(key, value)| {
            let start = value.span.start + offset;
            Attribute::new(&self.chunk.text, name(key), name(value), start)
        });
        let written = Tag {
            name: element,
            attributes: attributes.collect(),
            range: tag.span.start + offset..tag.span.end + offset,
        };
        match fate(element) {
            Fate::Kept(kept) => self.kept(kept, &written),
            Fate::Unwrapped => {
                self.links_of(&written);
                // The parts of a picture that goes are no news, nor is a hint
                // to the browser.
                if self.gatherer.raw.unclosed.is_none() && !written.is_hint() {
                    self.remove(&written.range, format!("<{element}>"));
                }
            }
            Fate::Dropped => {
                self.links_of(&written);
                self.remove(&written.range, format!("<{element}>"));
                if !tag.self_closing || !matches!(element, "svg" | "math") {
                    self.dropped = Some((element.to_owned(), 1));
                }
            }
        }
    }

    fn end_tag(&mut self, element: &str) {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth -= usize::from(dropped == element);
            if *depth == 0 {
                self.dropped = None;
            }
            return;
        }
        let unclosed = &mut self.gatherer.raw.unclosed;
        if unclosed.as_deref() == Some(element) {
            *unclosed = None;
        }
        let Fate::Kept(kept) = fate(element) else { return };
        if matches!(kept.shape, Shape::Block | Shape::Closing) {
            self.gatherer.break_line();
        }
        self.gatherer.raw.nesting.end(kept, &mut self.written.html);
        self.gatherer.end_raw_link();
    }

    fn text(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        self.written.is_visible |= !text.trim().is_empty();
        escape_text_into(&mut self.written.html, text);
        self.gatherer.raw_text(text);
    }

    fn comment(&mut self, range: &Range<usize>) {
        let written = self.chunk.text.get(range.clone()).unwrap_or_default();
        // Anything else is `<!x>` or `</ >`, which browsers take for a comment.
        let Some(comment) = written.strip_prefix("<!--") else { return };
        let comment = comment.strip_suffix("-->").unwrap_or(comment);
        self.gatherer.raw.comments.push(self.chunk.source(range));
        let Some(directive) = suppression::parse(comment) else { return };
        let span = self.span(range);
        let directive = match directive {
            Ok(directive) => directive,
            Err(message) => {
                let kind = ProblemKind::SuppressionMalformed { message };
                return self.gatherer.problems.push(Problem { span, kind });
            }
        };
        let start = range.start + "<!--".len();
        let rules = directive.rules.iter().map(|rule| {
            let name = comment.get(rule.clone()).unwrap_or_default();
            Spanned::new(
                name.to_owned(),
                self.span(&(start + rule.start..start + rule.end)),
            )
        });
        let rules: Vec<_> = rules.collect();
        let Some(scope) = self.gatherer.scope(directive.place, span) else {
            return self.gatherer.end_block(span, &rules);
        };
        let Directive { reason, until, .. } = directive;
        self.gatherer.suppress(Suppression {
            span,
            scope,
            covers: Span::default(),
            removal: Span::default(),
            rules,
            reason,
            until,
        });
    }

    /// Separates words where an element begins.
    fn words_at(&mut self, element: &Element) {
        let gatherer = &mut *self.gatherer;
        match element.shape {
            Shape::Block | Shape::Closing => gatherer.break_line(),
            Shape::Void if element.name == "br" => gatherer.break_text(),
            Shape::Void if element.name == "hr" => gatherer.break_line(),
            Shape::Cell if gatherer.raw.cells > 0 => gatherer.next_cell(),
            Shape::Inline | Shape::Void | Shape::Cell => (),
        }
        match element.shape {
            Shape::Cell => gatherer.raw.cells += 1,
            Shape::Closing if element.name == "tr" => gatherer.raw.cells = 0,
            _ => (),
        }
    }

    fn remove(&mut self, range: &Range<usize>, what: String) {
        let span = self.span(range);
        self.gatherer
            .problems
            .push(Problem { span, kind: ProblemKind::HtmlRemoved { what } });
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.gatherer.source.span(self.chunk.source(range))
    }
}

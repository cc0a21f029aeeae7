//! Raw HTML in markdown: its links, ids, comments and words, and what of it is
//! published.
//!
//! An HTML block reaches us line by line and an inline tag alone; a [`Chunk`] is
//! what a browser would see in one piece. What is written for it holds allowed
//! tags only, each as plain as can be, with link targets left open. That the
//! tags fit together is the business of [`super::sanitise`].

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
mod start_tag;

pub(super) use chunk::Chunk;

use attributes::{Attribute, name};
use start_tag::Tag;

/// How many elements of raw HTML may be open at once; tags beyond are dropped.
const MAX_OPEN: usize = 100;

/// What is open in the raw HTML of a body.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The elements that are open, innermost last.
    open: Vec<&'static str>,
    /// How many cells the current row of a table has.
    cells: usize,
    /// An element that goes with its content, and has not ended in its chunk.
    unclosed: Option<String>,
    /// How many headings of level 1 there are.
    pub(super) titles: usize,
    /// Where comments are in the body.
    pub(super) comments: Vec<Range<usize>>,
}

impl State {
    /// Notes that a block has ended, and what was left open in it.
    pub(super) fn end_block(&mut self) {
        self.unclosed = None;
    }
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
                // The parts of a picture that goes are no news.
                if self.gatherer.raw.unclosed.is_none() {
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
        match kept.shape {
            Shape::Void => return,
            Shape::Closing | Shape::Cell => (),
            Shape::Inline | Shape::Block => {
                // An end tag without its start would end what markdown opened.
                let open = &mut self.gatherer.raw.open;
                let Some(at) = open.iter().rposition(|name| *name == kept.name) else {
                    return;
                };
                open.truncate(at);
            }
        }
        if matches!(kept.shape, Shape::Block | Shape::Closing) {
            self.gatherer.words.end_line();
        }
        self.written.html.push_str("</");
        self.tag_name(kept.name);
        self.written.html.push('>');
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
        let rules = rules.collect();
        let scope = self.gatherer.scope(directive.place, span);
        let Directive { reason, until, .. } = directive;
        self.gatherer.suppressions.push(Suppression {
            span,
            scope,
            covers: Span::default(),
            rules,
            reason,
            until,
        });
    }

    /// Separates words where an element begins.
    fn words_at(&mut self, element: &Element) {
        let gatherer = &mut *self.gatherer;
        match element.shape {
            Shape::Block | Shape::Closing => gatherer.words.end_line(),
            Shape::Void if element.name == "br" => gatherer.words.space(),
            Shape::Cell if gatherer.raw.cells > 0 => gatherer.words.cell(),
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

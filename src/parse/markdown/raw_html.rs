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
use crate::parse::document::{
    Link, LinkForm, LinkRole, LinkUse, Problem, ProblemKind, Suppression,
};

use super::allowed::{Element, Fate, Shape, fate, is_class, link_role};
use super::attributes::{Attribute, aligned, candidates, name, styled};
use super::facts::Gatherer;
use super::suppression::Directive;
use super::{holes, links, suppression};

/// How many elements of raw HTML may be open at once; tags beyond are dropped.
const MAX_OPEN: usize = 100;

/// A piece of raw HTML, and where each part of it is in the body.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// Where it begins in the chunk.
    at: usize,
    /// Where it is in the body.
    source: Range<usize>,
    /// Its length in the chunk: another one where marks of a quote were left
    /// out.
    length: usize,
}

impl Chunk {
    /// Adds the next part, its line ends as LF.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        if text.len() != source.len() {
            self.add(&text.replace('\r', ""), source);
            return;
        }
        let mut start = source.start;
        for line in text.split_inclusive('\r') {
            let end = start + line.len();
            self.add(
                line.trim_end_matches('\r'),
                start..end - usize::from(line.ends_with('\r')),
            );
            start = end;
        }
    }

    fn add(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            let at = self.text.len();
            self.parts.push(Part { at, source, length: text.len() });
            self.text.push_str(text);
        }
    }

    /// Returns where bytes of the chunk are in the body.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start).map_or(0, |place| place.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.place(last).map_or(start, |place| place.end);
        if range.is_empty() { start..start } else { start..end.max(start) }
    }

    /// Returns where the byte at `at` is in the body.
    fn place(&self, at: usize) -> Option<Range<usize>> {
        let after = self.parts.partition_point(|part| part.at <= at);
        let part = self.parts.get(after.checked_sub(1)?)?;
        if part.length != part.source.len() {
            return Some(part.source.clone());
        }
        let place = (part.source.start + at - part.at).min(part.source.end);
        Some(place..(place + 1).min(part.source.end))
    }
}

/// What is open in the raw HTML of a body.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The elements that are open, innermost last.
    open: Vec<&'static str>,
    /// How many cells the current row of a table has.
    cells: usize,
    /// Whether there is a heading of level 1.
    pub(super) has_title: bool,
    /// Where comments are in the body.
    pub(super) comments: Vec<Range<usize>>,
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
        scan.remove(0..end, what.to_owned());
    }
    let skipped = skipped.map_or(0, |(_, end)| end);
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let rest = chunk.text.get(skipped..).unwrap_or_default();
    for Ok(token) in Tokenizer::new_with_emitter(rest, emitter) {
        scan.token(&token, skipped);
    }
    scan.written
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
                self.remove(range, "<!DOCTYPE>".to_owned());
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
        let range = tag.span.start + offset..tag.span.end + offset;
        let attributes: Vec<Attribute<'_>> = tag
            .attributes
            .iter()
            .map(|(key, value)| {
                let start = value.span.start + offset;
                Attribute::new(&self.chunk.text, name(key), name(value), start)
            })
            .collect();
        match fate(element) {
            Fate::Kept(kept) => self.kept(kept, &attributes, range),
            Fate::Unwrapped => {
                self.links_of(element, &attributes, &range);
                self.remove(range, format!("<{element}>"));
            }
            Fate::Dropped => {
                self.links_of(element, &attributes, &range);
                self.remove(range, format!("<{element}>"));
                if !tag.self_closing || !matches!(element, "svg" | "math") {
                    self.dropped = Some((element.to_owned(), 1));
                }
            }
        }
    }

    /// Writes the tag of an element that stays.
    fn kept(
        &mut self,
        element: &'static Element,
        attributes: &[Attribute<'_>],
        range: Range<usize>,
    ) {
        self.words_at(element);
        let state = &mut self.gatherer.raw;
        state.has_title |= element.name == "h1";
        self.written.is_visible |= !matches!(element.name, "a" | "span");
        let nests =
            matches!(element.shape, Shape::Inline | Shape::Block) && element.name != "hr";
        if nests && state.open.len() >= MAX_OPEN {
            let what = format!("<{}>", element.name);
            return self.remove(range, what);
        }
        if nests {
            state.open.push(element.name);
        }
        self.written.html.push('<');
        self.tag_name(element.name);
        let mut classes: Vec<&str> = Vec::new();
        for attribute in attributes {
            if !self.special(element, attribute, attributes, &range, &mut classes)
                && element.allows(attribute.name)
            {
                self.attribute(attribute.name, attribute.value);
            }
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        if element.name == "img" {
            self.written.html.push_str(r#" loading="lazy" decoding="async""#);
        }
        self.written.html.push('>');
    }

    /// Deals with an attribute that is not just copied; returns whether it was
    /// one.
    fn special<'t>(
        &mut self,
        element: &Element,
        attribute: &Attribute<'t>,
        all: &[Attribute<'t>],
        range: &Range<usize>,
        classes: &mut Vec<&'t str>,
    ) -> bool {
        match attribute.name {
            "class" => {
                let allowed =
                    attribute.value.split_ascii_whitespace().filter(|c| is_class(c));
                classes.extend(allowed);
            }
            "align" => classes.extend(aligned(attribute.value)),
            "id" => self.id(attribute, "id"),
            "name" if element.name == "a" => {
                let id = all.iter().find(|other| other.name == "id");
                match id {
                    // One id written twice, for old browsers.
                    Some(id) if id.value == attribute.value => (),
                    Some(_) => self.id(attribute, "name"),
                    None => self.id(attribute, "id"),
                }
            }
            name if link_role(element.name, name).is_some() => {
                let marks = self.link(element.name, attribute, all, range);
                let html = &mut self.written.html;
                html.extend([" ", name, "=\"", &marks, "\""]);
            }
            "style" => {
                let (class, is_all) = styled(attribute.value);
                classes.extend(class);
                if !is_all {
                    self.remove(attribute.range.clone(), "style".to_owned());
                }
            }
            name if name.starts_with("on") => {
                self.remove(attribute.range.clone(), name.to_owned());
            }
            _ => return false,
        }
        true
    }

    /// Takes an id and writes it as attribute `key`, unless the page has it.
    fn id(&mut self, attribute: &Attribute<'_>, key: &str) {
        let id = attribute.value;
        if id.is_empty() || id.contains(|c: char| c.is_ascii_whitespace()) {
            return;
        }
        let span = self.span(&attribute.value_range);
        match self.gatherer.ids.take(id, span) {
            Ok(()) => self.attribute(key, id),
            Err(problem) => self.gatherer.problems.push(problem),
        }
    }

    /// Adds the links of an element that does not stay.
    fn links_of(
        &mut self,
        element: &str,
        attributes: &[Attribute<'_>],
        range: &Range<usize>,
    ) {
        for attribute in attributes {
            if link_role(element, attribute.name).is_some() {
                self.link(element, attribute, attributes, range);
            }
        }
    }

    /// Adds the link or links of an attribute; returns its value with a mark in
    /// place of each target.
    fn link(
        &mut self,
        element: &str,
        attribute: &Attribute<'_>,
        all: &[Attribute<'_>],
        range: &Range<usize>,
    ) -> String {
        let value_of =
            |key| all.iter().find(|other| other.name == key).map(|other| other.value);
        let mut role = link_role(element, attribute.name).unwrap_or(LinkRole::Page);
        let rel = value_of("rel").unwrap_or_default().to_ascii_lowercase();
        let is_hint = |rel: &str| matches!(rel, "preconnect" | "dns-prefetch");
        if element == "link" && rel.split_ascii_whitespace().any(is_hint) {
            role = LinkRole::Hint;
        }
        let label = value_of("alt").unwrap_or_default();
        let html = self.chunk.text.as_str();
        let mut add = |href: &str, place: &Range<usize>| {
            let uses = vec![LinkUse {
                span: self.span(range),
                label: links::shortened(label.trim()).to_owned(),
            }];
            let href = links::trim(href).to_owned();
            let span = self.span(place);
            let form = LinkForm::Html;
            self.gatherer.links.add(Link { href, span, form, role, uses })
        };
        if attribute.name != "srcset" {
            return holes::mark(add(attribute.value, &attribute.trimmed(html)));
        }
        let mut marks = String::new();
        for (candidate, descriptor) in candidates(attribute.value) {
            let place = attribute.place_of(&candidate, html);
            let href = attribute.value.get(candidate).unwrap_or_default();
            marks.push_str(if marks.is_empty() { "" } else { ", " });
            marks.push_str(&holes::mark(add(href, &place)));
            if !descriptor.is_empty() {
                marks.push(' ');
                escape_text_into(&mut marks, descriptor);
            }
        }
        marks
    }

    fn end_tag(&mut self, element: &str) {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth -= usize::from(dropped == element);
            if *depth == 0 {
                self.dropped = None;
            }
            return;
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

    /// Writes the name of an element; a heading's level is settled later.
    fn tag_name(&mut self, name: &str) {
        match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => {
                self.written.html.push_str(&holes::heading_mark(level - b'0'));
            }
            _ => self.written.html.push_str(name),
        }
    }

    /// Writes an attribute.
    fn attribute(&mut self, name: &str, value: &str) {
        let html = &mut self.written.html;
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape_text_into(html, value);
        html.push('"');
    }

    fn remove(&mut self, range: Range<usize>, what: String) {
        let span = self.span(&range);
        self.gatherer
            .problems
            .push(Problem { span, kind: ProblemKind::HtmlRemoved { what } });
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.gatherer.source.span(self.chunk.source(range))
    }
}

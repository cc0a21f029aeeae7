//! Links and images of markdown: where the target is written, and every use.

use std::ops::Range;

use pulldown_cmark::LinkType;

use crate::parse::document::{Link, LinkForm, LinkRole, LinkUse, Problem, ProblemKind};

use super::Source;
use super::events::{Definition, Stream, is_reference};

mod labels;
mod references;
mod targets;

use targets::{definition_target, inline_target};

/// How many bytes of what the reader sees of a link are kept.
const LABEL: usize = 160;

/// Gathers the links of a body.
#[derive(Debug)]
pub(super) struct Links<'a> {
    source: Source<'a>,
    stream: &'a Stream<'a>,
    /// The links in the order in which they were found.
    list: Vec<Link>,
    /// For each link or image event, its link.
    events: Vec<u32>,
    /// For each definition, its link, once it is used.
    defined: Vec<Option<u32>>,
    /// How many references have been seen.
    references: usize,
    /// What is open, innermost last.
    open: Vec<Open>,
    /// The link of raw HTML that is open, and where its label begins.
    raw: Option<(u32, usize)>,
    /// What the reader sees of all that is open.
    label: String,
}

/// A link or image whose end has not been seen.
#[derive(Debug)]
struct Open {
    link: u32,
    nth_use: usize,
    /// Where its part of the label begins.
    label: usize,
    /// The end of what has been seen of its content.
    content_end: usize,
    what: LinkType,
}

/// The start of a link or an image.
#[derive(Debug)]
pub(super) struct Opening<'e> {
    /// How it is written.
    pub(super) what: LinkType,
    /// Where it leads.
    pub(super) role: LinkRole,
    /// Its target, decoded.
    pub(super) href: &'e str,
    /// The whole link.
    pub(super) range: Range<usize>,
}

impl<'a> Links<'a> {
    pub(super) fn new(source: Source<'a>, stream: &'a Stream<'a>) -> Self {
        Self {
            source,
            stream,
            list: Vec::new(),
            events: Vec::new(),
            defined: vec![None; stream.definitions.len()],
            references: 0,
            open: Vec::new(),
            raw: None,
            label: String::new(),
        }
    }

    /// Begins a link or an image.
    pub(super) fn open(&mut self, opening: &Opening<'_>) {
        let Opening { what, role, href, range } = opening;
        let used =
            LinkUse { span: self.source.span(range.clone()), label: String::new() };
        let link = if is_reference(*what) {
            self.reference(*role, used)
        } else {
            let (form, span) = match what {
                LinkType::Autolink => (LinkForm::Autolink, inside(range)),
                LinkType::Email => (LinkForm::EmailAutolink, inside(range)),
                // Its target is found when its text has ended.
                _ => (LinkForm::Inline, range.clone()),
            };
            let span = self.source.span(span);
            let href = trim(href).to_owned();
            self.add(Link { href, span, form, role: *role, uses: vec![used] })
        };
        self.events.push(link);
        let nth_use = self.link(link).map_or(0, |link| link.uses.len().saturating_sub(1));
        let label = self.label.len();
        let mark = if *role == LinkRole::Embed { 2 } else { 1 };
        let content_end = range.start + mark;
        self.open.push(Open { link, nth_use, label, content_end, what: *what });
    }

    /// Ends the innermost link or image.
    pub(super) fn close(&mut self, range: &Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let label = self.label_from(open.label);
        let source = self.source;
        if let Some(link) = self.link(open.link) {
            if let Some(used) = link.uses.get_mut(open.nth_use) {
                used.label = label;
            }
            if open.what == LinkType::Inline
                && let Some(target) =
                    inline_target(source.text, open.content_end..range.end)
            {
                link.span = source.span(target);
            }
        }
        self.cover(range);
    }

    /// Begins a link of raw HTML, as far as what the reader sees of it goes.
    pub(super) fn open_raw(&mut self, link: u32) {
        self.close_raw();
        self.raw = Some((link, self.label.len()));
    }

    /// Ends the link of raw HTML, if one is open.
    pub(super) fn close_raw(&mut self) {
        let Some((number, start)) = self.raw.take() else { return };
        let label = self.label_from(start);
        if let Some(used) = self.link(number).and_then(|link| link.uses.first_mut()) {
            used.label = label;
        }
    }

    fn label_from(&self, start: usize) -> String {
        let label = self.label.get(start..).unwrap_or_default();
        shortened(floor(label, 2 * LABEL).trim()).to_owned()
    }

    /// Notes that something inside the innermost link covers `range`.
    pub(super) fn cover(&mut self, range: &Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.content_end = open.content_end.max(range.end);
        }
    }

    /// Returns whether a link or an image is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Adds what the reader sees.
    pub(super) fn text(&mut self, text: &str) {
        if self.open.is_empty() && self.raw.is_none() {
            self.label.clear();
        } else {
            self.label.push_str(text);
        }
    }

    /// Adds a link and returns its number.
    pub(super) fn add(&mut self, link: Link) -> u32 {
        self.list.push(link);
        u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX)
    }

    /// Returns the link by reference, with one more use.
    fn reference(&mut self, role: LinkRole, used: LinkUse) -> u32 {
        let nth = self.stream.references.get(self.references).copied();
        self.references += 1;
        let nth = nth.unwrap_or(usize::MAX);
        let known = self.defined.get(nth).copied().flatten();
        if let Some(number) = known
            && let Some(link) = self.link(number)
        {
            // A target that is shown anywhere must be a file.
            if role == LinkRole::Embed {
                link.role = LinkRole::Embed;
            }
            link.uses.push(used);
            return number;
        }
        let definition = self.stream.definitions.get(nth);
        let href = definition.map_or("", |definition| trim(&definition.href)).to_owned();
        let span = definition.map_or(used.span, |definition| {
            self.source.span(definition_target(self.source.text, definition))
        });
        let form = LinkForm::Reference;
        let link = self.add(Link { href, span, form, role, uses: vec![used] });
        if let Some(slot) = self.defined.get_mut(nth) {
            *slot = Some(link);
        }
        link
    }

    fn link(&mut self, number: u32) -> Option<&mut Link> {
        self.list.get_mut(number as usize)
    }

    /// Returns the links in the order of the file, and what the writer needs:
    /// for each link event the number of its link, and for each number the
    /// place in that order.
    pub(super) fn finish(self) -> (Vec<Link>, Vec<u32>, Vec<u32>) {
        let mut sorted: Vec<(u32, Link)> = (0..).zip(self.list).collect();
        sorted.sort_by_key(|(number, link)| (link.span, *number));
        let mut order = vec![0; sorted.len()];
        for (place, (number, _)) in (0..).zip(&sorted) {
            if let Some(slot) = order.get_mut(*number as usize) {
                *slot = place;
            }
        }
        (sorted.into_iter().map(|(_, link)| link).collect(), self.events, order)
    }

    /// Adds what is wrong with references and definitions.
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        for unresolved in &self.stream.unresolved {
            problems.extend(references::check_unresolved(self.source, unresolved));
        }
        for (definition, link) in self.stream.definitions.iter().zip(&self.defined) {
            if link.is_none() && !is_comment(definition) {
                let label = definition.label.clone();
                let span = self.source.span(definition.span.clone());
                problems
                    .push(Problem { span, kind: ProblemKind::ReferenceUnused { label } });
            }
        }
        references::check_duplicates(self.source, self.stream, problems);
        problems.extend(labels::vague(&self.list));
    }

    /// Returns the definitions that are really comments, `[//]: # (text)`.
    pub(super) fn comments(&self) -> Vec<Range<usize>> {
        let definitions = self.stream.definitions.iter().zip(&self.defined);
        definitions
            .filter(|(definition, link)| link.is_none() && is_comment(definition))
            .map(|(definition, _)| definition.span.clone())
            .collect()
    }
}

/// Returns whether an unused definition is the idiom for a comment.
fn is_comment(definition: &Definition) -> bool {
    matches!(definition.href.as_str(), "" | "#")
}

/// Returns a target without the white space around it, as browsers read it.
pub(super) fn trim(href: &str) -> &str {
    href.trim_matches(|character: char| character <= ' ')
}

/// Returns the beginning of a label.
pub(super) fn shortened(label: &str) -> &str {
    floor(label, LABEL)
}

/// Returns at most `length` bytes of a text, in whole characters.
fn floor(text: &str, length: usize) -> &str {
    let mut end = text.len().min(length);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn inside(range: &Range<usize>) -> Range<usize> {
    range.start + 1..range.end.saturating_sub(1).max(range.start + 1)
}

/// Returns a label in the form in which two labels are equal; see
/// [matches](https://spec.commonmark.org/0.31.2/#matches).
pub(super) fn fold(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

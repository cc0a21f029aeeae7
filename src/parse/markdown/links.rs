//! Links and images of markdown: where the target is written, and every use.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::parse::document::{Link, LinkForm, LinkRole, LinkUse, Problem, ProblemKind};

use super::Source;
use super::events::{Definition, Stream, Unresolved, UnresolvedForm, is_reference};

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
        let label = self.label.get(open.label..).unwrap_or_default();
        let label = shortened(label.trim()).to_owned();
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
        if self.open.is_empty() {
            self.label.clear();
        }
        self.cover(range);
    }

    /// Notes that something inside the innermost link covers `range`.
    pub(super) fn cover(&mut self, range: &Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.content_end = open.content_end.max(range.end);
        }
    }

    /// Adds what the reader sees.
    pub(super) fn text(&mut self, text: &str) {
        if !self.open.is_empty() {
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
            problems.extend(check_unresolved(self.source, unresolved));
        }
        for (definition, link) in self.stream.definitions.iter().zip(&self.defined) {
            if link.is_none() && !is_comment(definition) {
                let label = definition.label.clone();
                let span = self.source.span(definition.span.clone());
                problems
                    .push(Problem { span, kind: ProblemKind::ReferenceUnused { label } });
            }
        }
        check_duplicates(self.source, self.stream, problems);
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
    let mut end = label.len().min(LABEL);
    while !label.is_char_boundary(end) {
        end -= 1;
    }
    label.get(..end).unwrap_or_default()
}

fn inside(range: &Range<usize>) -> Range<usize> {
    range.start + 1..range.end.saturating_sub(1).max(range.start + 1)
}

/// Returns where the target of an inline link is written; `range` begins where
/// the text of the link has ended, and ends with the link.
fn inline_target(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(range.clone())?;
    let start = range.start + rest.find("](")? + 2;
    let target = target_at(text, start);
    (target.end <= range.end).then_some(target)
}

/// Returns where the target of a definition is written.
fn definition_target(text: &str, definition: &Definition) -> Range<usize> {
    let Range { start, end } = definition.span;
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < end && bytes.get(at) != Some(&b']') {
        at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
    }
    let target = target_at(text, at + 2);
    if target.end <= end { target } else { definition.span.clone() }
}

/// Returns the link target that begins at `start` or after white space, without
/// its angle brackets.
///
/// The parser has already found that there is one; see
/// [link destination](https://spec.commonmark.org/0.31.2/#link-destination).
fn target_at(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = skip_space(bytes, start);
    if bytes.get(start) == Some(&b'<') {
        let mut at = start + 1;
        while bytes.get(at).is_some_and(|&byte| byte != b'>' && byte != b'\n') {
            at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
        }
        return start + 1..at.min(bytes.len());
    }
    let mut at = start;
    let mut depth = 0_u32;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            _ if byte <= b' ' => break,
            _ => (),
        }
        at += 1;
    }
    start..at.min(bytes.len())
}

/// Skips white space, and the marks of a block quote at the start of a line.
fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    let mut is_line_start = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => is_line_start = true,
            b' ' | b'\t' => (),
            b'>' if is_line_start => (),
            _ => break,
        }
        at += 1;
    }
    at
}

fn check_unresolved(source: Source<'_>, unresolved: &Unresolved) -> Option<Problem> {
    match unresolved.form {
        UnresolvedForm::Explicit => {
            let label = unresolved.label.clone();
            let span = source.span(unresolved.span.clone());
            Some(Problem { span, kind: ProblemKind::ReferenceUndefined { label } })
        }
        UnresolvedForm::Shortcut => {
            let target = malformed_target(source.text, unresolved.span.end)?;
            let kind = ProblemKind::LinkMalformed {
                target: source.text.get(target.clone())?.to_owned(),
            };
            Some(Problem { span: source.span(target), kind })
        }
    }
}

/// Returns the target that was meant by the `(…)` that begins at `start`.
///
/// The parser has refused it, most often for a space. Only what looks like an
/// address counts: brackets before parentheses are common in prose.
fn malformed_target(text: &str, start: usize) -> Option<Range<usize>> {
    let line = text.get(start..)?.lines().next()?.strip_prefix('(')?;
    let inner = match line.find(')') {
        Some(close) => line.get(..close)?,
        None => line.split(char::is_whitespace).next()?,
    };
    let target = inner.trim();
    if !looks_like_target(target) {
        return None;
    }
    let lead = inner.len() - inner.trim_start().len();
    Some(start + 1 + lead..start + 1 + lead + target.len())
}

/// How an address begins.
const STARTS: [&str; 6] = ["./", "../", "/", "http://", "https://", "mailto:"];

/// What the name of a file ends with.
const EXTENSIONS: [&str; 9] =
    ["md", "markdown", "html", "pdf", "png", "jpg", "jpeg", "svg", "txt"];

fn looks_like_target(text: &str) -> bool {
    if STARTS.iter().any(|start| text.starts_with(start)) {
        return text.len() > 1;
    }
    // `a b.md`, `a b.md#c "title"`
    let path = text.split(['#', '"']).next().unwrap_or_default().trim_end();
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    !stem.is_empty() && EXTENSIONS.contains(&extension)
}

/// Adds the definitions that come second: the parser drops them in silence, so
/// they are looked for in what no event covers.
fn check_duplicates(
    source: Source<'_>,
    stream: &Stream<'_>,
    problems: &mut Vec<Problem>,
) {
    let known = stream.definitions.len();
    if known == 0 || source.text.matches("]:").take(known + 1).count() <= known {
        return;
    }
    let by_label: HashMap<String, &Definition> =
        stream.definitions.iter().rev().map(|one| (fold(&one.label), one)).collect();
    for label in uncovered_labels(source.text, stream) {
        let written = source.text.get(label.clone()).unwrap_or_default();
        let Some(first) = by_label.get(&fold(written)) else { continue };
        if first.span.start + 1 == label.start {
            continue;
        }
        let first_span = source.span(first.span.clone());
        let label_text = first.label.clone();
        let kind =
            ProblemKind::ReferenceDuplicate { label: label_text, first: first_span };
        problems
            .push(Problem { span: source.span(label.start - 1..label.end + 1), kind });
    }
}

/// Returns the labels of what looks like a definition and is not part of any
/// text, code or raw HTML.
fn uncovered_labels(text: &str, stream: &Stream<'_>) -> Vec<Range<usize>> {
    let mut labels = line_labels(text).peekable();
    let mut uncovered = Vec::new();
    for (_, range) in stream.items.iter().filter(|(event, _)| is_leaf(event)) {
        while let Some(label) = labels.next_if(|label| label.start < range.end) {
            if label.start < range.start {
                uncovered.push(label);
            }
        }
    }
    uncovered.extend(labels);
    uncovered
}

/// Returns whether all that an event covers is its own: unlike a list or a
/// quote, which may hold definitions.
fn is_leaf(event: &Event<'_>) -> bool {
    match event {
        Event::End(_) => false,
        Event::Start(tag) => !matches!(
            tag,
            Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::DefinitionListDefinition
        ),
        _ => true,
    }
}

/// Returns where the label of each line is that begins with `[label]:`, after
/// the marks of lists and quotes.
fn line_labels(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    lines.filter_map(|(start, line)| {
        let marks = |c: char| c.is_ascii_digit() || " \t>-+*.):".contains(c);
        let rest = line.trim_start_matches(marks).strip_prefix('[')?;
        let end = label_end(rest)?;
        let start = start + line.len() - rest.len();
        Some(start..start + end)
    })
}

fn label_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' => return None,
            b']' if bytes.get(at + 1) == Some(&b':') => return Some(at),
            b']' => return None,
            _ => (),
        }
        at += 1;
    }
    None
}

/// Returns a label in the form in which two labels are equal; see
/// [matches](https://spec.commonmark.org/0.31.2/#matches).
pub(super) fn fold(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

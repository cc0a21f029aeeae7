//! The events of a body, with the corrections that pulldown-cmark needs.
//!
//! Adjacent texts are joined, so that one paragraph is a handful of events and a
//! megabyte of brackets is one. Braces at the end of a heading that hold neither
//! an id nor a class are text, as they are on GitHub. A line that begins with
//! `:` and no space after it (`:::`, `:emoji:`) makes no definition list.

use std::mem::discriminant;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag,
    TagEnd,
};

use crate::base::span::line_starts;

/// An event and the bytes of the body that it covers.
pub(super) type Item<'a> = (Event<'a>, Range<usize>);

/// Everything that the parser says about a body.
#[derive(Debug, Default)]
pub(super) struct Stream<'a> {
    /// The events, in order.
    pub(super) items: Vec<Item<'a>>,
    /// The reference definitions that count, in order.
    pub(super) definitions: Vec<Definition>,
    /// For each link or image by reference, in the order of the events: its
    /// definition, as a position in `definitions`.
    pub(super) references: Vec<usize>,
    /// References that no definition answers.
    pub(super) unresolved: Vec<Unresolved>,
    /// How deep the body nests, if that is why it was not parsed.
    pub(super) too_deep: Option<usize>,
    /// Whether the last event is a text just as it is written, without a
    /// character reference or the like.
    ends_in_slice: bool,
}

/// How many bytes of markdown make an event at least, in a handbook of prose.
const BYTES_PER_EVENT: usize = 16;

/// `[label]: target "title"`
#[derive(Debug)]
pub(super) struct Definition {
    /// The label as written.
    pub(super) label: String,
    /// The target, decoded.
    pub(super) href: String,
    /// The whole definition.
    pub(super) span: Range<usize>,
}

/// A reference without a definition.
#[derive(Debug)]
pub(super) struct Unresolved {
    /// What should have been defined.
    pub(super) label: String,
    /// The whole reference.
    pub(super) span: Range<usize>,
    /// How it was written.
    pub(super) form: UnresolvedForm,
}

/// How a reference without a definition was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnresolvedForm {
    /// `[text][label]` or `[label][]`: meant as a reference.
    Explicit,
    /// `[label]`: most often just brackets.
    Shortcut,
}

/// Which markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// CommonMark 0.31 and nothing else.
    CommonMark,
    /// What GitHub has, heading ids and definition lists.
    Extended,
}

impl<'a> Stream<'a> {
    /// Parses `text`.
    pub(super) fn new(text: &'a str, dialect: Dialect) -> Self {
        // A line of tabs nests twice as deep as it has bytes, and what it takes is
        // missing for other lines: half of a text each make the greatest product.
        let most = text.len().saturating_mul(text.len()) / 2;
        if most > MAX_NESTED_LINES {
            let (depth, lines) = nesting(text);
            if depth.saturating_mul(lines) > MAX_NESTED_LINES {
                return Self::verbatim(text, depth);
            }
        }
        let options = match dialect {
            Dialect::CommonMark => Options::empty(),
            Dialect::Extended => extended(),
        };
        let stream = Self::parse(text, options);
        if stream.has_false_definition(text) {
            return Self::parse(text, options - Options::ENABLE_DEFINITION_LIST);
        }
        stream
    }

    fn parse(text: &'a str, options: Options) -> Self {
        let mut unresolved = Vec::new();
        // Growing step by step would copy all events once more.
        let items = Vec::with_capacity(text.len() / BYTES_PER_EVENT);
        let mut stream = Self { items, ..Self::default() };
        let callback = |link: BrokenLink<'a>| {
            unresolved.extend(Unresolved::new(&link));
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, options, Some(callback));
        let mut events = parser.into_offset_iter();
        stream.definitions = definitions(&events);
        let is_extended = options.contains(Options::ENABLE_HEADING_ATTRIBUTES);
        while let Some((event, range)) = events.next() {
            if let Event::Start(
                Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. },
            ) = &event
                && is_reference(*link_type)
            {
                let place = events.reference_definitions().get(id);
                let start = place.map_or(0, |definition| definition.span.start);
                let nth =
                    stream.definitions.partition_point(|other| other.span.start < start);
                stream.references.push(nth);
            }
            if is_extended && let Event::End(TagEnd::Heading(_)) = event {
                stream.restore_braces(text, &range);
            }
            stream.push(text, event, range);
        }
        drop(events);
        stream.unresolved = unresolved;
        stream
    }

    /// Returns `text` as one block of code.
    fn verbatim(text: &'a str, depth: usize) -> Self {
        let all = 0..text.len();
        let kind = CodeBlockKind::Indented;
        let items = vec![
            (Event::Start(Tag::CodeBlock(kind)), all.clone()),
            (Event::Text(CowStr::Borrowed(text)), all.clone()),
            (Event::End(TagEnd::CodeBlock), all),
        ];
        Self { items, too_deep: Some(depth), ..Self::default() }
    }

    /// Adds an event; a text that continues the one before becomes part of it.
    fn push(&mut self, text: &'a str, event: Event<'a>, range: Range<usize>) {
        let is_slice = match &event {
            // Nearly always it is that very slice, which costs nothing to see.
            Event::Text(part) | Event::Html(part) => {
                let part: &str = part;
                let written = text.get(range.clone());
                written.is_some_and(|slice| std::ptr::eq(slice, part) || slice == part)
            }
            _ => false,
        };
        if is_slice
            && self.ends_in_slice
            && let Some((last, last_range)) = self.items.last_mut()
            && last_range.end == range.start
            && discriminant(last) == discriminant(&event)
            && let Event::Text(part) | Event::Html(part) = last
            && let Some(whole) = text.get(last_range.start..range.end)
        {
            *part = CowStr::Borrowed(whole);
            last_range.end = range.end;
            return;
        }
        self.ends_in_slice = is_slice;
        self.items.push((event, range));
    }

    /// Puts back `{draft}` at the end of a heading: the parser takes all braces
    /// there for attributes.
    fn restore_braces(&mut self, text: &'a str, heading: &Range<usize>) {
        let is_start =
            |(event, _): &Item<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let Some(at) = self.items.iter().rposition(is_start) else { return };
        let Some((Event::Start(Tag::Heading { id: None, classes, attrs, .. }), _)) =
            self.items.get_mut(at)
        else {
            return;
        };
        if !classes.is_empty() {
            return;
        }
        attrs.clear();
        let content = self.items.iter().skip(at + 1).map(|(_, range)| range.end).max();
        let from = content.unwrap_or(heading.start);
        let rest = text.get(from..heading.end).unwrap_or_default();
        let (Some(open), Some(close)) = (rest.find('{'), rest.rfind('}')) else { return };
        let start = if content.is_some() { from } else { from + open };
        let range = start..from + close + 1;
        if let Some(braces) = text.get(range.clone()) {
            self.push(text, Event::Text(CowStr::Borrowed(braces)), range);
        }
    }

    /// Returns whether a definition list came from a line such as `:::`.
    fn has_false_definition(&self, text: &str) -> bool {
        self.items.iter().any(|(event, range)| {
            matches!(event, Event::Start(Tag::DefinitionListDefinition)) && {
                let rest = text.get(range.clone()).unwrap_or_default();
                let rest = rest.trim_start_matches([' ', '\t', '>']);
                let after = rest.strip_prefix(':').and_then(|rest| rest.chars().next());
                after.is_some_and(|character| !character.is_ascii_whitespace())
            }
        })
    }
}

impl Unresolved {
    fn new(link: &BrokenLink<'_>) -> Option<Self> {
        let form = match link.link_type {
            LinkType::Reference | LinkType::Collapsed => UnresolvedForm::Explicit,
            LinkType::Shortcut => UnresolvedForm::Shortcut,
            _ => return None,
        };
        let mut span = link.span.clone();
        if link.link_type == LinkType::Collapsed {
            span.end += "[]".len();
        }
        Some(Self { label: link.reference.to_string(), span, form })
    }
}

/// The greatest product of the depth of a body and its lines that is parsed: the
/// parser walks over all that is open for each line. This much takes a second.
const MAX_NESTED_LINES: usize = 500_000_000;

/// Returns how deep the lists and quotes of a text can nest at most, judged by
/// the marks and the indentation of each line, and how many lines it has.
fn nesting(text: &str) -> (usize, usize) {
    let mut depth = 0;
    let mut count = 0;
    for start in line_starts(text) {
        count += 1;
        let line = text.as_bytes().get(start..).unwrap_or_default();
        let mut marks = 0;
        let mut spaces = 0;
        for (at, byte) in line.iter().enumerate() {
            let is_last = !matches!(line.get(at + 1), Some(b' ' | b'\t'));
            match byte {
                b'>' => marks += 1,
                b'-' | b'*' | b'+' | b'.' | b')' | b':' if !is_last => marks += 1,
                b' ' | b'0'..=b'9' => spaces += 1,
                b'\t' => spaces += 4,
                _ => break,
            }
        }
        depth = depth.max(marks + spaces / 2);
    }
    (depth, count)
}

fn extended() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Returns whether a link takes its target from a definition.
pub(super) fn is_reference(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

fn definitions<'a, F>(events: &OffsetIter<'a, F>) -> Vec<Definition>
where
    F: FnMut(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>,
{
    let all = events.reference_definitions().iter();
    let mut definitions: Vec<Definition> = all
        .map(|(label, definition)| Definition {
            label: label.to_owned(),
            href: definition.dest.to_string(),
            span: definition.span.clone(),
        })
        .collect();
    definitions.sort_by_key(|definition| definition.span.start);
    definitions
}

//! Where the values of a YAML text are.
//!
//! serde_yaml reads values but does not say where they are. yaml-rust2 does,
//! one event after the other: its marks are where a value begins, in characters;
//! the end is found here from the text itself. The events are pulled, not
//! pushed, so that nesting costs no stack.

use std::collections::HashMap;
use std::ops::Range;

use yaml_rust2::Event;
use yaml_rust2::parser::Parser;
use yaml_rust2::scanner::{Marker, TScalarStyle};

use crate::base::span::Span;

/// One step through a YAML text, in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What is there.
    pub(super) step: Step,
    /// Where it is, in the file.
    pub(super) span: Span,
}

/// What is at a [`Place`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A text, number or other single value.
    Scalar,
    /// Nothing where a value could be.
    Empty {
        /// The comment that took its place.
        comment: Option<Span>,
    },
    /// `*name`
    Alias {
        /// The single value that it stands for, if it is one.
        scalar: Option<Span>,
    },
    /// A list begins; the span is that of the whole list.
    List,
    /// A mapping begins; keys and values follow in turn.
    Map,
    /// The list or mapping ends.
    End,
}

/// Returns the places in `yaml`, which begins at byte `base` of its file.
///
/// The list breaks off where yaml-rust2 sees an error.
pub(super) fn places(yaml: &str, base: usize) -> Vec<Place> {
    let mut scan = Scan {
        yaml,
        base,
        offsets: (!yaml.is_ascii()).then(|| offsets(yaml)),
        places: Vec::new(),
        open: Vec::new(),
        anchored: HashMap::new(),
        end: 0,
    };
    let mut parser = Parser::new_from_str(yaml);
    while let Ok((event, marker)) = parser.next_token() {
        if matches!(event, Event::DocumentEnd | Event::StreamEnd) {
            break;
        }
        scan.step(event, marker);
    }
    scan.places
}

/// Returns the byte offset of each character.
fn offsets(yaml: &str) -> Vec<usize> {
    yaml.char_indices().map(|(at, _)| at).collect()
}

struct Scan<'a> {
    yaml: &'a str,
    base: usize,
    /// `None` where each character is one byte.
    offsets: Option<Vec<usize>>,
    places: Vec<Place>,
    /// The lists and mappings that have not ended, as positions in `places`.
    open: Vec<usize>,
    /// Single values with an anchor, by its number.
    anchored: HashMap<usize, Span>,
    /// Where the last value ended.
    end: usize,
}

impl Scan<'_> {
    fn step(&mut self, event: Event, marker: Marker) {
        let at = self.offset(marker);
        match event {
            Event::Scalar(value, style, anchor, _) => {
                if style == TScalarStyle::Plain && value.is_empty() {
                    self.empty(at);
                    return;
                }
                let range = scalar(self.yaml, at, &value, style);
                let span = self.span(range.clone());
                if anchor > 0 {
                    self.anchored.insert(anchor, span);
                }
                let quoted = matches!(
                    style,
                    TScalarStyle::SingleQuoted | TScalarStyle::DoubleQuoted
                );
                let end = range.end + usize::from(quoted);
                self.push(Step::Scalar, range);
                self.end = self.end.max(end.min(self.yaml.len()));
            }
            Event::Alias(anchor) => {
                let scalar = self.anchored.get(&anchor).copied();
                let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
                let rest = self.rest(at);
                let end = at + rest.find(ends).unwrap_or(rest.len());
                self.push(Step::Alias { scalar }, at..end);
            }
            Event::SequenceStart(..) => self.begin(Step::List, at),
            Event::MappingStart(..) => self.begin(Step::Map, at),
            Event::SequenceEnd | Event::MappingEnd => self.finish(at),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart
            | Event::DocumentEnd => (),
        }
    }

    fn begin(&mut self, step: Step, at: usize) {
        self.open.push(self.places.len());
        // Without a bracket the mark may be behind the first key; `finish` sets
        // the span right.
        let bracket = self.rest(at).starts_with(['[', '{']);
        let range = if bracket { at..at + 1 } else { self.end..self.end };
        self.push(step, range);
    }

    fn finish(&mut self, at: usize) {
        let Some(index) = self.open.pop() else { return };
        let closed = self.rest(at).starts_with([']', '}']);
        let first = self.places.get(index + 1).map(|place| place.span.start);
        let Some(place) = self.places.get_mut(index) else { return };
        let bracket = place.span.end > place.span.start;
        if bracket && closed {
            self.end = self.end.max(at + 1);
        }
        let start = if bracket { None } else { first }.unwrap_or(place.span.start);
        let end = self.base + self.end;
        place.span = Span::new(start as usize..end);
        self.places.push(Place { step: Step::End, span: Span::new(end..end) });
    }

    /// Records that nothing is written before `next`: after the colon of a key
    /// or the hyphen of a list item.
    fn empty(&mut self, next: usize) {
        let gap = self.yaml.get(self.end..next.max(self.end)).unwrap_or_default();
        let mut at = self.end;
        let mut comment = None;
        for line in gap.split_inclusive('\n') {
            let content = line.trim_start_matches(['"', '\'', ' ', '\t']);
            if let Some(after) = content.strip_prefix([':', '-']) {
                let indicator = at + (line.len() - after.len());
                let value = after.trim();
                at = indicator;
                let lost = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace());
                if value.strip_prefix('#').is_some_and(lost) {
                    let start = indicator + (after.len() - after.trim_start().len());
                    comment = Some(self.span(start..start + value.len()));
                }
                break;
            }
            if !content.trim().is_empty() && !content.starts_with('#') {
                break;
            }
            at += line.len();
        }
        self.push(Step::Empty { comment }, at..at);
    }

    fn push(&mut self, step: Step, range: Range<usize>) {
        self.end = self.end.max(range.end);
        let span = self.span(range);
        self.places.push(Place { step, span });
    }

    fn offset(&self, marker: Marker) -> usize {
        match &self.offsets {
            None => marker.index().min(self.yaml.len()),
            Some(offsets) => {
                offsets.get(marker.index()).copied().unwrap_or(self.yaml.len())
            }
        }
    }

    fn rest(&self, at: usize) -> &str {
        self.yaml.get(at..).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start..self.base + range.end)
    }
}

/// Returns where a scalar is that begins at `at`: what is between its quotes,
/// or its text without the indicator and indentation of a block.
fn scalar(yaml: &str, at: usize, value: &str, style: TScalarStyle) -> Range<usize> {
    let rest = yaml.get(at..).unwrap_or_default();
    match style {
        TScalarStyle::Plain => {
            if rest.starts_with(value) {
                return at..at + value.len();
            }
            at..folded_end(yaml, at, value)
        }
        TScalarStyle::SingleQuoted => at + 1..quoted_end(yaml, at, '\''),
        TScalarStyle::DoubleQuoted => at + 1..quoted_end(yaml, at, '"'),
        TScalarStyle::Literal | TScalarStyle::Folded => {
            let header = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
            let block = rest.get(header..).unwrap_or_default();
            let indent = block.len() - block.trim_start().len();
            let start = at + header + if value.trim().is_empty() { 0 } else { indent };
            start..folded_end(yaml, start, value)
        }
    }
}

/// Returns where `value` ends that begins at `at` and is written with other
/// white space.
fn folded_end(yaml: &str, at: usize, value: &str) -> usize {
    let mut rest = yaml.get(at..).unwrap_or_default();
    for character in value.chars().filter(|character| !character.is_whitespace()) {
        match rest.trim_start().strip_prefix(character) {
            Some(after) => rest = after,
            None => break,
        }
    }
    yaml.len() - rest.len()
}

/// Returns where the quotation ends that begins at `at`, before its closing
/// quote.
fn quoted_end(yaml: &str, at: usize, quote: char) -> usize {
    let inner = at + 1;
    let mut characters = yaml.get(inner..).unwrap_or_default().char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let escaped = match quote {
            '"' => character == '\\',
            _ => character == quote && next == Some(quote),
        };
        if escaped {
            characters.next();
        } else if character == quote {
            return inner + index;
        }
    }
    yaml.len()
}

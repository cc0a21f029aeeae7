//! Where the values of a YAML text are.
//!
//! `serde_yaml` reads values but does not say where they are. yaml-rust2 does,
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
/// The list breaks off where yaml-rust2 sees an error. It sees one in a tab
/// behind a colon, which `serde_yaml` takes for a space; so where
/// there are tabs, it gets a second chance without them.
pub(super) fn places(yaml: &str, base: usize) -> Vec<Place> {
    let scan = || Scan {
        yaml,
        base,
        offsets: (!yaml.is_ascii()).then(|| offsets(yaml)),
        places: Vec::new(),
        open: Vec::new(),
        anchored: HashMap::new(),
        end: 0,
    };
    scan().run(yaml.chars()).unwrap_or_else(|partial| {
        if !yaml.contains('\t') {
            return partial;
        }
        let untabbed = |c| if c == '\t' { ' ' } else { c };
        scan().run(yaml.chars().map(untabbed)).unwrap_or(partial)
    })
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
    /// Reads `characters`, which are those of the text one by one.
    ///
    /// # Errors
    ///
    /// The places up to an error.
    fn run(
        mut self,
        characters: impl Iterator<Item = char>,
    ) -> Result<Vec<Place>, Vec<Place>> {
        let mut parser = Parser::new(characters);
        loop {
            match parser.next_token() {
                Ok((Event::DocumentEnd | Event::StreamEnd, _)) => return Ok(self.places),
                Ok((event, marker)) => self.step(event, marker),
                Err(_) => return Err(self.broken_off()),
            }
        }
    }

    /// Returns the places so far; what has not ended may go on to the end.
    fn broken_off(mut self) -> Vec<Place> {
        let end = Span::new(0..self.base + self.yaml.len()).end;
        for index in self.open {
            if let Some(place) = self.places.get_mut(index) {
                place.span.end = end;
            }
        }
        self.places
    }

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
        let outer = self.open.last().and_then(|index| self.places.get(*index));
        let (indicator, before) = match outer.map(|place| place.step) {
            Some(Step::List) => ('-', [' ', '\t', '"', '\'', ':']),
            _ => (':', [' ', '\t', '"', '\'', '?']),
        };
        let gap = self.yaml.get(self.end..next.max(self.end)).unwrap_or_default();
        let mut at = self.end;
        let mut comment = None;
        for line in gap.split_inclusive('\n') {
            let content = line.trim_start_matches(before);
            if let Some(after) = content.strip_prefix(indicator) {
                at += line.len() - after.len();
                comment = lost_value(after)
                    .map(|range| self.span(at + range.start..at + range.end));
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

/// Returns where the comment is that is all that `rest`, the rest of a line,
/// says, if it looks like a value: `#team` and not `# the team`.
fn lost_value(rest: &str) -> Option<Range<usize>> {
    let value = rest.trim();
    let start = rest.len() - rest.trim_start().len();
    let word = value.strip_prefix('#')?;
    let lost = word.starts_with(|c: char| !c.is_whitespace() && c != '#');
    lost.then_some(start..start + value.len())
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
        // The mark is at the first line, not at the indicator above it.
        TScalarStyle::Literal | TScalarStyle::Folded => at..folded_end(yaml, at, value),
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

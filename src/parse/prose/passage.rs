//! The plain text of one block, and the way back to its source.

use std::ops::Range;

use crate::base::space::is_folded;
use crate::base::span::Span;
use crate::parse::claim::{Claim, ClaimKind};
use crate::parse::document::Heading;

use super::Watch;
use super::sentence::{Sentence, Word, cut};

/// Stands for code, images and formulas.
pub(super) const OPAQUE: char = '\u{fffc}';

/// What kind of block a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::parse) enum Place {
    /// A paragraph, or the like.
    #[default]
    Paragraph,
    /// The text of a list item, a term or its definition.
    Item,
    /// A cell of a table.
    Cell,
    /// A cell of a table whose rows tell what happened.
    Entry,
    /// A heading.
    Heading,
}

/// Who speaks in a passage, and of when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::parse) enum Voice {
    /// The author, of how things are.
    #[default]
    Own,
    /// The author, of what happened: the heading of the section, or one above, is
    /// that of a log.
    Log,
    /// Somebody else: it is in a block quote that is no alert.
    Quoted,
}

/// Where a passage stands.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::parse) struct Context<'a> {
    /// What kind of block it is.
    pub(in crate::parse) place: Place,
    /// Who says it, and of when.
    pub(in crate::parse) voice: Voice,
    /// The headings up to here; the last one is that of the section.
    pub(in crate::parse) headings: &'a [Heading],
    /// How many items the list or rows the table has that follows at once.
    pub(in crate::parse) followed_by: Option<usize>,
    /// The facts that sentences can contradict.
    pub(in crate::parse) watch: Option<&'a Watch>,
}

/// The plain text of one block.
#[derive(Debug, Default)]
pub(in crate::parse) struct Passage<'a> {
    /// Where it stands.
    pub(in crate::parse) context: Context<'a>,
    /// Its text: white space folded, without markup.
    text: String,
    /// Where the parts of the text come from, in order.
    pieces: Vec<Piece>,
    /// The texts of links, as ranges of the text.
    links: Vec<Range<usize>>,
    /// The comments about claims.
    notes: Vec<Note>,
    /// Whether white space has been seen since the last character.
    has_gap: bool,
    /// Its words.
    words: Vec<Word>,
    /// Its sentences, as ranges of the words.
    sentences: Vec<Range<usize>>,
}

/// A comment about the sentence before it.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Where it stands in the text.
    pub(super) at: usize,
    /// Where it is in the file.
    pub(super) span: Span,
    /// What it says after `claim:`.
    pub(super) text: String,
}

/// A part of the text that comes from one place.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    at: usize,
    /// Where it comes from, in the file.
    source: Span,
    /// How it is written there.
    form: Form,
}

/// How a part of the text is written in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Byte for byte as it is here.
    Verbatim,
    /// In another way: an entity, code, the name of a fact.
    Other,
}

impl<'a> Passage<'a> {
    /// Begins another passage, in the same memory.
    pub(in crate::parse) fn begin(&mut self, context: Context<'a>) {
        self.context = context;
        self.text.clear();
        self.pieces.clear();
        self.links.clear();
        self.notes.clear();
        self.words.clear();
        self.sentences.clear();
        self.has_gap = false;
    }

    /// Adds text that comes from `source`, where it is `written`.
    pub(in crate::parse) fn push(&mut self, text: &str, source: Span, written: &str) {
        let form = if text == written { Form::Verbatim } else { Form::Other };
        if is_folded(text) {
            self.push_words(text, 0, source, form);
            return;
        }
        let mut at = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            self.push_words(part, at, source, form);
            at += part.len();
        }
    }

    /// Adds a part of a text in which nothing is to be folded but at its ends; it
    /// begins at the byte `at` of that.
    fn push_words(&mut self, part: &str, at: usize, source: Span, form: Form) {
        let words = part.trim_start();
        let start = part.len() - words.len();
        let words = words.trim_end();
        self.has_gap |= start > 0;
        if !words.is_empty() {
            let place = if form == Form::Verbatim {
                let start = source.range().start + at + start;
                Span::new(start..start + words.len())
            } else {
                source
            };
            self.add(words, place, form);
            self.has_gap |= start + words.len() < part.len();
        }
    }

    /// Adds what is no prose.
    pub(in crate::parse) fn push_opaque(&mut self, source: Span) {
        self.add(OPAQUE.encode_utf8(&mut [0; 4]), source, Form::Other);
    }

    /// Adds white space.
    pub(in crate::parse) fn push_space(&mut self) {
        self.has_gap = true;
    }

    fn add(&mut self, word: &str, source: Span, form: Form) {
        if std::mem::take(&mut self.has_gap) && !self.text.is_empty() {
            self.text.push(' ');
        }
        let at = self.text.len();
        // One piece goes on while the text is as far from its source as before.
        let goes_on = self.pieces.last_mut().filter(|last| {
            let distance = source.range().start.checked_sub(last.source.range().start);
            [last.form, form] == [Form::Verbatim; 2] && distance == Some(at - last.at)
        });
        match goes_on {
            Some(last) => last.source.end = source.end,
            None => self.pieces.push(Piece { at, source, form }),
        }
        self.text.push_str(word);
    }

    /// Adds a comment about the sentence before it.
    pub(in crate::parse) fn push_note(&mut self, text: &str, span: Span) {
        let (at, text) = (self.text.len(), text.to_owned());
        self.notes.push(Note { at, span, text });
    }

    /// Begins the text of a link.
    pub(in crate::parse) fn open_link(&mut self) {
        let at = self.text.len();
        self.links.push(at..at);
    }

    /// Ends the text of a link.
    pub(in crate::parse) fn close_link(&mut self) {
        let end = self.text.len();
        if let Some(link) = self.links.last_mut() {
            link.end = end;
        }
    }

    /// Finds words and sentences, now that the text is whole.
    pub(in crate::parse) fn finish(&mut self) {
        cut(&self.text, &mut self.words, &mut self.sentences);
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns all of it as one sentence, wherever it has points.
    pub(super) fn whole(&self) -> Sentence<'_> {
        Sentence::new(&self.text, &self.words)
    }

    /// Returns the comments, in order.
    pub(super) fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Returns where the last sentence is that begins before a place.
    pub(super) fn sentence_before(&self, at: usize) -> Option<Range<usize>> {
        let ranges = self.sentences().map(|sentence| sentence.range(0..sentence.len()));
        ranges.take_while(|range| range.start < at).last()
    }

    /// Returns the sentences, in order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.sentences.iter().map(|words| {
            let words = self.words.get(words.clone()).unwrap_or_default();
            Sentence::new(&self.text, words)
        })
    }

    /// Returns whether a part of the text is in a link, and so perhaps the name of
    /// something else.
    pub(super) fn is_linked(&self, range: &Range<usize>) -> bool {
        self.links.iter().any(|link| link.start < range.end && range.start < link.end)
    }

    /// Returns whether a part of the text is written there, and not put there for a
    /// name.
    pub(super) fn is_written(&self, range: &Range<usize>) -> bool {
        self.piece(range.start).is_some_and(|piece| piece.form == Form::Verbatim)
    }

    /// Returns where a part of the text is in the file.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.piece(range.start).map_or(0, |piece| {
            let start = piece.source.range().start;
            if piece.form == Form::Verbatim {
                start + (range.start - piece.at)
            } else {
                start
            }
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece(last).map_or(start, |piece| {
            let Range { start, end } = piece.source.range();
            if piece.form == Form::Verbatim {
                end.min(start + (range.end - piece.at))
            } else {
                end
            }
        });
        Span::new(start..end)
    }

    /// Returns the piece that holds a place of the text.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// Makes a claim of a part of the text.
    pub(super) fn claim(&self, range: &Range<usize>, kind: ClaimKind) -> Claim {
        let words = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Claim { span: self.span(range), words, kind }
    }
}

//! Words, sentences, and phrases to look for in them.

use std::ops::Range;

use crate::base::bytes;

use super::passage::OPAQUE;
use super::phrase::{Looks, Phrase};

/// A word, as a place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it is.
    pub(super) range: Range<usize>,
    /// How it looks.
    looks: Looks,
}

/// A sentence of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    /// The text of the passage.
    text: &'a str,
    /// Its words.
    words: &'a [Word],
    /// How they look.
    looks: Looks,
}

/// Words after whose point a sentence goes on.
const ABBREVIATIONS: [&str; 32] = [
    "e.g", "i.e", "etc", "vs", "inc", "ltd", "corp", "co", "no", "art", "sec", "mr",
    "mrs", "ms", "dr", "st", "approx", "dept", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "para",
];

impl<'a> Sentence<'a> {
    /// Makes a sentence of some words of a text.
    pub(super) fn new(text: &'a str, words: &'a [Word]) -> Self {
        let looks = words.iter().map(|word| word.looks);
        Self { text, words, looks: looks.fold(Looks::default(), Looks::and) }
    }

    /// Returns how many words it has.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns a word; nothing, where there is none.
    pub(super) fn word(&self, at: usize) -> &'a str {
        let range = self.words.get(at).map(|word| word.range.clone());
        self.text.get(range.unwrap_or_default()).unwrap_or_default()
    }

    /// Returns where some of its words are in the text of the passage.
    pub(super) fn range(&self, words: Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |word| word.range.start);
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last));
        start..last.map_or(start, |word| word.range.end.max(start))
    }

    /// Returns some of its words as they are written, with what is between them.
    pub(super) fn written(&self, words: Range<usize>) -> &'a str {
        self.text.get(self.range(words)).unwrap_or_default()
    }

    /// Returns what stands between a word and the next one, or the end.
    pub(super) fn after(&self, at: usize) -> &'a str {
        let start = self.words.get(at).map_or(self.text.len(), |word| word.range.end);
        let end = self.words.get(at + 1).map_or(self.text.len(), |word| word.range.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns the words that a phrase is, if it begins at the word `at`.
    pub(super) fn phrase_at(
        &self,
        at: usize,
        phrase: Phrase<'_>,
    ) -> Option<Range<usize>> {
        let words = self.words.get(at..)?;
        if !words.first()?.looks.meets(phrase.starts()) {
            return None;
        }
        let texts = words.iter().filter_map(|word| self.text.get(word.range.clone()));
        Some(at..at + phrase.matches(texts)?)
    }

    /// Returns the first place of a phrase among some of the words.
    pub(super) fn find(
        &self,
        within: Range<usize>,
        phrase: Phrase<'_>,
    ) -> Option<Range<usize>> {
        if !self.looks.meets(phrase.starts()) {
            return None;
        }
        let end = within.end.min(self.len());
        let mut places = (within.start..end).filter_map(|at| self.phrase_at(at, phrase));
        places.find(|place| place.end <= end)
    }

    /// Returns whether a phrase is among some of the words.
    pub(super) fn has(&self, within: Range<usize>, phrase: Phrase<'_>) -> bool {
        self.find(within, phrase).is_some()
    }

    /// Returns whether a phrase is anywhere in the sentence.
    pub(super) fn says(&self, phrase: Phrase<'_>) -> bool {
        self.has(0..self.len(), phrase)
    }

    /// Returns whether a phrase ends just before the word `at`.
    pub(super) fn is_after(&self, at: usize, phrase: Phrase<'_>) -> bool {
        let starts = at.saturating_sub(phrase.longest())..at;
        starts.rev().any(|start| {
            self.phrase_at(start, phrase).is_some_and(|place| place.end == at)
        })
    }
}

/// Cuts a text into words and sentences.
///
/// A word has no punctuation at its ends; `$` before it and `%` after it belong
/// to it. A sentence ends with a point, or a mark like it, before a capital
/// letter, a digit, or anything that is not a letter.
pub(super) fn cut(text: &str, words: &mut Vec<Word>, sentences: &mut Vec<Range<usize>>) {
    let mut first = 0;
    let mut start = 0;
    for end in ends(text).chain([text.len()]) {
        let part = text.get(start..end).unwrap_or_default();
        let range = core(part).map(|word| start + word.start..start + word.end);
        start = end;
        let Some(range) = range else { continue };
        if let Some(last) = words.last()
            && words.len() > first
            && ends_sentence(text, &last.range, range.start)
        {
            sentences.push(first..words.len());
            first = words.len();
        }
        let looks = Looks::of_written(text.get(range.clone()).unwrap_or_default());
        words.push(Word { range, looks });
    }
    if words.len() > first {
        sentences.push(first..words.len());
    }
}

/// Returns where words can end: after a space, a dash, or what stands for code.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    // A space, or the first byte of one of the others.
    let found =
        bytes::find(text.as_bytes(), |byte| bytes::is_one_of(byte, [b' ', 0xe2, 0xef]));
    found.filter_map(|at| {
        let rest = text.get(at..)?;
        if rest.starts_with(' ') {
            return Some(at + 1);
        }
        let is_end = rest.starts_with(['–', '—', OPAQUE]);
        is_end.then_some(at + OPAQUE.len_utf8())
    })
}

/// Returns where the word of a part is, without the punctuation at its ends.
fn core(part: &str) -> Option<Range<usize>> {
    let written = part.strip_suffix(' ').unwrap_or(part);
    if let (Some(first), Some(last)) =
        (written.as_bytes().first(), written.as_bytes().last())
        && bytes::is_word(*first)
        && bytes::is_word(*last)
    {
        return Some(0..written.len());
    }
    let word = written.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$');
    let start = written.len() - word.len();
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    (!word.is_empty()).then_some(start..start + word.len())
}

/// Returns whether a sentence ends with the word `last`, before one at `next`.
fn ends_sentence(text: &str, last: &Range<usize>, next: usize) -> bool {
    let between = text.get(last.end..next).unwrap_or_default();
    if between == " " {
        return false;
    }
    let word = text.get(last.clone()).unwrap_or_default();
    let ends = between.contains(['!', '?']);
    let starts_small =
        text.get(next..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let is_short = word.chars().count() == 1
        || ABBREVIATIONS.iter().any(|short| short.eq_ignore_ascii_case(word));
    (ends || between.contains('.') && !is_short) && !starts_small
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        cut(text, &mut words, &mut sentences);
        let joined = sentences.into_iter().map(|range| {
            let words = words[range].iter().map(|word| &text[word.range.clone()]);
            words.collect::<Vec<_>>().join("|")
        });
        joined.collect()
    }

    #[test]
    fn a_text_is_sentences_and_these_are_words() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 8] = [
            ("One. Two!",                        &["One", "Two"]),
            ("We do (e.g. This), etc. Really.",  &["We|do|e.g|This|etc|Really"]),
            ("On Sept. 1, 2025, at 3.14% ok?",   &["On|Sept|1|2025|at|3.14%|ok"]),
            ("“Quoted.” After",                  &["Quoted", "After"]),
            ("annually—most recently",           &["annually|most|recently"]),
            ("over $25 million",                 &["over|$25|million"]),
            ("a \u{fffc}\u{fffc} b",             &["a|b"]),
            (" – ",                              &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn a_phrase_has_alternatives_beginnings_and_words_that_may_be_missing() {
        #[rustfmt::skip]
        let cases = [
            // text                      phrase                 found
            ("We are in the process of", "in the process of",   Some(2..6)),
            ("In process",               "in the? process",     Some(0..2)),
            ("we’re here",               "we|we're",            Some(0..1)),
            ("Certification",            "certif*",             Some(0..1)),
            ("in the",                   "in the process",      None),
            ("in",                       "the?",                None),
        ];
        for (text, phrase, expected) in cases {
            let (mut words, mut sentences) = (Vec::new(), Vec::new());
            cut(text, &mut words, &mut sentences);
            let sentence = Sentence::new(text, &words);
            assert_eq!(sentence.find(0..99, Phrase::new(phrase)), expected, "{text}");
        }
    }
}

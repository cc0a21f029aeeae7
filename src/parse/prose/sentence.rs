//! Words, sentences, and phrases to look for in them.

use std::ops::Range;

use super::passage::OPAQUE;

/// A sentence of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    /// The text of the passage.
    text: &'a str,
    /// Its words, as ranges of the text.
    words: &'a [Range<usize>],
}

/// Words after whose point a sentence goes on.
const ABBREVIATIONS: [&str; 32] = [
    "e.g", "i.e", "etc", "vs", "inc", "ltd", "corp", "co", "no", "art", "sec", "mr",
    "mrs", "ms", "dr", "st", "approx", "dept", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "para",
];

impl<'a> Sentence<'a> {
    /// Makes a sentence of some words of a text.
    pub(super) const fn new(text: &'a str, words: &'a [Range<usize>]) -> Self {
        Self { text, words }
    }

    /// Returns how many words it has.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns a word; nothing, where there is none.
    pub(super) fn word(&self, at: usize) -> &'a str {
        let range = self.words.get(at).cloned().unwrap_or_default();
        self.text.get(range).unwrap_or_default()
    }

    /// Returns where some of its words are in the text of the passage.
    pub(super) fn range(&self, words: Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |word| word.start);
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last));
        start..last.map_or(start, |word| word.end.max(start))
    }

    /// Returns some of its words as they are written, with what is between them.
    pub(super) fn written(&self, words: Range<usize>) -> &'a str {
        self.text.get(self.range(words)).unwrap_or_default()
    }

    /// Returns what stands between a word and the next one, or the end.
    pub(super) fn after(&self, at: usize) -> &'a str {
        let start = self.words.get(at).map_or(self.text.len(), |word| word.end);
        let end = self.words.get(at + 1).map_or(self.text.len(), |word| word.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns the words that `phrase` is, if it begins at the word `at`.
    ///
    /// A phrase is words in lower case, separated by spaces. `a|b` is either
    /// word, `a*` any word that begins so, and `a?` may be missing.
    pub(super) fn phrase_at(&self, at: usize, phrase: &str) -> Option<Range<usize>> {
        let mut next = at;
        for part in phrase.split(' ') {
            let (part, is_optional) = match part.strip_suffix('?') {
                Some(part) => (part, true),
                None => (part, false),
            };
            let word =
                self.words.get(next).and_then(|range| self.text.get(range.clone()));
            if word.is_some_and(|word| part.split('|').any(|it| is_word(word, it))) {
                next += 1;
            } else if !is_optional {
                return None;
            }
        }
        (next > at).then_some(at..next)
    }

    /// Returns the first place of a phrase among some of the words.
    pub(super) fn find(
        &self,
        within: Range<usize>,
        phrase: &str,
    ) -> Option<Range<usize>> {
        let end = within.end.min(self.len());
        let mut places = (within.start..end).filter_map(|at| self.phrase_at(at, phrase));
        places.find(|place| place.end <= end)
    }

    /// Returns whether a phrase is among some of the words.
    pub(super) fn has(&self, within: Range<usize>, phrase: &str) -> bool {
        self.find(within, phrase).is_some()
    }

    /// Returns whether a phrase is anywhere in the sentence.
    pub(super) fn says(&self, phrase: &str) -> bool {
        self.has(0..self.len(), phrase)
    }

    /// Returns whether a phrase ends just before the word `at`.
    pub(super) fn is_after(&self, at: usize, phrase: &str) -> bool {
        let longest = phrase.split(' ').count();
        let starts = at.saturating_sub(longest)..at;
        starts.rev().any(|start| {
            self.phrase_at(start, phrase).is_some_and(|place| place.end == at)
        })
    }
}

/// Returns whether a word is `wanted`, in whatever case and with whatever
/// apostrophe; `wanted*` is any word that begins so.
fn is_word(word: &str, wanted: &str) -> bool {
    let (wanted, is_prefix) = match wanted.strip_suffix('*') {
        Some(wanted) => (wanted, true),
        None => (wanted, false),
    };
    let mut letters = word.chars().map(|letter| match letter {
        '’' => '\'',
        other => other.to_ascii_lowercase(),
    });
    wanted.chars().all(|letter| letters.next() == Some(letter))
        && (is_prefix || letters.next().is_none())
}

/// Cuts a text into words and sentences.
///
/// A word has no punctuation at its ends; `$` before it and `%` after it belong
/// to it. A sentence ends with a point, or a mark like it, before a capital
/// letter, a digit, or anything that is not a letter.
pub(super) fn cut(
    text: &str,
    words: &mut Vec<Range<usize>>,
    sentences: &mut Vec<Range<usize>>,
) {
    let is_between = |c: char| matches!(c, ' ' | '–' | '—' | OPAQUE);
    let mut at = 0;
    let mut first = 0;
    for part in text.split_inclusive(is_between) {
        let start = at;
        at += part.len();
        let word = part.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$');
        let lead = part.len() - word.len();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if word.is_empty() {
            continue;
        }
        if let Some(last) = words.last()
            && words.len() > first
            && ends_sentence(text, last, start + lead)
        {
            sentences.push(first..words.len());
            first = words.len();
        }
        words.push(start + lead..start + lead + word.len());
    }
    if words.len() > first {
        sentences.push(first..words.len());
    }
}

/// Returns whether a sentence ends with the word `last`, before one at `next`.
fn ends_sentence(text: &str, last: &Range<usize>, next: usize) -> bool {
    let between = text.get(last.end..next).unwrap_or_default();
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
            let words = words[range].iter().map(|word| &text[word.clone()]);
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
            assert_eq!(sentence.find(0..99, phrase), expected, "{text}");
        }
    }
}

//! Splits a text into words and signs.
//!
//! White space belongs to what is before it, and makes no difference. A word is
//! about what [UAX #29](https://www.unicode.org/reports/tr29/) takes for one;
//! scripts without spaces are taken sign by sign.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use crate::parse::Blocks;
use crate::parse::block::{Piece, Run, Style};

/// A word or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins, from the start of the piece; it ends where the next one
    /// begins.
    pub(super) start: u32,
    /// A digest of what it says.
    pub(super) key: u64,
    /// The same without regard to the case of letters.
    pub(super) folded: u64,
    /// A digest of how it is set; 0 for plain text.
    pub(super) style: u64,
    /// A digest of where it leads; 0 for nowhere.
    pub(super) target: u64,
    /// Whether it has a letter or a digit.
    pub(super) is_word: bool,
    /// What it ends, if it is a sign.
    pub(super) ends: Ends,
}

/// What a sign ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ends {
    #[default]
    Nothing,
    /// A part of a sentence: `,`.
    Part,
    /// A sentence: `.`.
    Sentence,
}

/// A word or a sign as it is found, with the runs from it on.
struct Part<'b> {
    runs: &'b [Run],
    start: u32,
    word: &'b str,
}

/// Splits a piece of a version into tokens.
pub(super) fn tokens(blocks: &Blocks, piece: Piece) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(blocks.text(piece).len() / 4);
    tokens.extend(parts(blocks, piece).map(|part| {
        let token = token(blocks, &part);
        Token { start: part.start - piece.start, ..token }
    }));
    tokens
}

/// Counts the words in a piece of a version.
pub(super) fn count_words(blocks: &Blocks, piece: Piece) -> usize {
    parts(blocks, piece).filter(Part::is_word).count()
}

fn parts(blocks: &Blocks, piece: Piece) -> impl Iterator<Item = Part<'_>> {
    let text = blocks.text(piece);
    let mut runs = blocks.runs(piece);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = without_space(text.get(at..)?);
        if rest.is_empty() {
            return None;
        }
        let from = text.len() - rest.len();
        let start = piece.start + offset(from);
        while let Some((run, others)) = runs.split_first()
            && run.piece.end <= start
        {
            runs = others;
        }
        let length = match mark(runs, start) {
            Some(mark) => (mark.piece.end - start) as usize,
            None => length(rest.get(..next_mark(runs, start)).unwrap_or(rest)),
        };
        let (word, _) = rest.split_at_checked(length).unwrap_or((rest, ""));
        at = from + word.len();
        Some(Part { runs, start, word })
    })
}

impl<'b> Part<'b> {
    fn end(&self) -> u32 {
        self.start + offset(self.word.len())
    }

    /// Returns the runs that have a part in it.
    fn own_runs(&self) -> impl Iterator<Item = &'b Run> {
        let end = self.end();
        self.runs.iter().take_while(move |run| run.piece.start < end)
    }

    /// Returns whether it has a letter or a digit, and is not the number of a
    /// footnote.
    fn is_word(&self) -> bool {
        let begins_so =
            self.word.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        (begins_so || self.word.chars().any(char::is_alphanumeric))
            && !self.own_runs().any(|run| run.style.has(Style::NOTE))
    }
}

/// Returns a text without the white space before it: one space or none, before most
/// words.
fn without_space(text: &str) -> &str {
    let rest = text.strip_prefix(' ').unwrap_or(text);
    let is_word = rest.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    if is_word { rest } else { rest.trim_start() }
}

/// Returns the number of a footnote or the box of a task that begins here; it is
/// one token, whatever is next to it.
fn mark(runs: &[Run], start: u32) -> Option<&Run> {
    runs.first().filter(|run| is_mark(run) && run.piece.start <= start)
}

/// Returns how many bytes there are up to the next mark.
fn next_mark(runs: &[Run], start: u32) -> usize {
    let next = runs.first().filter(|run| is_mark(run));
    next.map_or(usize::MAX, |run| (run.piece.start - start) as usize)
}

fn is_mark(run: &Run) -> bool {
    run.style.has(Style::NOTE) || run.style.has(Style::TASK)
}

/// Returns the length of the word or sign that a text begins with.
fn length(text: &str) -> usize {
    ascii_length(text.as_bytes()).unwrap_or_else(|| unicode_length(text))
}

fn unicode_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    if !is_part(first) || stands_alone(first) {
        return first.len_utf8();
    }
    let mut last = first;
    while let Some((at, next)) = chars.next() {
        let after = chars.peek().map(|(_, after)| *after);
        let goes_on = is_part(next) && !stands_alone(next)
            || after.is_some_and(|after| joins(last, next, after));
        if !goes_on {
            return at;
        }
        last = next;
    }
    text.len()
}

/// Returns the length of the word that a text begins with, where ASCII alone
/// tells it: that of most words, in a third of the time.
fn ascii_length(text: &[u8]) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = text.iter().take_while(|byte| is_part(byte)).count();
    let is_end = match text.get(length..)? {
        [b'.' | b'\'' | b',', after, ..] => after.is_ascii() && !is_part(after),
        [next, ..] => next.is_ascii(),
        [] => true,
    };
    (length > 0 && is_end).then_some(length)
}

/// Returns whether a sign joins the characters around it to one word.
fn joins(before: char, sign: char, after: char) -> bool {
    match sign {
        '.' | '\'' | '’' => before.is_alphanumeric() && after.is_alphanumeric(),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Returns whether a character is part of words.
fn is_part(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// Returns whether a character is a token of its own though it is a letter:
/// there are no spaces in the scripts that it is of.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn token(blocks: &Blocks, part: &Part<'_>) -> Token {
    let (start, end, word) = (part.start, part.end(), part.word);
    let (mut style, mut target) = (0, 0);
    let mut says = None;
    for run in part.own_runs() {
        let from = run.piece.start.max(start) - start;
        let to = run.piece.end.min(end) - start;
        style = digest(&(style, from, to, run.style));
        if run.target.is_some() {
            target = digest(&(target, blocks.target(run)));
        }
        if run.style.has(Style::NOTE) {
            says = Some(digest(&blocks.target(run)));
        }
    }
    let key = says.unwrap_or_else(|| word_digest(word));
    let has_case = says.is_none() && has_upper_case(word);
    let is_word = part.is_word();
    Token {
        start,
        key,
        folded: if has_case { word_digest(&word.to_lowercase()) } else { key },
        style,
        target,
        is_word,
        ends: match word {
            _ if is_word => Ends::Nothing,
            "." | "!" | "?" | "。" => Ends::Sentence,
            "," | ";" | ":" | "–" | "—" | "、" => Ends::Part,
            _ => Ends::Nothing,
        },
    }
}

fn has_upper_case(word: &str) -> bool {
    if word.is_ascii() {
        return word.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    word.chars().any(char::is_uppercase)
}

/// An odd number without a pattern, the golden ratio: to multiply by it mixes
/// bits and takes nothing away.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns a digest of a word. Three words of four fit into it whole, so that no
/// two of them have the same one; mixed, as a [sketch](super::sketch) takes the
/// smallest for a sample.
fn word_digest(word: &str) -> u64 {
    let mut bytes = [0; 8];
    match bytes.get_mut(..word.len()) {
        Some(letters) if letters.len() < 8 => letters.copy_from_slice(word.as_bytes()),
        _ => return digest(word),
    }
    let whole = u64::from_le_bytes(bytes) | (word.len() as u64) << 56;
    let mixed = whole.wrapping_mul(FACTOR);
    (mixed ^ (mixed >> 32)).wrapping_mul(FACTOR)
}

/// Returns a digest of a value, the same on every machine and in every run.
pub(super) fn digest<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_words_end_where_unicode_says(text in "[aZ9_.',; \\u{301}é日-]{1,8}") {
            prop_assert_eq!(length(&text), unicode_length(&text));
        }
    }

    #[test]
    fn words_that_differ_have_digests_that_differ_everywhere() {
        let short = (0..4096).map(|number| number.to_string());
        let long = (0..4096).map(|number| format!("{number:09}"));
        let padded = ["", "\0", "\0\0", "a", "a\0"].map(str::to_owned);
        let words: BTreeSet<String> = short.chain(long).chain(padded).collect();
        let digests: BTreeSet<u64> = words.iter().map(|word| word_digest(word)).collect();
        assert_eq!(digests.len(), words.len());
        // A sample of the smallest is as good as any.
        for shift in [0, 24, 56] {
            let bytes = digests.iter().map(|digest| digest >> shift & 0xff);
            assert_eq!(bytes.collect::<BTreeSet<_>>().len(), 256, "bits from {shift}");
        }
    }
}

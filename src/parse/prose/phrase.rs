//! Phrases, and a quick way to see where they cannot be.
//!
//! Most words of a text begin no phrase that is looked for. How a word begins, and
//! how long it is and ends, are therefore kept as one of 64 numbers each, and a
//! phrase knows the numbers of all words that it can begin with: a look at two bits
//! is enough for nearly all words, and one look at all of a sentence for most
//! sentences.

/// What to look for in a sentence.
///
/// A phrase is words in lower case, separated by spaces. `a|b` is either word,
/// `a*` any word that begins so, and `a?` may be missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase<'a> {
    text: &'a str,
    /// How the word can look that the phrase begins with.
    starts: Looks,
    /// How many words it has at most.
    longest: usize,
}

/// Makes a [`Phrase`] while the program is compiled.
macro_rules! phrase {
    ($text:expr) => {
        const { $crate::parse::prose::phrase::Phrase::new($text) }
    };
}

pub(super) use phrase;

/// How words look: a set, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// By their first two letters.
    heads: u64,
    /// By their length and their last letter.
    tails: u64,
}

impl Looks {
    /// Returns how a word looks.
    pub(super) const fn of(word: &[u8]) -> Self {
        let (first, second, last) = match word {
            [] => (0, 0, 0),
            [only] => (letter(*only), 0, *only),
            [first, second] => (letter(*first), letter(*second), *second),
            [first, second, .., last] => (letter(*first), letter(*second), *last),
        };
        // Odd factors, so that two letters that change places make another number.
        let head = first.wrapping_mul(11) ^ second.wrapping_mul(5);
        let length = word.len().to_le_bytes()[0];
        let tail = length.wrapping_mul(7) ^ letter(last).wrapping_mul(3);
        Self { heads: 1 << (head & 63), tails: 1 << (tail & 63) }
    }

    /// Returns how words look that begin so, whatever comes then.
    const fn of_start(start: &[u8]) -> Self {
        let heads = if start.len() < 2 { u64::MAX } else { Self::of(start).heads };
        Self { heads, tails: u64::MAX }
    }

    /// Returns how a word in a text looks, of which an apostrophe may take more
    /// bytes than in a phrase.
    pub(super) fn of_written(word: &str) -> Self {
        let word = word.as_bytes();
        if word.is_ascii() { Self::of(word) } else { Self::of_start(word) }
    }

    /// Returns whether a word that looks so may be one of these.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.heads & other.heads != 0 && self.tails & other.tails != 0
    }

    /// Returns both sets.
    pub(super) const fn and(self, other: Self) -> Self {
        Self { heads: self.heads | other.heads, tails: self.tails | other.tails }
    }
}

/// Returns a byte as it counts here: in lower case, and like an apostrophe if it is
/// part of what may be one.
const fn letter(byte: u8) -> u8 {
    if byte.is_ascii() { byte.to_ascii_lowercase() } else { b'\'' }
}

impl<'a> Phrase<'a> {
    /// Makes a phrase of its text.
    pub(super) const fn new(text: &'a str) -> Self {
        let mut starts = Looks { heads: 0, tails: 0 };
        let mut longest = 1;
        let mut is_first = true;
        let mut rest = text.as_bytes();
        loop {
            let length = length(rest);
            let (word, after) = rest.split_at(length);
            if is_first {
                starts = starts.and(match word {
                    [start @ .., b'*'] => Looks::of_start(start),
                    [word @ .., b'?'] | word => Looks::of(word),
                });
            }
            let Some((end, after)) = after.split_first() else { break };
            if *end == b' ' {
                // What may be missing leaves the beginning to what comes next.
                is_first = is_first && matches!(word, [.., b'?']);
                longest += 1;
            }
            rest = after;
        }
        Self { text, starts, longest }
    }

    /// Returns how the word can look that the phrase begins with.
    pub(super) const fn starts(&self) -> Looks {
        self.starts
    }

    /// Returns how many words it has at most.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }

    /// Returns how many of some words it is, if it begins with the first; no more
    /// than [`Phrase::longest`] are asked for.
    pub(super) fn matches<'t>(
        &self,
        mut words: impl Iterator<Item = &'t str>,
    ) -> Option<usize> {
        let mut count = 0;
        let mut word = words.next();
        for part in self.text.split(' ') {
            let (part, is_optional) = match part.strip_suffix('?') {
                Some(part) => (part, true),
                None => (part, false),
            };
            if word.is_some_and(|word| part.split('|').any(|it| is_word(word, it))) {
                count += 1;
                word = words.next();
            } else if !is_optional {
                return None;
            }
        }
        (count > 0).then_some(count)
    }
}

/// Returns how many bytes come before the next space or bar.
const fn length(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        if matches!(*byte, b' ' | b'|') {
            break;
        }
        rest = after;
    }
    text.len() - rest.len()
}

/// Returns whether a word is `wanted`, in whatever case and with whatever
/// apostrophe; `wanted*` is any word that begins so.
fn is_word(word: &str, wanted: &str) -> bool {
    let (wanted, is_prefix) = match wanted.strip_suffix('*') {
        Some(wanted) => (wanted, true),
        None => (wanted, false),
    };
    let (word, wanted) = (word.as_bytes(), wanted.as_bytes());
    if word.is_ascii() {
        let is_fit = if is_prefix {
            word.len() >= wanted.len()
        } else {
            word.len() == wanted.len()
        };
        return is_fit
            && word.iter().zip(wanted).all(|(a, b)| a.to_ascii_lowercase() == *b);
    }
    let word = String::from_utf8_lossy(word).replace('’', "'").to_ascii_lowercase();
    if is_prefix {
        word.as_bytes().starts_with(wanted)
    } else {
        word.as_bytes() == wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_begins_where_its_first_word_may() {
        #[rustfmt::skip]
        let cases = [
            // phrase            words that it may begin with   one that it never does
            ("in the? process",  &["In", "in"][..],             "process"),
            ("the? end? of?",    &["The", "END", "of"],         "when"),
            ("we|we're|i",       &["we’re", "I", "we"],         "you"),
            ("certif*",          &["Certification"],            "soc"),
        ];
        for (text, first, never) in cases {
            let phrase = Phrase::new(text);
            for word in first {
                assert!(phrase.starts().meets(Looks::of_written(word)), "{word}");
            }
            assert!(!phrase.starts().meets(Looks::of_written(never)), "{never}");
        }
        assert_eq!(Phrase::new("in the? process").longest(), 3);
    }
}

//! How messages name things.

use crate::base::visible::{is_hidden, quote_ends};

/// How much of an author's text a message repeats, in characters.
const LONGEST: usize = 80;

/// Returns an author's text in backticks: visible, and without its middle where it is
/// long.
pub(super) fn code(text: &str) -> String {
    quote_ends(text, LONGEST)
}

/// Returns the name of a character in the Unicode standard: `U+200B`.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Returns whether a character leaves no mark of its own on the page.
pub(super) fn is_unseen(character: char) -> bool {
    is_hidden(character) || (character.is_whitespace() && character != ' ')
}

/// Returns a number with its noun: `1 day`, `47 days`.
pub(super) fn count(number: impl TryInto<i128>, noun: &str) -> String {
    let number = number.try_into().unwrap_or(i128::MAX);
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns alternatives in backticks: `` `a`, `b` or `c` ``.
pub(super) fn either(words: &[impl AsRef<str>]) -> String {
    match words {
        [] => String::new(),
        [only] => code(only.as_ref()),
        [start @ .., last] => {
            let start: Vec<_> = start.iter().map(|word| code(word.as_ref())).collect();
            format!("{} or {}", start.join(", "), code(last.as_ref()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_alternatives_read_as_english() {
        assert_eq!(count(1, "day"), "1 day");
        assert_eq!(count(47, "day"), "47 days");
        assert_eq!(either(&["a"]), "`a`");
        assert_eq!(either(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}

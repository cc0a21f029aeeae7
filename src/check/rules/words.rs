//! How messages name things.

use std::fmt::Write as _;

/// How much of an author's text a message repeats, in characters.
const LONGEST: usize = 80;

/// Returns an author's text in backticks.
///
/// It is one line, and shortened where it is long. A character that nobody can
/// see is spelled out: `b<U+200B>.md`.
pub(super) fn code(text: &str) -> String {
    let mut shown = String::from("`");
    for (nth, character) in text.chars().enumerate() {
        if nth == LONGEST {
            shown.push('…');
            break;
        }
        if is_unseen(character) {
            // Writing to a string cannot fail.
            _ = write!(shown, "<{}>", code_point(character));
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// Returns the name of a character in the Unicode standard: `U+200B`.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Returns whether a character leaves no mark of its own on the page.
pub(super) fn is_unseen(character: char) -> bool {
    let is_format = matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    );
    is_format || character.is_control() || (character.is_whitespace() && character != ' ')
}

/// Returns a number with its noun: `1 day`, `47 days`.
pub(super) fn count(number: impl Into<i128>, noun: &str) -> String {
    let number = number.into();
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns alternatives in backticks: `` `a`, `b` or `c` ``.
pub(super) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => code(only),
        [start @ .., last] => {
            let start: Vec<_> = start.iter().map(|word| code(word)).collect();
            format!("{} or {}", start.join(", "), code(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authors_text_is_shown_so_that_it_can_be_read() {
        let long = "x".repeat(81);
        let shortened = format!("`{}…`", "x".repeat(80));
        #[rustfmt::skip]
        let cases = [
            ("b.md",            "`b.md`"),
            ("./b\u{200b}.md",  "`./b<U+200B>.md`"),
            ("a\nb\u{a0}c",     "`a<U+000A>b<U+00A0>c`"),
            ("\u{202e}cod.exe", "`<U+202E>cod.exe`"),
            ("fünf äpfel",      "`fünf äpfel`"),
            (&long,             &shortened),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected);
        }
    }

    #[test]
    fn numbers_and_alternatives_read_as_english() {
        assert_eq!(count(1, "day"), "1 day");
        assert_eq!(count(47, "day"), "47 days");
        assert_eq!(either(&["a"]), "`a`");
        assert_eq!(either(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}

//! Characters that no reader sees as they were meant.
//!
//! Three kinds: UTF-8 that somebody once read as Windows-1252 (`â€™` for `’`),
//! characters that nobody sees, and those that turn the direction of the text.
//! They are looked for in the source, code included.

use std::ops::Range;

use crate::parse::document::{Problem, ProblemKind};

use super::Source;

mod invisible;
mod mojibake;

/// Adds what is wrong with the characters of a body.
pub(super) fn check(source: Source<'_>, problems: &mut Vec<Problem>) {
    let text = source.text;
    let mut at = 0;
    while let Some(start) = next_suspect(text, at) {
        let rest = text.get(start..).unwrap_or_default();
        let Some(character) = rest.chars().next() else { break };
        let before = text.get(..start).unwrap_or_default();
        at = start + character.len_utf8();
        if let Some(found) = mojibake::at(before, rest) {
            at = start + found.length;
            let range = start..at;
            let kind = ProblemKind::Mojibake {
                found: text.get(range.clone()).unwrap_or_default().to_owned(),
                meant: found.meant,
            };
            problems.push(problem(source, range, kind));
        } else if let Some(length) = invisible::flag(rest) {
            at = start + length;
        } else if let Some(kind) = invisible::judge(before, character, rest) {
            problems.push(problem(source, start..at, kind));
        }
    }
}

fn problem(source: Source<'_>, range: Range<usize>, kind: ProblemKind) -> Problem {
    Problem { span: source.span(range), kind }
}

/// Returns where the next character is, from `at`, that is not printable ASCII
/// or white space.
fn next_suspect(text: &str, at: usize) -> Option<usize> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let rest = text.as_bytes().get(at..)?;
    rest.iter().position(|&byte| !is_plain(byte)).map(|found| at + found)
}

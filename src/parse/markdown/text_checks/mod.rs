//! Characters that no reader sees as they were meant, keys that no reader may see,
//! and lines that are not as they should be.
//!
//! Of the characters, three kinds: UTF-8 that somebody once read as Windows-1252 (`â€™` for `’`),
//! characters that nobody sees, and those that turn the direction of the text.
//! They are looked for in the source, code included.

use std::ops::Range;

use crate::base::span::Span;
use crate::parse::document::{Link, Problem, ProblemKind};

use super::Source;

mod invisible;
pub(super) mod lines;
mod mojibake;
mod secret;

/// Adds what is wrong with the characters of a body, and the keys in it.
///
/// What nobody sees in the target of a link is left to the rules for links: it
/// is why the target is not found. `links` are in the order of the file.
pub(super) fn check(source: Source<'_>, links: &[Link], problems: &mut Vec<Problem>) {
    secret::check(source, problems);
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
            let problem = problem(source, start..at, kind);
            let is_invisible =
                matches!(problem.kind, ProblemKind::InvisibleCharacter { .. });
            if !(is_invisible && is_in_target(links, problem.span)) {
                problems.push(problem);
            }
        }
    }
}

fn problem(source: Source<'_>, range: Range<usize>, kind: ProblemKind) -> Problem {
    Problem { span: source.span(range), kind }
}

/// Returns whether a place is in the target of a link.
fn is_in_target(links: &[Link], place: Span) -> bool {
    let after = links.partition_point(|link| link.span.start <= place.start);
    let link = after.checked_sub(1).and_then(|at| links.get(at));
    link.is_some_and(|link| place.end <= link.span.end)
}

/// Returns where the next character is, from `at`, that is not printable ASCII
/// or white space.
fn next_suspect(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let plain = rest.chunks_exact(CHUNK).take_while(|chunk| {
        // Without a way out of the loop, it is a handful of instructions.
        chunk.iter().fold(true, |all, &byte| all & is_plain(byte))
    });
    let from = plain.count() * CHUNK;
    let found = rest.get(from..)?.iter().position(|&byte| !is_plain(byte))?;
    Some(at + from + found)
}

/// How many bytes are looked at at once.
const CHUNK: usize = 64;

const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') | matches!(byte, b'\t' | b'\n' | b'\r')
}

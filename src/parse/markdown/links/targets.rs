//! Where the targets of links are written.

use std::ops::Range;

use super::super::events::Definition;

/// Returns where the target of an inline link is written; `range` begins where
/// the text of the link has ended, and ends with the link.
pub(super) fn inline_target(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(range.clone())?;
    let start = range.start + rest.find("](")? + 2;
    let target = target_at(text, start);
    (target.end <= range.end).then_some(target)
}

/// Returns where the target of a definition is written.
pub(super) fn definition_target(text: &str, definition: &Definition) -> Range<usize> {
    let Range { start, end } = definition.span;
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < end && bytes.get(at) != Some(&b']') {
        at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
    }
    let target = target_at(text, at + 2);
    if target.end <= end { target } else { definition.span.clone() }
}

/// Returns the link target that begins at `start` or after white space, without
/// its angle brackets.
///
/// The parser has already found that there is one; see
/// [link destination](https://spec.commonmark.org/0.31.2/#link-destination).
fn target_at(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = skip_space(bytes, start);
    if bytes.get(start) == Some(&b'<') {
        let mut at = start + 1;
        while bytes.get(at).is_some_and(|&byte| byte != b'>' && byte != b'\n') {
            at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
        }
        return start + 1..at.min(bytes.len());
    }
    let mut at = start;
    let mut depth = 0_u32;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            _ if byte <= b' ' => break,
            _ => (),
        }
        at += 1;
    }
    start..at.min(bytes.len())
}

/// Skips white space, and the marks of a block quote at the start of a line.
fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    let mut is_line_start = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => is_line_start = true,
            b' ' | b'\t' => (),
            b'>' if is_line_start => (),
            _ => break,
        }
        at += 1;
    }
    at
}

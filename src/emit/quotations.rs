//! The texts that findings are about, and the places in them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::base::span::{LineIndex, Span};

/// Texts by path, each with what it takes to find a line in it.
#[derive(Clone, Debug, Default)]
pub struct Quotations {
    files: BTreeMap<String, Quoted>,
}

/// A text to quote from.
#[derive(Clone, Debug)]
pub struct Quoted {
    text: String,
    lines: LineIndex,
    /// What stands before each multiple of [`STEP`] bytes, once a line is so
    /// long that it matters.
    steps: OnceLock<Vec<Counts>>,
}

/// A place as people and editors count; every number starts at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in Unicode scalar values.
    pub column: u32,
    /// The column, in UTF-16 code units, as the Language Server Protocol counts.
    pub column_utf16: u32,
}

/// How much text there is.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    chars: u32,
    utf16: u32,
}

/// How far apart, in bytes, the counts of a text are kept. Without them a
/// column costs the length of its line, and a file that is one line of links
/// costs its square.
const STEP: usize = 4096;

/// Returns whether a span stands for the file as a whole.
pub(super) fn is_whole_file(span: Span) -> bool {
    span == Span::default()
}

impl Quotations {
    /// Takes paths and their texts, as [`load::quotations`](crate::load::quotations)
    /// returns them.
    pub fn new(texts: Vec<(String, String)>) -> Self {
        let files = texts.into_par_iter().map(|(path, text)| (path, Quoted::new(text)));
        Self { files: files.collect::<Vec<_>>().into_iter().collect() }
    }

    /// Returns the text of a file, if it is known.
    pub fn get(&self, path: &str) -> Option<&Quoted> {
        self.files.get(path)
    }
}

impl Counts {
    fn of(bytes: &[u8]) -> Self {
        // Each character has one byte that does not continue another, and those
        // of four bytes take two units of UTF-16.
        let starts = bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000);
        let wide = bytes.iter().filter(|&&byte| byte >= 0b1111_0000);
        let (chars, wide) = (saturating(starts.count()), saturating(wide.count()));
        Self { chars, utf16: chars.saturating_add(wide) }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            chars: self.chars.saturating_add(other.chars),
            utf16: self.utf16.saturating_add(other.utf16),
        }
    }
}

/// Returns what stands before each multiple of [`STEP`] bytes.
fn steps(text: &str) -> Vec<Counts> {
    let mut before = Counts::default();
    let steps = text.as_bytes().chunks(STEP).map(|chunk| {
        let here = before;
        before = before.plus(Counts::of(chunk));
        here
    });
    steps.collect()
}

fn saturating(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Quoted {
    /// Takes a text.
    pub fn new(text: String) -> Self {
        Self { steps: OnceLock::new(), lines: LineIndex::new(&text), text }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the lines of the text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Returns the place of a byte offset; one inside a character counts as the
    /// character's start, one past the end as the end.
    pub fn place(&self, offset: u32) -> Place {
        let line = self.lines.line_at(offset);
        let start = self.lines.start_of(line);
        let end = self.boundary(offset as usize).max(start);
        let Counts { chars, utf16 } = self.between(start, end);
        Place {
            line,
            column: chars.saturating_add(1),
            column_utf16: utf16.saturating_add(1),
        }
    }

    /// Returns the largest boundary between characters that is not after
    /// `offset`.
    pub(super) fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn between(&self, start: usize, end: usize) -> Counts {
        if end - start <= STEP {
            return Counts::of(self.text.as_bytes().get(start..end).unwrap_or_default());
        }
        let (before, up_to) = (self.before(start), self.before(end));
        Counts {
            chars: up_to.chars.saturating_sub(before.chars),
            utf16: up_to.utf16.saturating_sub(before.utf16),
        }
    }

    fn before(&self, offset: usize) -> Counts {
        let steps = self.steps.get_or_init(|| steps(&self.text));
        let step = (offset / STEP).min(steps.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        let counted = steps.get(step).copied().unwrap_or_default();
        counted.plus(Counts::of(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_are_what_editors_show() {
        let quoted = Quoted::new("\u{feff}a\u{1f469}b\r\n\u{e9}x".to_owned());
        #[rustfmt::skip]
        let cases = [
            // offset  line  column  UTF-16
            (0,        1,    1,      1), // before the byte order mark
            (3,        1,    1,      1),
            (8,        1,    3,      4), // the woman is two units
            (6,        1,    2,      2), // inside her is her start
            (9,        1,    4,      5),
            (11,       2,    1,      1),
            (13,       2,    2,      2),
            (99,       2,    3,      3), // past the end is the end
        ];
        for (offset, line, column, column_utf16) in cases {
            let expected = Place { line, column, column_utf16 };
            assert_eq!(quoted.place(offset), expected, "offset {offset}");
        }
    }

    proptest! {
        /// The kept counts change the cost of a place, not the place.
        #[test]
        fn a_long_line_has_the_columns_of_a_short_one(
            unit in "[a\u{e9}\u{4e00}\u{1f469}]{1,9}",
            times in 1_usize..4_000,
            at in 0_u32..40_000,
        ) {
            let text = unit.repeat(times);
            let quoted = Quoted::new(text.clone());
            let place = quoted.place(at);
            let expected = quoted.lines().line_column(&text, at);
            prop_assert_eq!((place.line, place.column), (expected.line, expected.column));
            let before = text.get(..quoted.boundary(at as usize)).unwrap();
            prop_assert_eq!(place.column_utf16 as usize, before.encode_utf16().count() + 1);
        }
    }
}

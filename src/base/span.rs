//! Places in files: byte spans, and the lines and columns that people count.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A file that findings can point into, as a position in the site's table of
/// sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

impl SourceId {
    /// Returns the position in the table of sources.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file.
///
/// # Invariants
///
/// `start <= end`. Both are offsets into the file as it is on disk, a byte
/// order mark included.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// Creates a span; a range that runs backwards becomes empty at its start.
    ///
    /// Files are smaller than 4 GiB: `load` refuses larger ones long before.
    pub fn new(range: Range<usize>) -> Self {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// Returns the span as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns this span moved `offset` bytes to the right.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        let range = self.range();
        Self::new(range.start + offset..range.end + offset)
    }

    /// Returns the text of this span in `text`, or nothing where it is not one.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place as people count: both numbers start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: u32,
    /// The column, in Unicode scalar values.
    pub column: u32,
}

/// Where each line of a text begins, to turn offsets into lines and columns.
///
/// Lines end with `\n`; a `\r` before it belongs to the line. A byte order mark
/// counts for nothing: column 1 of line 1 is the first character after it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

const BOM: char = '\u{feff}';

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Self {
        let first = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let starts = line_starts(text).map(|start| start.max(first));
        Self { starts: starts.map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect() }
    }

    /// Returns the line and column of a byte offset in the same `text`.
    ///
    /// An offset inside a character counts as the character's start, one past
    /// the end as the end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line_at(offset);
        let start = self.start_of(line);
        let end = floor_boundary(text, (offset as usize).min(text.len()));
        let before = text.get(start..end).unwrap_or_default();
        let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1) + 1;
        LineColumn { line, column }
    }

    /// Returns the byte offset of a line and column, if the text has it.
    pub fn offset(&self, text: &str, place: LineColumn) -> Option<u32> {
        let start = *self.starts.get(place.line.checked_sub(1)? as usize)? as usize;
        let end = self
            .starts
            .get(place.line as usize)
            .map_or(text.len(), |&next| next as usize);
        let mut chars = text.get(start..end)?.char_indices().map(|(at, _)| start + at);
        let nth = place.column.checked_sub(1)? as usize;
        chars
            .nth(nth)
            .or((nth <= end - start).then_some(end))
            .and_then(|at| u32::try_from(at).ok())
    }

    /// Returns the number of the line that holds `offset`, from 1.
    pub fn line_at(&self, offset: u32) -> u32 {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// Returns the byte offset at which a line begins.
    pub fn start_of(&self, line: u32) -> usize {
        let index = line.saturating_sub(1) as usize;
        self.starts.get(index).or(self.starts.last()).map_or(0, |&start| start as usize)
    }
}

/// Returns where each line of `text` begins; what follows the last `\n` is a line
/// as well, even if it is empty.
///
/// Lines are short: that they are found sixteen bytes at a time or more, and not
/// one after the other, is a twentieth of a check.
pub fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    std::iter::once(0).chain(breaks.map(|at| at + 1))
}

/// Returns the largest character boundary in `text` that is not after `offset`.
fn floor_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_what_an_editor_shows() {
        let text = "\u{feff}one\r\nzwö lf\nlast";
        let index = LineIndex::new(text);
        #[rustfmt::skip]
        let cases = [
            // offset  line  column
            (3,        1,    1), // after the byte order mark
            (6,        1,    4), // the carriage return belongs to its line
            (8,        2,    1),
            (12,       2,    4), // ö is one column, two bytes
            (16,       3,    1),
            (99,       3,    5), // past the end is the end
        ];
        for (offset, line, column) in cases {
            let got = index.line_column(text, offset);
            assert_eq!(got, LineColumn { line, column }, "offset {offset}");
        }
    }
}

//! A piece of raw HTML as a browser would see it, and where it is written.

use std::ops::Range;

/// A piece of raw HTML, and where each part of it is in the body.
#[derive(Debug, Default)]
pub(in super::super) struct Chunk {
    pub(super) text: String,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// Where it begins in the chunk.
    at: usize,
    /// Where it is in the body.
    source: Range<usize>,
    /// Its length in the chunk: another one where marks of a quote were left
    /// out.
    length: usize,
}

impl Chunk {
    /// Adds the next part, its line ends as LF.
    ///
    /// `body` is the whole body; what the parser left out of `text`, the marks of
    /// a quote at the start of each line, is found there.
    pub(in super::super) fn push(
        &mut self,
        text: &str,
        source: Range<usize>,
        body: &str,
    ) {
        let mut start = source.start;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\r', '\n']);
            let ends = if line.ends_with('\n') { "\n" } else { "" };
            for part in [content, ends] {
                let rest = body.get(start..source.end).unwrap_or_default();
                // Nearly always it is what comes next.
                let found =
                    if rest.starts_with(part) { Some(0) } else { rest.find(part) };
                let place = match found {
                    Some(at) => start + at..start + at + part.len(),
                    None => source.clone(),
                };
                start = place.end.max(start);
                self.add(part, place);
            }
        }
    }

    fn add(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            let at = self.text.len();
            self.parts.push(Part { at, source, length: text.len() });
            self.text.push_str(text);
        }
    }

    /// Returns where bytes of the chunk are in the body.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start).map_or(0, |place| place.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.place(last).map_or(start, |place| place.end);
        if range.is_empty() { start..start } else { start..end.max(start) }
    }

    /// Returns where the byte at `at` is in the body.
    fn place(&self, at: usize) -> Option<Range<usize>> {
        let after = self.parts.partition_point(|part| part.at <= at);
        let part = self.parts.get(after.checked_sub(1)?)?;
        if part.length != part.source.len() {
            return Some(part.source.clone());
        }
        let place = (part.source.start + at - part.at).min(part.source.end);
        Some(place..(place + 1).min(part.source.end))
    }
}

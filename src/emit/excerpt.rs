//! The few lines of a text that a message shows, fit to be printed.
//!
//! Comes in: a text and the spans to point at. Goes out: the lines that hold
//! them, where hidden characters are escaped, tabs are spaces, and a line that
//! is too wide keeps only what stands around the spans; and where the spans are
//! in the result. The cost depends on the width, not on the length of a line.

use std::ops::Range;

use crate::base::span::Span;
use crate::base::visible::push_visible;

use super::quotations::Quoted;

/// A span to point at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Where it is in the text.
    pub(super) span: Span,
    /// How many columns what is said about it takes.
    pub(super) label_width: usize,
}

/// Lines to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) first_line: u32,
    /// The lines, each with its line break.
    pub(super) source: String,
    /// Where each mark is in `source`.
    pub(super) spans: Vec<Range<usize>>,
}

/// A span over more lines than this is shown by its first line.
const MAX_LINES: u32 = 6;

/// What stands for the part of a line that is left out.
const GAP: &str = "...";

/// The least width that lines are cut to: enough for the gaps around a message's
/// own place and the six others that are shown with it.
const MIN_WIDTH: usize = 50;

/// The greatest width that lines are cut to.
const MAX_WIDTH: usize = 1_000;

impl Excerpt {
    /// Returns the lines from the first mark to the last, cut to `width`
    /// columns, line numbers not counted.
    pub(super) fn new(quoted: &Quoted, marks: &[Mark], width: usize) -> Self {
        let ranges: Vec<Range<usize>> =
            marks.iter().map(|mark| clamp(quoted, mark.span)).collect();
        let line_at = |offset: usize| quoted.lines().line_at(to_u32(offset));
        let first = ranges.iter().map(|range| line_at(range.start)).min().unwrap_or(1);
        let last = ranges.iter().map(|range| line_at(range.end)).max().unwrap_or(1);
        let gutter = last.to_string().len() + 3;
        let width = width.saturating_sub(gutter).clamp(MIN_WIDTH, MAX_WIDTH);

        let mut source = String::new();
        let mut spans = vec![0..0; ranges.len()];
        for number in first..=last {
            let line = Line::new(quoted, number);
            let anchors = line.anchors(&ranges, marks, width);
            let kept = line.kept(&anchors, width);
            let shown = line.show(&kept);
            for (range, span) in ranges.iter().zip(&mut spans) {
                if line.holds(range.start) {
                    span.start = source.len() + line.shown_offset(&kept, range.start);
                }
                if line.holds(range.end) {
                    span.end = source.len() + line.shown_offset(&kept, range.end);
                }
            }
            source.push_str(&shown);
            source.push('\n');
        }
        Self { first_line: first, source, spans }
    }

    /// Returns whether a span is shown as it is, and not by its first line.
    pub(super) fn shows_all_of(quoted: &Quoted, span: Span) -> bool {
        let lines = quoted.lines();
        lines.line_at(span.end).saturating_sub(lines.line_at(span.start)) < MAX_LINES
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Returns a span as a range of the text: between characters, without the line
/// break at its end, and of a height that can be shown.
fn clamp(quoted: &Quoted, span: Span) -> Range<usize> {
    let lines = quoted.lines();
    let first = lines.line_at(span.start);
    let line = Line::new(quoted, first);
    let start = quoted.boundary(span.range().start).clamp(line.start, line.end);
    let mut end = quoted.boundary(span.range().end).max(start);
    let mut last = lines.line_at(to_u32(end));
    if end > start && end == lines.start_of(last) && last > first {
        last -= 1;
        end = Line::new(quoted, last).end;
    }
    if last - first >= MAX_LINES {
        end = line.end;
    } else {
        end = end.min(Line::new(quoted, last).end);
    }
    start..end.max(start)
}

/// A part of a line that is to be seen, and how much of what stands before it
/// may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    start: usize,
    end: usize,
    columns_before: usize,
}

/// One line of a text, without its line break.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    fn new(quoted: &'a Quoted, number: u32) -> Self {
        let text = quoted.text();
        let start = quoted.lines().start_of(number);
        let next = quoted.lines().start_of(number.saturating_add(1));
        let end = if next > start { next } else { text.len() };
        let line = text.get(start..end).unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        Self { text, start, end: start + line.len() }
    }

    fn holds(&self, offset: usize) -> bool {
        (self.start..=self.end).contains(&offset)
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Returns what is to be seen of the ranges on this line, sorted: one that
    /// leaves room for others, whole; of a wider one, where it begins and ends.
    fn anchors(
        &self,
        ranges: &[Range<usize>],
        marks: &[Mark],
        width: usize,
    ) -> Vec<Anchor> {
        let is_here =
            |range: &Range<usize>| self.holds(range.start) || self.holds(range.end);
        let count = ranges.iter().filter(|range| is_here(range)).count().max(1);
        let gaps = GAP.len() * (2 * count + 1);
        let room = (width.saturating_sub(gaps) / count).min(width * 4 / 5);
        let mut anchors = Vec::new();
        for (range, mark) in ranges.iter().zip(marks) {
            let taken = self.columns(range.clone(), width);
            if taken <= room && self.holds(range.start) && self.holds(range.end) {
                // The label stands to the right of the span, and should fit too.
                let taken = taken + mark.label_width + GAP.len();
                let columns_before = width.saturating_sub(taken).max(width / 5);
                let Range { start, end } = *range;
                anchors.push(Anchor { start, end, columns_before });
                continue;
            }
            for at in [range.start, range.end] {
                if self.holds(at) {
                    anchors.push(Anchor { start: at, end: at, columns_before: width });
                }
            }
        }
        anchors.sort_unstable();
        anchors
    }

    /// Returns the parts of the line to show, sorted and apart: all of it, or as
    /// much around the anchors as fits.
    fn kept(&self, anchors: &[Anchor], width: usize) -> Vec<Range<usize>> {
        let whole = self.start..self.end;
        if self.columns(whole.clone(), width + 1) <= width {
            return vec![whole];
        }
        let front = [Anchor { start: self.start, end: self.start, columns_before: 0 }];
        let anchors = if anchors.is_empty() { &front } else { anchors };
        // The largest radius that fits, by halving; none may fit.
        let (mut fits, mut too_wide) = (0, width + 1);
        while too_wide - fits > 1 {
            let radius = fits.midpoint(too_wide);
            if self.columns_of(&self.around(anchors, radius), width) <= width {
                fits = radius;
            } else {
                too_wide = radius;
            }
        }
        self.around(anchors, fits)
    }

    /// Returns what stands within `radius` columns of the anchors, joined where
    /// a gap would be as long as what it leaves out.
    fn around(&self, anchors: &[Anchor], radius: usize) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(anchors.len());
        for anchor in anchors {
            let start = self.back(anchor.start, radius.min(anchor.columns_before));
            let end = self.forward(anchor.end, radius);
            match parts.last_mut() {
                Some(last) if start <= last.end + GAP.len() => {
                    last.start = last.start.min(start);
                    last.end = last.end.max(end);
                }
                _ => parts.push(start..end),
            }
        }
        if let Some(first) = parts.first_mut()
            && first.start <= self.start + GAP.len()
        {
            first.start = self.start;
        }
        if let Some(last) = parts.last_mut()
            && last.end + GAP.len() >= self.end
        {
            last.end = self.end;
        }
        parts
    }

    /// Returns the offset that lies at most `columns` before another.
    fn back(&self, offset: usize, columns: usize) -> usize {
        let mut left = columns;
        let before = self.slice(self.start..offset).char_indices().rev();
        let fitting = before.take_while(|&(_, c)| spend(&mut left, c));
        fitting.last().map_or(offset, |(at, _)| self.start + at)
    }

    /// Returns the offset that lies at most `columns` after another.
    fn forward(&self, offset: usize, columns: usize) -> usize {
        let mut left = columns;
        let after = self.slice(offset..self.end).char_indices();
        let fitting = after.take_while(|&(_, c)| spend(&mut left, c));
        fitting.last().map_or(offset, |(at, c)| offset + at + c.len_utf8())
    }

    /// Returns how many columns a part of the line takes; counting stops
    /// after `limit`.
    fn columns(&self, range: Range<usize>, limit: usize) -> usize {
        let range = range.start.max(self.start)..range.end.min(self.end);
        let mut columns = 0;
        for c in self.slice(range).chars() {
            columns += shown_width(c);
            if columns > limit {
                break;
            }
        }
        columns
    }

    fn columns_of(&self, parts: &[Range<usize>], limit: usize) -> usize {
        let kept: usize =
            parts.iter().map(|part| self.columns(part.clone(), limit)).sum();
        let before = parts.first().is_some_and(|part| part.start > self.start);
        let after = parts.last().is_some_and(|part| part.end < self.end);
        let between = parts.len().saturating_sub(1);
        kept + GAP.len() * (between + usize::from(before) + usize::from(after))
    }

    /// Returns the line with gaps where nothing is kept.
    fn show(&self, kept: &[Range<usize>]) -> String {
        let mut shown = String::new();
        let mut at = self.start;
        for part in kept {
            if part.start > at {
                shown.push_str(GAP);
            }
            push_shown(&mut shown, self.slice(part.clone()));
            at = part.end;
        }
        if at < self.end {
            shown.push_str(GAP);
        }
        shown
    }

    /// Returns where an offset is in the line as shown. What is not kept is
    /// where its gap begins.
    fn shown_offset(&self, kept: &[Range<usize>], offset: usize) -> usize {
        let mut shown = String::new();
        let mut at = self.start;
        for part in kept {
            if offset < part.start {
                break;
            }
            if part.start > at {
                shown.push_str(GAP);
            }
            push_shown(&mut shown, self.slice(part.start..offset.min(part.end)));
            at = part.end;
        }
        shown.len()
    }
}

/// Takes the width of `c` from what is left, if there is enough.
fn spend(left: &mut usize, c: char) -> bool {
    let rest = left.checked_sub(shown_width(c));
    *left = rest.unwrap_or(0);
    rest.is_some()
}

/// How a character of a quoted line is shown.
fn push_shown_char(shown: &mut String, c: char) {
    match c {
        '\t' => shown.push_str("    "),
        _ => push_visible(shown, c),
    }
}

fn push_shown(shown: &mut String, text: &str) {
    for c in text.chars() {
        push_shown_char(shown, c);
    }
}

/// Returns how many characters a character of a quoted line is shown as.
fn shown_width(c: char) -> usize {
    if matches!(c, ' '..='~') {
        return 1;
    }
    let mut shown = String::new();
    push_shown_char(&mut shown, c);
    shown.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn excerpt(text: &str, spans: &[Range<usize>], width: usize) -> Excerpt {
        let mark =
            |span: &Range<usize>| Mark { span: Span::new(span.clone()), label_width: 0 };
        let marks: Vec<Mark> = spans.iter().map(mark).collect();
        Excerpt::new(&Quoted::new(text.to_owned()), &marks, width)
    }

    /// Returns the lines, and what the first mark points at.
    fn shown(text: &str, span: Range<usize>, width: usize) -> (String, String) {
        let excerpt = excerpt(text, &[span], width);
        let pointed = excerpt.source.get(excerpt.spans[0].clone()).unwrap().to_owned();
        (excerpt.source, pointed)
    }

    #[test]
    fn a_line_that_fits_is_shown_as_it_is() {
        #[rustfmt::skip]
        let cases = [
            // text                 span    shown             pointed at
            ("one\ntwo three\n",    8..13,  "two three\n",    "three"),
            ("one\r\ntwo\r\n",      5..10,  "two\n",          "two"),
            ("\u{feff}one",         0..6,   "one\n",          "one"),
            ("a\tb",                1..2,   "a    b\n",       "    "),
            ("a\u{1b}[31mb",        6..7,   "a\\u{1b}[31mb\n", "b"),
            ("a\u{202e}b",          1..4,   "a\\u{202e}b\n",  "\\u{202e}"),
            ("a\u{e9}b",            2..3,   "a\u{e9}b\n",     "\u{e9}"), // cut in two
            ("one\ntwo",            1..5,   "one\ntwo\n",     "ne\nt"),
            ("one\n\ntwo",          0..4,   "one\n",          "one"),
            ("one\n",               4..4,   "\n",             ""),
            ("one",                 9..12,  "one\n",          ""),
            ("",                    0..0,   "\n",             ""),
        ];
        for (text, span, line, pointed) in cases {
            let expected = (line.to_owned(), pointed.to_owned());
            assert_eq!(shown(text, span, 80), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_that_is_too_wide_is_cut_around_the_span() {
        let text = format!("{}[here]{}", "a ".repeat(5_000), " z".repeat(5_000));
        let (line, pointed) = shown(&text, 10_000..10_006, 54);
        assert_eq!(line, "... a a a a a a a a a [here] z z z z z z z z z ...\n");
        assert_eq!(pointed, "[here]");
        let (line, pointed) = shown(&text, 0..3, 54);
        assert_eq!(line, "a a a a a a a a a a a a a a a a a a a a a a a a...\n");
        assert_eq!(pointed, "a a");
    }

    #[test]
    fn a_span_that_is_too_wide_keeps_both_ends() {
        let text = format!("see [{}](x) now", "y".repeat(10_000));
        let (line, pointed) = shown(&text, 4..10_009, 54);
        assert_eq!(line, "see [yyyyyyyyyyyyyyyyyy...yyyyyyyyyyyyyyy](x) now\n");
        assert_eq!(pointed, "[yyyyyyyyyyyyyyyyyy...yyyyyyyyyyyyyyy](x)");
    }

    #[test]
    fn a_tall_span_is_shown_by_its_first_line() {
        let text = "line\n".repeat(100);
        assert_eq!(shown(&text, 5..400, 80), ("line\n".to_owned(), "line".to_owned()));
        let spans = vec![Span { start: 5, end: 400 }.range()];
        assert_eq!(excerpt(&text, &spans, 80).first_line, 2);
    }

    proptest! {
        /// Whatever the text and the spans, lines are printable and fit, and
        /// what is shown of a short span is the span.
        #[test]
        fn an_excerpt_fits_and_points_at_its_spans(
            text in "([a-z ]{0,30}|[\u{e9}\u{1f469}\t\r\n\u{1b}\u{202e}]|x{90}){0,12}",
            spans in prop::collection::vec((0_usize..400, 0_usize..60), 1..8),
            width in 0_usize..120,
        ) {
            let spans: Vec<_> = spans.iter().map(|&(at, len)| at..at + len).collect();
            let result = excerpt(&text, &spans, width);
            let quoted = Quoted::new(text.clone());
            for line in result.source.lines() {
                let columns = line.chars().count();
                prop_assert!(columns <= width.max(MIN_WIDTH), "{columns} in {line:?}");
                prop_assert!(!line.contains(char::is_control));
            }
            for (span, range) in spans.iter().zip(&result.spans) {
                let pointed = result.source.get(range.clone());
                prop_assert!(pointed.is_some(), "{range:?} in {:?}", result.source);
                let of_text = text.get(clamp(&quoted, Span::new(span.clone()))).unwrap();
                let mut expected = String::new();
                push_shown(&mut expected, of_text);
                if of_text.len() <= 2 && !of_text.contains('\n') {
                    prop_assert_eq!(pointed.unwrap(), expected);
                }
            }
        }
    }
}

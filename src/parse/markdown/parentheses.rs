//! Parentheses that a link has swallowed: `(see [the plan](plan.md), and …`.
//!
//! Whoever writes a link at the end of a remark in parentheses often takes the
//! `)` that ends the target for the one that ends the remark.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::document::{Problem, ProblemKind};

use super::Source;
use super::events::{Item, Stream};

/// One paragraph, heading, cell or the like.
#[derive(Debug, Default)]
struct Block {
    /// Where each `(` is that has not been closed, outermost first.
    open: Vec<usize>,
    /// How many `)` came without one.
    stray: usize,
    /// Where the links end, in order.
    links: Vec<Range<usize>>,
}

/// Adds a problem for each block in which one `(` before a link is never closed,
/// and the link is followed by a comma, a semicolon or a full stop, as the end of
/// a remark would be.
pub(super) fn check(
    source: Source<'_>,
    stream: &Stream<'_>,
    problems: &mut Vec<Problem>,
) {
    let mut first = 0;
    let mut has_end = false;
    for (at, (event, range)) in stream.items.iter().enumerate() {
        match event {
            Event::Start(Tag::Link { .. }) => has_end |= ends_remark(source, range),
            Event::End(
                TagEnd::Link
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Image,
            ) => (),
            Event::End(_) => {
                // Most blocks have no such link, and are not looked at again.
                if std::mem::take(&mut has_end) {
                    let items = stream.items.get(first..at).unwrap_or_default();
                    problems.extend(Block::of(source, items).problem(source));
                }
                first = at + 1;
            }
            _ => (),
        }
    }
}

/// Returns whether a link is followed by what would follow a remark.
fn ends_remark(source: Source<'_>, link: &Range<usize>) -> bool {
    let after = source.text.as_bytes().get(link.end);
    matches!(after, Some(b',' | b';' | b'.'))
}

impl Block {
    fn of(source: Source<'_>, items: &[Item<'_>]) -> Self {
        let mut block = Self::default();
        for (event, range) in items {
            match event {
                Event::Text(_) => block.text(source.text, range),
                Event::Start(Tag::Link { .. }) => block.links.push(range.clone()),
                _ => (),
            }
        }
        block
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
        for at in memchr::memchr2_iter(b'(', b')', bytes) {
            if bytes.get(at) == Some(&b'(') {
                self.open.push(range.start + at);
            } else if self.open.pop().is_none() {
                self.stray += 1;
            }
        }
    }

    fn problem(self, source: Source<'_>) -> Option<Problem> {
        let &[open] = self.open.as_slice() else { return None };
        if self.stray > 0 {
            return None; // an enumeration such as `a)`, or a face
        }
        let is_it = |link: &&Range<usize>| link.start > open && ends_remark(source, link);
        let link = self.links.iter().find(is_it)?;
        let written = source.text.get(link.clone())?.to_owned();
        let kind = ProblemKind::ParenthesisSwallowed { link: written };
        Some(Problem { span: source.span(open..link.end), kind })
    }
}

#[cfg(test)]
mod tests {
    use super::super::events::Dialect;
    use super::*;

    #[test]
    fn only_a_remark_that_ends_with_a_link_and_not_with_a_parenthesis_is_one() {
        #[rustfmt::skip]
        let cases = [
            ("x (see [a](b.md), and c.\n",             Some("(see [a](b.md)")),
            ("x (see *all of* [a](b.md). Then c.\n",   Some("(see *all of* [a](b.md)")),
            ("x (see [a](b.md)), and c.\n",            None),
            ("x (see [a](b.md) and c), d.\n",          None),
            ("a) see [a](b.md), and (c.\n",            None),
            ("x (see [a](b.md) for more\n",            None),
            ("`(` see [a](b.md), and c.\n",            None),
            ("x (y\n\nsee [a](b.md), and c.\n",        None),
        ];
        for (text, expected) in cases {
            let stream = Stream::new(text, Dialect::Extended);
            let mut problems = Vec::new();
            check(Source::new(text, 0..text.len()), &stream, &mut problems);
            let got: Vec<_> =
                problems.iter().map(|problem| problem.span.of(text)).collect();
            assert_eq!(got, expected.into_iter().collect::<Vec<_>>(), "{text:?}");
        }
    }
}

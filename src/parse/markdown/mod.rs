//! Turns the markdown of one document into facts and, to publish it, into HTML.
//!
//! 1. [`events`] parses the body once; everything after works on its events, in
//!    which [`insertions`] has put facts in the place of their names.
//! 2. [`facts`] walks over them and finds headings, anchors, links, footnotes,
//!    suppressions and words, and scans raw HTML ([`raw_html`]).
//! 3. [`prose`](mod@prose) hands the blocks that seem to claim something to the
//!    scanners of `parse/prose/`.
//! 4. [`html`] walks over them again and writes the page, with the ids and the
//!    numbers that the facts have settled, and has [`sanitise`] clean the parts
//!    whose raw HTML is more than phrases; [`holes`] then takes the link targets
//!    out.
//!
//! Where two versions are compared, [`blocks`](mod@blocks) takes the place of
//! steps 3 and 4; a frozen text that is shown needs it beside step 4.
//!
//! # The form `words-1`
//!
//! The published `.txt` of a controlled document, and the input of its words
//! digest, never changes its form:
//!
//! - One line per heading, paragraph, list item, term and definition; a
//!   paragraph inside a list item, a quote or a definition is a line of its own.
//!   List markers are left out; a task begins with `[x]` or `[ ]`.
//! - One line per row of a table, the cells separated by tabs, the header first,
//!   whatever is in a cell.
//! - One line per line of a code block.
//! - The title of an alert is a line: `Note`, `Tip`, `Important`, `Warning`,
//!   `Caution`.
//! - Alternative texts of images are in; link targets and titles are not.
//! - Footnotes stand at the end, in the order of their numbers, without marks;
//!   those that nothing refers to are left out.
//! - The text of raw HTML is in; its comments, its tags and what is never
//!   published (scripts, styles, vector images, frames) are not. A block-level
//!   tag ends a line, `<br>` is a space, a table cell begins with a tab.
//! - Each run of Unicode white space is one space, and there is none at either
//!   end of a line or a cell. Lines without anything else are left out.
//! - Unicode NFC, UTF-8, LF; a text that is not empty ends with one LF.
//!
//! # Invariants
//!
//! - Nothing here fails or panics, whatever the text is.
//! - The facts are the same for each purpose.
//! - All spans are offsets into the file.

use std::ops::Range;

use crate::base::span::Span;

use super::Purpose;
use super::block::Blocks;
pub(super) use suppression::{Directive, Place as DirectivePlace, parse as directive};
pub(super) use words::count_words;

use super::claim::Claim;
use super::document::{
    Anchor, Body, Heading, Link, ListItem, Problem, Suppression, Text,
};
use super::register::{FactUse, Facts};

mod allowed;
mod blocks;
mod contents;
mod events;
mod facts;
mod footnotes;
mod headings;
mod highlight;
mod holes;
mod html;
mod insertions;
mod links;
mod outline;
mod parentheses;
mod prose;
mod raw_html;
mod runs;
mod sanitise;
mod source;
mod suppression;
mod text_checks;
mod wording;
mod words;

/// What is asked of [`read`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'a> {
    /// Whether HTML is wanted.
    pub(super) purpose: Purpose,
    /// Whether the document is controlled, and its words are published.
    pub(super) controlled: bool,
    /// How many links of the document come before those of its body: holes
    /// count from there.
    pub(super) links_before: usize,
    /// How many bytes of code are highlighted at most; what comes after is
    /// plain.
    pub(super) highlight_limit: usize,
    /// The facts that the text can name.
    pub(super) facts: &'a Facts,
}

/// How many bytes of code it makes sense to highlight in one document: a long
/// page of real code takes 50 ms, one that was made to be slow two seconds.
pub(super) const HIGHLIGHT_LIMIT: usize = 50_000;

/// What the markdown of a document says.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its headings, in order.
    pub(super) headings: Vec<Heading>,
    /// Its ids, sorted, each once.
    pub(super) anchors: Vec<Anchor>,
    /// Its links, in the order of the file.
    pub(super) links: Vec<Link>,
    /// Its long lists.
    pub(super) lists: Vec<Vec<ListItem>>,
    /// Its suppressions, in order.
    pub(super) suppressions: Vec<Suppression>,
    /// What is wrong with it, in the order of the file.
    pub(super) problems: Vec<Problem>,
    /// What its sentences claim, in the order of the file.
    pub(super) claims: Vec<Claim>,
    /// The facts that it names.
    pub(super) facts: Vec<FactUse>,
    /// Its words.
    pub(super) text: Text,
    /// Its HTML, if that is wanted.
    pub(super) body: Option<Body>,
    /// Its blocks, if they are wanted.
    pub(super) blocks: Blocks,
}

/// The markdown of a file.
#[derive(Clone, Copy, Debug)]
struct Source<'a> {
    /// The whole file.
    file: &'a str,
    /// The body, without a byte order mark.
    text: &'a str,
    /// Where the body begins in the file.
    offset: usize,
}

/// Reads the part `body` of the file `text` as markdown.
pub(super) fn read(text: &str, body: Range<usize>, options: &Options<'_>) -> Read {
    let source = Source::new(text, body);
    let mut stream = events::Stream::new(source.text, events::Dialect::Extended);
    let found = insertions::insert(&mut stream, source, options.facts);
    let (mut read, plan) = facts::gather(source, &stream, (options, &found.edits));
    (read.facts, read.problems) = (found.uses, [read.problems, found.problems].concat());
    if options.purpose.is_of_past() {
        if options.purpose == Purpose::Show {
            read.body = Some(body_of(&stream, &plan, options));
            read.blocks = blocks::gather(&stream, &plan, read.headings.clone());
        }
        return read;
    }
    parentheses::check(source, &stream, &mut read.problems);
    text_checks::check(source, &read.links, &mut read.problems);
    let said = prose::read(source, &stream, &read.headings, options.facts.watch());
    read.claims = said.claims;
    read.problems.extend(said.problems);
    read.claims.sort_by_key(|claim| claim.span);
    text_checks::lines::check(source, &stream, &mut read.problems);
    outline::check(&read.headings, &mut read.problems);
    contents::check(source, &stream, &read.headings, &mut read.problems);
    read.problems.sort_by_key(|problem| problem.span);
    if options.purpose == Purpose::Publish {
        read.body = Some(body_of(&stream, &plan, options));
    }
    read
}

/// Returns the HTML of a body.
fn body_of(
    stream: &events::Stream<'_>,
    plan: &facts::Plan,
    options: &Options<'_>,
) -> Body {
    let page = html::page(stream, plan, options.highlight_limit);
    holes::take_out(&page, &plan.link_order, options.links_before)
}

/// Returns the part `body` of the file `text` as blocks.
pub(super) fn blocks(text: &str, body: Range<usize>) -> Blocks {
    let source = Source::new(text, body);
    let stream = events::Stream::new(source.text, events::Dialect::Extended);
    let options = Options {
        purpose: Purpose::Recall,
        controlled: false,
        links_before: 0,
        highlight_limit: 0,
        facts: Facts::none(),
    };
    let (read, plan) = facts::gather(source, &stream, (&options, &[]));
    blocks::gather(&stream, &plan, read.headings)
}

/// Returns what is wrong with the characters of a part of a file that is not
/// markdown, its front matter.
pub(super) fn check_characters(text: &str, part: Range<usize>) -> Vec<Problem> {
    let mut problems = Vec::new();
    text_checks::check(Source::new(text, part), &[], &mut problems);
    problems
}

/// Returns what was to be filled in and was not, of values in front matter.
pub(super) fn check_values(
    text: &str,
    values: impl Iterator<Item = Range<usize>>,
) -> Vec<Problem> {
    let source = Source::new(text, 0..text.len());
    // Brackets are lists there, and what looks like a sentence may be none.
    let surroundings =
        wording::Surroundings { brackets: wording::Brackets::Text, is_link: true };
    let mut problems = Vec::new();
    let in_text = |value: Range<usize>| {
        value.start.saturating_sub(source.offset)..value.end.saturating_sub(source.offset)
    };
    let values: Vec<_> = values.map(in_text).collect();
    let end = values.iter().map(|value| value.end).max().unwrap_or_default();
    let suspects = wording::Suspects::of(source.text.get(..end).unwrap_or_default());
    for value in &values {
        wording::check(source, (value, &suspects), surroundings, &mut problems);
    }
    problems
}

/// Renders CommonMark as the reference implementation does, byte for byte.
///
/// No extension, no sanitising, every link target in its place: this is the
/// parser and the writer of the site without what the site adds, so that both
/// can be compared with the [specification](https://spec.commonmark.org/0.31.2/).
///
/// ```
/// use trustpress::parse::commonmark;
///
/// assert_eq!(commonmark("*a* [b](c)"), "<p><em>a</em> <a href=\"c\">b</a></p>\n");
/// ```
pub fn commonmark(text: &str) -> String {
    let stream = events::Stream::new(text, events::Dialect::CommonMark);
    html::commonmark(&stream)
}

const BOM: char = '\u{feff}';

impl<'a> Source<'a> {
    fn new(file: &'a str, body: Range<usize>) -> Self {
        let text = file.get(body.clone()).unwrap_or_default();
        match text.strip_prefix(BOM) {
            Some(rest) => Self { file, text: rest, offset: body.start + BOM.len_utf8() },
            None => Self { file, text, offset: body.start },
        }
    }

    /// Returns where bytes of the body are in the file.
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.offset..range.end + self.offset)
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests;

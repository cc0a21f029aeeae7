//! One walk over the events of a body that finds every fact.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use crate::base::digest::sha256;
use crate::parse::document::{
    LinkRole, Problem, ProblemKind, PublishedText, Suppression,
};
use crate::parse::{Blocks, Purpose};

use super::events::Stream;
use super::footnotes::{self, Footnotes, Notes};
use super::headings::{self, Headings, Ids, Position, Shown};
use super::insertions::Insertion;
use super::links::{Links, Opening};
use super::raw_html::{self, Chunk};
use super::runs::Runs;
use super::suppression::Lines;
use super::wording::{self, Brackets, Surroundings, Suspects};
use super::words::{Keep, Words};
use super::{Options, Read, Source, outline, source};

mod raw;

/// What the writer has to know of the facts, in the order of the events.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// For each heading: its id and level.
    pub(super) headings: Vec<Shown>,
    /// How many levels raw headings go down.
    pub(super) shift: u8,
    /// For each link or image: the number of its link.
    pub(super) links: Vec<u32>,
    /// For each number of a link: its position in the order of the file.
    pub(super) link_order: Vec<u32>,
    /// For each HTML block or inline tag: what is published of it.
    pub(super) raw: Vec<String>,
    /// End tags of raw elements, and the event before which they stand.
    pub(super) raw_ends: Vec<(usize, String)>,
    /// The events whose HTML has to be cleaned, in parts that nothing reaches
    /// into or out of.
    pub(super) unclean: Vec<Range<usize>>,
    /// The footnotes.
    pub(super) notes: Notes,
}

/// What has been found so far.
#[derive(Debug)]
pub(super) struct Gatherer<'a> {
    pub(super) source: Source<'a>,
    pub(super) headings: Headings,
    pub(super) links: Links<'a>,
    pub(super) footnotes: Footnotes,
    /// Whether there is a `[^` anywhere: most bodies have none, and need not be
    /// searched text by text.
    has_footnotes: bool,
    suspects: Suspects,
    brackets: Brackets,
    pub(super) ids: Ids,
    pub(super) words: Words,
    runs: Runs,
    pub(super) raw: raw_html::State,
    pub(super) suppressions: Vec<Suppression>,
    /// The suppressions that an `on` can end, by their position.
    blocks: Vec<usize>,
    pub(super) problems: Vec<Problem>,
    lines: Option<Lines<'a>>,
    plan: Plan,
    /// How deep the body nests, if it was not parsed.
    too_deep: Option<usize>,
    /// How deep lists and quotes go where they go deeper than is shown, and where.
    deepest: Option<(usize, Range<usize>)>,
    /// The position of the event.
    at: usize,
    /// How many lists, quotes and the like are open.
    depth: usize,
    /// How many images are open: what is in them is alternative text.
    images: usize,
    /// How many cells the current row of a table has.
    cells: usize,
    place: Place,
    /// The HTML block that is open.
    chunk: Option<Chunk>,
    /// Whether a reader has seen anything yet.
    position: Position,
}

/// Where in a body we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    Code,
    /// A row of a table, which is one line whatever is in it.
    Row,
}

/// Returns the facts of a body, without its HTML, and what to know to write it.
pub(super) fn gather<'a>(
    source: Source<'a>,
    stream: &'a Stream<'a>,
    (options, edits): (&Options<'_>, &[Insertion]),
) -> (Read, Plan) {
    let mut gatherer = Gatherer {
        source,
        headings: Headings::default(),
        links: Links::new(source, stream),
        footnotes: Footnotes::default(),
        has_footnotes: memchr::memmem::find(source.text.as_bytes(), b"[^").is_some(),
        suspects: match options.purpose {
            Purpose::Recall | Purpose::Show => Suspects::default(),
            Purpose::Check | Purpose::Publish => Suspects::of(source.text),
        },
        brackets: if options.controlled { Brackets::Open } else { Brackets::Text },
        ids: Ids::default(),
        words: Words::new(
            if options.controlled { Keep::All } else { Keep::Lead },
            source.text.len(),
        ),
        runs: Runs::default(),
        raw: raw_html::State::default(),
        suppressions: Vec::new(),
        blocks: Vec::new(),
        problems: Vec::new(),
        lines: None,
        plan: Plan::default(),
        too_deep: stream.too_deep,
        deepest: None,
        at: 0,
        depth: 0,
        images: 0,
        cells: 0,
        place: Place::Text,
        chunk: None,
        position: Position::First,
    };
    for (at, (event, range)) in stream.items.iter().enumerate() {
        gatherer.at = at;
        gatherer.event(event, range);
        if gatherer.chunk.is_none() {
            gatherer.raw.end_part(at + 1);
        }
        if gatherer.depth == 0 && matches!(event, Event::End(TagEnd::Paragraph)) {
            let (so_far, next) = stream.items.split_at(at + 1);
            gatherer.problems.extend(outline::bold_line(source, so_far, next.first()));
        }
    }
    gatherer.at = stream.items.len();
    gatherer.leave();
    gatherer.raw.end_part(gatherer.at);
    gatherer.finish(options, edits)
}

impl Gatherer<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            // What a start covers is known when its end has come.
            Event::Start(tag) => {
                self.start(tag, range);
                return self.look_how_deep(range);
            }
            Event::End(tag) => return self.end(*tag, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.add_text(code),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            Event::FootnoteReference(label) if self.images == 0 => {
                self.raw.has_link();
                self.footnotes.refer(label, range.clone());
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words.space();
                self.links.text(" ");
                match self.images {
                    // GitHub drops line ends from ids.
                    0 => self.headings.text("\n"),
                    _ => self.headings.image(" "),
                }
            }
            Event::Rule => self.position = Position::Later,
            Event::TaskListMarker(true) => self.words.text("[x] "),
            Event::TaskListMarker(false) => self.words.text("[ ] "),
            Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => (),
        }
        self.links.cover(range);
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if is_block(tag) {
            self.words.end_line();
        }
        self.enter(tag);
        match tag {
            Tag::Heading { level, id, .. } => {
                let span = headings::span(self.source, range);
                self.headings.open(*level as u8, self.position, span);
                if let Some(id) = id {
                    self.problems.extend(self.headings.explicit(id, &mut self.ids).err());
                }
            }
            Tag::CodeBlock(_) => self.place = Place::Code,
            Tag::HtmlBlock => self.chunk = Some(Chunk::default()),
            Tag::BlockQuote(kind) => {
                self.depth += 1;
                if let Some(kind) = kind {
                    self.words.text(alert_title(*kind));
                    self.words.end_line();
                }
            }
            Tag::List(_) | Tag::DefinitionList => self.depth += 1,
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                self.footnotes.open(label, range.clone());
                self.words.open_note();
            }
            Tag::TableHead | Tag::TableRow => {
                self.place = Place::Row;
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.words.cell();
                }
                self.cells += 1;
            }
            Tag::Link { link_type, dest_url, .. } => self.links.open(&Opening {
                what: *link_type,
                role: LinkRole::Page,
                href: dest_url,
                range: range.clone(),
            }),
            Tag::Image { link_type, dest_url, .. } => {
                self.images += 1;
                self.links.open(&Opening {
                    what: *link_type,
                    role: LinkRole::Embed,
                    href: dest_url,
                    range: range.clone(),
                });
            }
            _ => (),
        }
        // These are seen when there is something in them.
        if !matches!(tag, Tag::Paragraph | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) {
            self.position = Position::Later;
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        if tag != TagEnd::HtmlBlock {
            self.leave();
        }
        match tag {
            TagEnd::Link => return self.links.close(range),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                return self.links.close(range);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                return self.links.cover(range);
            }
            _ => self.raw.end_block(),
        }
        match tag {
            TagEnd::Heading(_) => {
                self.headings.close();
                self.words.end_line();
            }
            TagEnd::Paragraph if self.depth == 0 => self.words.end_lead(),
            TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => {
                self.place = Place::Text;
                self.words.end_line();
            }
            TagEnd::HtmlBlock => {
                if let Some(chunk) = self.chunk.take() {
                    self.raw_html(&chunk);
                }
                self.words.end_line();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList => {
                self.depth = self.depth.saturating_sub(1);
                self.words.end_line();
                if self.depth == 0 {
                    self.runs.end();
                }
            }
            TagEnd::FootnoteDefinition => {
                self.depth = self.depth.saturating_sub(1);
                self.footnotes.close();
                self.words.close_note();
            }
            TagEnd::Item => {
                self.words.end_line();
                if self.depth == 1 {
                    self.runs.item(self.source, self.source.span(range.clone()));
                }
            }
            TagEnd::Paragraph
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.words.end_line(),
            _ => (),
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(chunk) = &mut self.chunk {
            chunk.push(text, range.clone(), self.source.text);
        } else if self.place == Place::Code {
            self.words.code(text);
        } else {
            if self.has_footnotes {
                footnotes::check_text(self.source, text, range, &mut self.problems);
            }
            let is_link = self.links.is_open();
            let surroundings = Surroundings { brackets: self.brackets, is_link };
            let place = (range, &self.suspects);
            wording::check(self.source, place, surroundings, &mut self.problems);
            self.add_text(text);
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        if let Some(chunk) = &mut self.chunk {
            return chunk.push(html, range.clone(), self.source.text);
        }
        let mut chunk = Chunk::default();
        chunk.push(html, range.clone(), self.source.text);
        self.raw_html(&chunk);
    }

    fn add_text(&mut self, text: &str) {
        self.position = Position::Later;
        self.words.text(text);
        self.links.text(text);
        match self.images {
            0 => self.headings.text(text),
            _ => self.headings.image(text),
        }
    }

    /// Remembers the place where lists and quotes go deepest, if that is deeper
    /// than is shown.
    fn look_how_deep(&mut self, range: &Range<usize>) {
        let deepest =
            self.deepest.as_ref().map_or(super::html::MAX_DEPTH, |(depth, _)| *depth);
        if self.depth > deepest {
            let start = self.deepest.take().map_or(range.start, |(_, range)| range.start);
            self.deepest = Some((self.depth, start..range.end.max(start)));
        }
    }

    fn finish(mut self, options: &Options<'_>, edits: &[Insertion]) -> (Read, Plan) {
        let whole = 0..self.source.text.len();
        let too_deep = self.too_deep.map(|depth| (depth, whole)).or(self.deepest.take());
        if let Some((depth, range)) = too_deep {
            let span = self.source.span(range);
            let kind = ProblemKind::NestingTooDeep { depth };
            self.problems.push(Problem { span, kind });
        }
        self.links.check(&mut self.problems);
        self.footnotes.check(self.source, &mut self.problems);
        let mut slugger = self.ids.slugger();
        let notes = self.footnotes.finish(self.source, &mut self.ids, &mut slugger);
        let settled = self.headings.finish(self.raw.titles, &mut self.ids, &mut slugger);
        let shown = notes.shown.iter().map(|note| note.definition);
        let (mut text, words) = self.words.finish(shown);
        if options.controlled {
            text.words_sha256 = Some(sha256(words.as_bytes()));
            if options.purpose != Purpose::Recall {
                let comments = self.raw.comments.into_iter().chain(self.links.comments());
                let comments = comments.collect();
                let markdown = source::published(self.source.text, comments, edits);
                text.published = Some(PublishedText { words, markdown });
            }
        }
        let (links, link_events, link_order) = self.links.finish();
        let read = Read {
            headings: settled.headings,
            anchors: self.ids.finish(),
            links,
            lists: self.runs.finish(),
            suppressions: self.suppressions,
            problems: self.problems,
            claims: Vec::new(),
            facts: Vec::new(),
            text,
            body: None,
            blocks: Blocks::default(),
        };
        let plan = Plan {
            headings: settled.shown,
            shift: settled.shift,
            links: link_events,
            link_order,
            notes,
            unclean: self.raw.unclean,
            ..self.plan
        };
        (read, plan)
    }
}

/// Returns whether an element stands on lines of its own.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::TableCell
    )
}

/// Returns the title under which an alert is shown.
pub(super) fn alert_title(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

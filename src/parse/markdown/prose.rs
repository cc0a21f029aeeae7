//! The walk that makes passages of the blocks in which a scanner has something
//! to look at; see [`prose`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::document::{Heading, Problem, ProblemKind};
use crate::parse::prose::{
    self, Context, Found, Head, Hit, Passage, Place, Titles, Voice, Watch,
};

use super::Source;
use super::events::{Item, Stream};

/// Returns what the prose of a body says.
pub(super) fn read(
    source: Source<'_>,
    stream: &Stream<'_>,
    headings: &[Heading],
    watch: Option<&Watch>,
) -> Found {
    let mut found = Found::default();
    let hits = prose::hits(source.text, watch);
    if hits.is_empty() {
        return found;
    }
    let mut walk = Walk {
        source,
        items: &stream.items,
        headings,
        above: Above::default(),
        hits: &hits,
        watch,
        quotes: 0,
        place: Place::Paragraph,
        head: None,
        is_entry: false,
        passage: Passage::default(),
    };
    walk.run(&mut found);
    found
}

/// Where the walk is.
#[derive(Debug)]
struct Walk<'a> {
    source: Source<'a>,
    items: &'a [Item<'a>],
    headings: &'a [Heading],
    /// What is known of the headings before the block.
    above: Above,
    /// The triggers that are still to come.
    hits: &'a [Hit],
    /// The facts that sentences can contradict.
    watch: Option<&'a Watch>,
    /// How many block quotes are open.
    quotes: usize,
    /// What kind of block is open.
    place: Place,
    /// The head of the table that is open, if there is a trigger in the table.
    head: Option<Head>,
    /// Whether the row that is open tells what happened.
    is_entry: bool,
    /// The passage, whose memory is used again and again.
    passage: Passage<'a>,
}

/// The headings before a place of the body.
#[derive(Debug, Default)]
struct Above {
    /// How many there are.
    count: usize,
    /// The levels of those whose sections the place is in, and whether each is
    /// the heading of a log.
    open: Vec<(u8, bool)>,
    titles: Titles,
}

impl Above {
    /// Goes on to a place further down, which is an offset into the file.
    fn go_to(&mut self, place: u32, headings: &[Heading]) {
        while let Some(heading) = headings.get(self.count)
            && heading.span.start <= place
        {
            self.open.retain(|(level, _)| *level < heading.level);
            self.open.push((heading.level, self.titles.is_log(&heading.text)));
            self.count += 1;
        }
    }
}

impl<'a> Walk<'a> {
    /// A passage is all that stands between two blocks that begin or end.
    fn run(&mut self, found: &mut Found) {
        let mut first = 0;
        let mut end = 0;
        for (at, (event, range)) in self.items.iter().enumerate() {
            if !is_boundary(event) {
                end = range.end.max(end);
                continue;
            }
            let Some(next) = self.hits.first() else { return };
            if first < at && next.at < end {
                self.passage(first..at, end, found);
            }
            first = at + 1;
            end = 0;
            match event {
                Event::Start(tag) => self.start(tag, (at, range), found),
                Event::End(tag) => self.end(*tag),
                _ => (),
            }
        }
    }

    fn start(
        &mut self,
        tag: &Tag<'_>,
        (at, range): (usize, &Range<usize>),
        found: &mut Found,
    ) {
        match tag {
            Tag::BlockQuote(None) => self.quotes += 1,
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.place = Place::Item;
            }
            Tag::Heading { .. } => self.place = Place::Heading,
            Tag::Table(_) => {
                self.is_entry = true;
                self.head = None;
                if self.has_hit(range) {
                    // The head is the first thing in a table.
                    let cells = self.cells(at + 1, range.start);
                    self.head = Some(Head::new(&cells));
                }
            }
            Tag::TableRow => self.row((at, range), found),
            Tag::TableCell => {
                self.place = if self.is_entry { Place::Entry } else { Place::Cell };
            }
            // What is in these is no prose.
            Tag::CodeBlock(_) => self.skip_to(range.end),
            Tag::HtmlBlock => {
                let html = self.source.text.get(range.clone()).unwrap_or_default();
                if prose::body_of(html.trim()).is_some() {
                    let kind = ProblemKind::ClaimMalformed { message: prose::alone() };
                    found
                        .problems
                        .push(Problem { span: self.source.span(range.clone()), kind });
                }
                self.skip_to(range.end);
            }
            _ => (),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(None) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::Heading(_)
            | TagEnd::Table => {
                self.place = Place::Paragraph;
            }
            _ => (),
        }
    }

    /// Has a row scanned, if there is a trigger in it.
    fn row(&mut self, (at, range): (usize, &Range<usize>), found: &mut Found) {
        self.is_entry = true;
        if !self.has_hit(range) {
            return;
        }
        let cells = self.cells(at, range.start);
        let Some(head) = &self.head else { return };
        self.is_entry = head.is_entry(&cells);
        if !self.is_entry {
            prose::scan_row(head, &cells, found);
        }
    }

    /// Returns whether a trigger is in some bytes of the body.
    fn has_hit(&mut self, range: &Range<usize>) -> bool {
        self.skip_to(range.start);
        self.hits.first().is_some_and(|hit| hit.at < range.end)
    }

    /// Returns the cells of the row or head that begins there.
    fn cells(&mut self, at: usize, start: usize) -> Vec<Passage<'a>> {
        let context = self.context(Place::Cell, start);
        let mut cells = Vec::new();
        let mut first = at;
        for (nth, (event, _)) in self.items.iter().enumerate().skip(at + 1) {
            match event {
                Event::Start(Tag::TableCell) => first = nth + 1,
                Event::End(TagEnd::TableCell) => {
                    let events = self.items.get(first..nth).unwrap_or_default();
                    let mut cell = Passage::default();
                    cell.begin(context);
                    fill(&mut cell, self.source, events);
                    cells.push(cell);
                }
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => (),
            }
        }
        cells
    }

    /// Returns where a passage stands that begins at a place of the body.
    fn context(&mut self, place: Place, start: usize) -> Context<'a> {
        let start = self.source.span(start..start).start;
        self.above.go_to(start, self.headings);
        Context {
            place,
            voice: self.voice(),
            headings: self.headings.get(..self.above.count).unwrap_or_default(),
            followed_by: None,
            watch: self.watch,
        }
    }

    /// Passes over the triggers before a place of the body.
    fn skip_to(&mut self, end: usize) {
        let before = self.hits.partition_point(|hit| hit.at < end);
        self.hits = self.hits.get(before..).unwrap_or_default();
    }

    /// Has a passage that ends at `end` scanned, if there is a trigger in it.
    fn passage(&mut self, items: Range<usize>, end: usize, found: &mut Found) {
        let Some(events) = self.items.get(items.clone()) else { return };
        let Some((_, start)) = events.first() else { return };
        self.skip_to(start.start);
        let inside = self.hits.partition_point(|hit| hit.at < end);
        let triggered = self.hits.iter().take(inside);
        let triggered = triggered.fold(0, |all, hit| all | hit.scanners);
        let scanners = prose::ready(triggered);
        if scanners == 0 {
            return;
        }
        self.skip_to(end);
        let context = self.context(self.place, start.start);
        let followed_by = self.followed_by(items.end);
        self.passage.begin(Context { followed_by, ..context });
        fill(&mut self.passage, self.source, events);
        prose::scan(&self.passage, scanners, found);
    }

    /// Returns who speaks here.
    fn voice(&self) -> Voice {
        if self.quotes > 0 {
            Voice::Quoted
        } else if self.above.open.iter().any(|(_, is_log)| *is_log) {
            Voice::Log
        } else {
            Voice::Own
        }
    }

    /// Returns how many items the list or rows the table has that begins after
    /// the block that ends here.
    fn followed_by(&self, end: usize) -> Option<usize> {
        let rest = self.items.get(end + 1..)?;
        let (wanted, block) = match rest.first()? {
            (Event::Start(Tag::List(_)), block) => (TagEnd::Item, block),
            (Event::Start(Tag::Table(_)), block) => (TagEnd::TableRow, block),
            _ => return None,
        };
        let mut depth = 0_usize;
        let mut count = 0;
        for (event, range) in rest {
            if range.start >= block.end {
                break;
            }
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
                Event::End(tag) if *tag == wanted && depth <= 1 => count += 1,
                _ => (),
            }
        }
        Some(count)
    }
}

/// Returns whether a block begins or ends with an event.
fn is_boundary(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(tag) => !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule => true,
        _ => false,
    }
}

/// Puts the text of some events into a passage.
fn fill(passage: &mut Passage<'_>, source: Source<'_>, events: &[Item<'_>]) {
    let mut images = 0_usize;
    for (event, range) in events {
        let span = source.span(range.clone());
        match event {
            Event::Start(Tag::Image { .. }) => {
                images += 1;
                if images == 1 {
                    passage.push_opaque(span);
                }
            }
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            _ if images > 0 => (),
            Event::Text(text) => {
                let written = source.text.get(range.clone()).unwrap_or_default();
                passage.push(text, span, written);
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                passage.push_opaque(span);
            }
            Event::SoftBreak | Event::HardBreak => passage.push_space(),
            Event::Start(Tag::Link { .. }) => passage.open_link(),
            Event::End(TagEnd::Link) => passage.close_link(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => passage.push_space(),
            Event::InlineHtml(tag) => {
                if let Some(text) = prose::body_of(tag) {
                    passage.push_note(text, span);
                }
            }
            _ => (),
        }
    }
    passage.finish();
}

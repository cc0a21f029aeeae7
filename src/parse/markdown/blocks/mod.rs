//! Gathers the events of a body as [`Blocks`], with the ids and the numbers that
//! the facts have settled.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::parse::block::{
    Align, Block, BlockKind, Blocks, Container, ContainerId, Nested, Piece, Row, Style,
};
use crate::parse::document::Heading;

use super::events::Stream;
use super::facts::{Plan, alert_title};
use super::highlight;
use super::html::MAX_DEPTH;

mod raw;
mod text;

use text::Text;

/// Returns the blocks of a body.
pub(super) fn gather(stream: &Stream<'_>, plan: &Plan, headings: Vec<Heading>) -> Blocks {
    let mut gatherer = Gatherer {
        plan,
        headings,
        seen: Seen::default(),
        text: Text::with_room(stream.items.last().map_or(0, |(_, range)| range.end)),
        list: Vec::new(),
        containers: Vec::new(),
        open: None,
        depth: Vec::new(),
        table: None,
        notes: None,
        outer: Vec::new(),
        in_raw: false,
    };
    for (event, _) in &stream.items {
        gatherer.event(event);
    }
    gatherer.finish()
}

/// What has been gathered so far.
struct Gatherer<'p> {
    plan: &'p Plan,
    headings: Vec<Heading>,
    seen: Seen,
    text: Text,
    /// Each block with the number of the footnote it is part of, from 0.
    list: Vec<(Place, Block)>,
    containers: Vec<Nested>,
    open: Option<Open>,
    /// The containers that are open; nothing for one that is too deep to show.
    depth: Vec<Option<ContainerId>>,
    table: Option<Table>,
    /// The container of all footnotes.
    notes: Option<ContainerId>,
    /// What is open around the footnotes that are open.
    outer: Vec<Outer>,
    /// Whether an HTML block is open, which is known as a whole at its end.
    in_raw: bool,
}

/// Where a block is shown: footnotes come last, in the order of their numbers,
/// and those that nothing refers to do not come at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    #[default]
    Body,
    Note(usize),
    Nowhere,
}

/// Positions in the lists of a [`Plan`].
#[derive(Debug, Default)]
struct Seen {
    headings: usize,
    raw: usize,
    references: usize,
    definitions: usize,
}

/// The block that is open.
struct Open {
    kind: BlockKind,
    start: u32,
}

/// The table that is open.
#[derive(Default)]
struct Table {
    start: u32,
    alignments: Vec<Align>,
    rows: Vec<Row>,
    cell: u32,
}

/// What is open around a footnote.
struct Outer {
    depth: Vec<Option<ContainerId>>,
    place: Place,
}

impl Gatherer<'_> {
    fn event(&mut self, event: &Event<'_>) {
        if self.in_raw {
            if let Event::End(TagEnd::HtmlBlock) = event {
                self.in_raw = false;
                self.raw();
                self.close();
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.words(text),
            Event::Code(code) => {
                self.text.push_style(Style::CODE, None);
                self.words(code);
                self.text.pop_style();
            }
            Event::Html(_) | Event::InlineHtml(_) => self.raw(),
            Event::SoftBreak => self.text.space(),
            Event::HardBreak => self.text.line_break(),
            Event::Rule => {
                self.close();
                self.open(BlockKind::Rule);
                self.close();
            }
            Event::FootnoteReference(label) => self.reference(label),
            Event::TaskListMarker(is_done) => {
                self.text.push_style(Style::TASK, None);
                self.words(if *is_done { "[x]" } else { "[ ]" });
                self.text.pop_style();
                self.text.space();
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => (),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.close(),
            Tag::Heading { .. } => {
                self.close();
                let nth = self.seen.headings;
                self.seen.headings += 1;
                let shown = self.plan.headings.get(nth);
                let is_title = shown.is_some_and(|heading| heading.is_title);
                self.open(BlockKind::Heading { nth, is_title });
            }
            Tag::CodeBlock(kind) => {
                self.close();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => highlight::language(info),
                    CodeBlockKind::Indented => String::new(),
                };
                self.open(BlockKind::Code { language });
            }
            Tag::HtmlBlock => {
                self.close();
                self.in_raw = true;
            }
            Tag::BlockQuote(None) => self.enter(Container::Quote),
            Tag::BlockQuote(Some(kind)) => {
                self.enter(Container::Alert(alert_title(*kind)));
            }
            Tag::List(first) => {
                self.enter(Container::List { is_ordered: first.is_some() });
                self.text.number_from(*first);
            }
            Tag::Item => {
                let number = self.text.next_number();
                self.enter(Container::Item { number });
            }
            Tag::DefinitionList => self.enter(Container::Definitions),
            Tag::DefinitionListTitle => {
                self.close();
                self.open(BlockKind::Term);
            }
            Tag::DefinitionListDefinition => self.enter(Container::Description),
            Tag::FootnoteDefinition(_) => self.open_note(),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Row::default());
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell = self.text.begin_cell(table.start);
                }
            }
            _ => self.start_style(tag),
        }
    }

    /// Begins what stands within a text.
    fn start_style(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.text.push_style(Style::LINK, Some(&format!("{scheme}{dest_url}")));
            }
            Tag::Image { dest_url, .. } => {
                self.text.push_style(Style::IMAGE, Some(dest_url));
            }
            Tag::Emphasis => self.text.push_style(Style::EMPHASIS, None),
            Tag::Strong => self.text.push_style(Style::STRONG, None),
            Tag::Strikethrough => self.text.push_style(Style::STRIKE, None),
            _ => (),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionListTitle => self.close(),
            TagEnd::List(_) => {
                self.text.end_numbers();
                self.leave();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => self.leave(),
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Table => self.close_table(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.text.pop_style(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => (),
        }
    }

    /// Adds text to the block that is open, or begins a paragraph.
    fn words(&mut self, text: &str) {
        if let Some(Open { kind: BlockKind::Code { .. }, .. }) = self.open {
            return self.text.verbatim(text);
        }
        if self.open.is_none() && self.table.is_none() {
            self.open(BlockKind::Paragraph);
        }
        self.text.folded(text);
    }

    /// Returns whether a line can end without ending more than a paragraph.
    fn is_in_paragraph(&self) -> bool {
        let kind = self.open.as_ref().map(|open| &open.kind);
        self.table.is_none() && matches!(kind, None | Some(BlockKind::Paragraph))
    }

    /// Adds the number of the footnote that is referred to.
    fn reference(&mut self, label: &str) {
        let settled = self.plan.notes.references.get(self.seen.references);
        self.seen.references += 1;
        if let Some(Some((number, _))) = settled {
            self.text.push_style(Style::NOTE, Some(label));
            self.words(&(number + 1).to_string());
            self.text.pop_style();
        }
    }

    fn open(&mut self, kind: BlockKind) {
        let start = self.text.begin();
        self.open = Some(Open { kind, start });
    }

    /// Ends the block that is open; one without words is none, unless it is
    /// something without them.
    fn close(&mut self) {
        let Some(Open { kind, start }) = self.open.take() else { return };
        if let BlockKind::Code { .. } = kind {
            self.text.trim_line_end(start);
        }
        let text = self.text.since(start);
        if !text.is_empty() || kind != BlockKind::Paragraph && kind != BlockKind::Term {
            self.add(kind, text);
        }
    }

    fn add(&mut self, kind: BlockKind, text: Piece) {
        let within = self.depth.iter().rev().find_map(|id| *id);
        let place = self.place();
        let block = Block { kind, text, within, words_digest: 0, digest: 0 };
        self.list.push((place, block));
    }

    fn enter(&mut self, container: Container) {
        self.close();
        let around = self.depth.iter().rev().find_map(|id| *id);
        let is_shown =
            self.depth.len() < MAX_DEPTH && self.depth.last().is_none_or(Option::is_some);
        self.depth.push(None);
        if is_shown {
            let id = self.contain(container, around);
            if let Some(last) = self.depth.last_mut() {
                *last = Some(id);
            }
        }
    }

    fn contain(
        &mut self,
        container: Container,
        within: Option<ContainerId>,
    ) -> ContainerId {
        let around = within.and_then(|id| self.containers.get(id.0 as usize));
        let mut hasher = DefaultHasher::new();
        around.map_or(0, |nested| nested.digest).hash(&mut hasher);
        match container {
            Container::Item { .. } => Container::Item { number: None }.hash(&mut hasher),
            Container::Note { .. } => Container::Note { number: 0 }.hash(&mut hasher),
            other => other.hash(&mut hasher),
        }
        let id = ContainerId(u32::try_from(self.containers.len()).unwrap_or(u32::MAX));
        self.containers.push(Nested { container, within, digest: hasher.finish() });
        id
    }

    fn leave(&mut self) {
        self.close();
        self.depth.pop();
    }

    fn open_table(&mut self, alignments: &[Alignment]) {
        self.close();
        let align = |alignment: &Alignment| match alignment {
            Alignment::None => Align::None,
            Alignment::Left => Align::Left,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
        };
        self.table = Some(Table {
            start: self.text.begin(),
            alignments: alignments.iter().map(align).collect(),
            ..Table::default()
        });
    }

    fn close_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let cell = self.text.since(table.cell);
        if let Some(row) = table.rows.last_mut() {
            row.cells.push(cell);
        }
    }

    fn close_table(&mut self) {
        let Some(Table { start, alignments, rows, .. }) = self.table.take() else {
            return;
        };
        let text = self.text.since(start);
        self.add(BlockKind::Table { alignments, rows }, text);
    }

    fn place(&self) -> Place {
        self.outer.last().map(|outer| outer.place).unwrap_or_default()
    }

    fn open_note(&mut self) {
        self.close();
        let number = self.plan.notes.definitions.get(self.seen.definitions).copied();
        self.seen.definitions += 1;
        let place = number.flatten().map_or(Place::Nowhere, Place::Note);
        let depth = std::mem::take(&mut self.depth);
        self.outer.push(Outer { depth, place });
        if let Place::Note(number) = place {
            let notes = match self.notes {
                Some(notes) => notes,
                None => self.contain(Container::Notes, None),
            };
            self.notes = Some(notes);
            let number = u64::try_from(number + 1).unwrap_or(u64::MAX);
            let note = self.contain(Container::Note { number }, Some(notes));
            self.depth = vec![Some(notes), Some(note)];
        }
    }

    fn close_note(&mut self) {
        self.close();
        if let Some(outer) = self.outer.pop() {
            self.depth = outer.depth;
        }
    }

    fn finish(mut self) -> Blocks {
        self.close();
        self.list.retain(|(place, _)| *place != Place::Nowhere);
        self.list.sort_by_key(|(place, _)| *place);
        let (text, runs, targets) = self.text.finish();
        let list = self.list.into_iter().map(|(_, block)| block).collect();
        let mut blocks = Blocks {
            text,
            list,
            runs,
            targets,
            containers: self.containers,
            headings: self.headings,
            sections: Vec::new(),
        };
        blocks.settle();
        blocks
    }
}

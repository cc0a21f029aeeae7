//! The body of a document as blocks, for comparing two versions of it.
//!
//! A [`Blocks`] is flat: lists, quotes and the like are not blocks but the
//! [containers](Container) that a block stands in. All text is in one string, in
//! the form of the published words: white space folded, Unicode NFC. Link targets
//! and emphasis are [runs](Run) over it.
//!
//! # Invariants
//!
//! - The words of the blocks, in order, are those of the published `.txt`, but
//!   for the marks of footnotes.
//! - Headings have the anchors and levels of the page.
//! - A text neither begins nor ends with white space, unless it is code or a
//!   table.
//! - Equal blocks have equal digests.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::document::Heading;

/// The body of one version of a document, as blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The text of all blocks.
    pub(super) text: String,
    /// The blocks, in the order of the page: footnotes last.
    pub(super) list: Vec<Block>,
    /// What is not plain text, in the order of the text.
    pub(super) runs: Vec<Run>,
    /// Targets of links and images, and labels of footnotes.
    pub(super) targets: Vec<String>,
    /// What blocks stand in; a container comes after the one around it.
    pub(super) containers: Vec<Nested>,
    /// The headings, as facts have them.
    pub(super) headings: Vec<Heading>,
    /// Where the headings are among the blocks.
    pub(super) sections: Vec<usize>,
}

/// A block: what stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text; for a table, that of all its cells, with tabs between them.
    pub text: Piece,
    /// The innermost container around it.
    pub within: Option<ContainerId>,
    /// A digest of its words and of what sort of block it is: the same for a
    /// paragraph whose links or emphasis alone have changed.
    pub words_digest: u64,
    /// A digest of everything that a reader sees of it, its containers included,
    /// and of its link targets; not of the numbers of items.
    pub digest: u64,
}

/// Bytes of the text of a [`Blocks`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; its level and its id are those of [`Blocks::heading`].
    Heading {
        /// Its position among the headings.
        nth: usize,
        /// Whether it is the title of the page.
        is_title: bool,
    },
    /// A paragraph, the text of a list item, a line of raw HTML.
    Paragraph,
    /// The term of a definition list.
    Term,
    /// A block of code, line ends and all.
    Code {
        /// Its language, as written; empty where there is none.
        language: String,
    },
    /// A table; its first row is the head.
    Table {
        /// How its columns are aligned.
        alignments: Vec<Align>,
        /// Its rows, all with as many cells.
        rows: Vec<Row>,
    },
    /// A thematic break.
    Rule,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// As the page likes.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The text of each cell.
    pub cells: Vec<Piece>,
}

/// A stretch of text that is not plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it is.
    pub piece: Piece,
    /// How it is set.
    pub style: Style,
    /// Where it leads, as a number for [`Blocks::target`].
    pub target: Option<u32>,
}

/// How text is set: a set of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u8);

impl Style {
    /// `*emphasis*`
    pub const EMPHASIS: Self = Self(1);
    /// `**strong**`
    pub const STRONG: Self = Self(2);
    /// `~~strike~~`
    pub const STRIKE: Self = Self(4);
    /// `` `code` ``
    pub const CODE: Self = Self(8);
    /// `[text](target)`: the target is that of the run.
    pub const LINK: Self = Self(16);
    /// The alternative text of an image, whose address is the target.
    pub const IMAGE: Self = Self(32);
    /// The number of a footnote, whose label is the target.
    pub const NOTE: Self = Self(64);
    /// `[x]` or `[ ]` of a task.
    pub const TASK: Self = Self(128);

    /// Returns whether all of `style` is part of this.
    pub const fn has(self, style: Self) -> bool {
        self.0 & style.0 == style.0
    }

    /// Returns this with all of `style`.
    #[must_use]
    pub const fn with(self, style: Self) -> Self {
        Self(self.0 | style.0)
    }

    /// Returns the set as a number.
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// A container, as a position in [`Blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContainerId(pub u32);

/// What blocks can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// A quotation.
    Quote,
    /// An alert, by its title: `Note`.
    Alert(&'static str),
    /// A list; only items stand in it.
    List {
        /// Whether its items have numbers.
        is_ordered: bool,
    },
    /// An item of a list.
    Item {
        /// Its number, in a list that has them.
        number: Option<u64>,
    },
    /// A definition list; only terms and descriptions stand in it.
    Definitions,
    /// A description in a definition list.
    Description,
    /// The footnotes of the page; only they stand in it.
    Notes,
    /// A footnote.
    Note {
        /// Its number, from 1.
        number: u64,
    },
}

/// A container and the one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nested {
    pub(super) container: Container,
    pub(super) within: Option<ContainerId>,
    /// A digest of this and of all around it, without the numbers.
    pub(super) digest: u64,
}

impl Blocks {
    /// Returns the blocks, in the order of the page.
    pub fn list(&self) -> &[Block] {
        &self.list
    }

    /// Returns the text of a piece.
    pub fn text(&self, piece: Piece) -> &str {
        self.text.get(piece.range()).unwrap_or_default()
    }

    /// Returns the runs that have a part in a piece, in order.
    pub fn runs(&self, piece: Piece) -> &[Run] {
        let start = self.runs.partition_point(|run| run.piece.end <= piece.start);
        let rest = self.runs.get(start..).unwrap_or_default();
        let count = rest.partition_point(|run| run.piece.start < piece.end);
        rest.get(..count).unwrap_or_default()
    }

    /// Returns where a run leads.
    pub fn target(&self, run: &Run) -> Option<&str> {
        self.targets.get(run.target? as usize).map(String::as_str)
    }

    /// Returns the facts of a block that is a heading.
    pub fn heading(&self, block: &Block) -> Option<&Heading> {
        match block.kind {
            BlockKind::Heading { nth, .. } => self.headings.get(nth),
            _ => None,
        }
    }

    /// Returns the heading of the section in which the block at a position is: its
    /// own, if it is one.
    pub fn section(&self, at: usize) -> Option<&Heading> {
        self.heading(self.list.get(self.section_start(at)?)?)
    }

    /// Returns the position of that heading.
    fn section_start(&self, at: usize) -> Option<usize> {
        let after = self.sections.partition_point(|&start| start <= at);
        self.sections.get(after.checked_sub(1)?).copied()
    }

    /// Returns where a piece leads first, and how it is set there.
    pub fn target_of(&self, piece: Piece) -> Option<(Style, &str)> {
        let target = |run: &Run| Some((run.style, self.target(run)?));
        self.runs(piece).iter().find_map(target)
    }

    /// Returns the white space right before a piece: a space or a line end.
    pub fn gap_before(&self, piece: Piece) -> Option<char> {
        let before = self.text.get(..piece.start as usize)?.chars().next_back();
        before.filter(|character| character.is_whitespace())
    }

    /// Returns the containers of a block, the outermost first.
    pub fn path(&self, block: &Block) -> Vec<(ContainerId, Container)> {
        let mut path = Vec::new();
        let mut next = block.within;
        while let Some(id) = next
            && let Some(nested) = self.containers.get(id.0 as usize)
        {
            path.push((id, nested.container));
            next = nested.within;
        }
        path.reverse();
        path
    }
}

/// Sorts of blocks whose words can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sort {
    Heading,
    Text,
    Code,
    Table,
    Rule,
}

impl Blocks {
    /// Settles what follows from the blocks: their digests, and where sections
    /// begin.
    pub(super) fn settle(&mut self) {
        let is_heading = |at: &usize| {
            let block = self.list.get(*at);
            block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
        };
        self.sections = (0..self.list.len()).filter(is_heading).collect();
        let digests: Vec<_> = self.list.iter().map(|block| self.digests(block)).collect();
        for (block, (words, all)) in self.list.iter_mut().zip(digests) {
            block.words_digest = words;
            block.digest = all;
        }
    }

    /// Returns the digest of the words of a block, and that of everything.
    fn digests(&self, block: &Block) -> (u64, u64) {
        let mut hasher = DefaultHasher::new();
        let sort = match block.kind {
            BlockKind::Heading { .. } => Sort::Heading,
            BlockKind::Paragraph | BlockKind::Term => Sort::Text,
            BlockKind::Code { .. } => Sort::Code,
            BlockKind::Table { .. } => Sort::Table,
            BlockKind::Rule => Sort::Rule,
        };
        sort.hash(&mut hasher);
        // Whether a footnote is the second or the third is no change.
        let runs = self.runs(block.text);
        let notes = || runs.iter().filter(|run| run.style.has(Style::NOTE));
        let mut start = block.text.start;
        for note in notes() {
            self.text(Piece { start, end: note.piece.start }).hash(&mut hasher);
            start = note.piece.end;
        }
        self.text(Piece { start, end: block.text.end }).hash(&mut hasher);
        if let BlockKind::Table { rows, .. } = &block.kind {
            for cell in rows.iter().flat_map(|row| &row.cells) {
                (cell.end - cell.start).hash(&mut hasher);
            }
            rows.len().hash(&mut hasher);
        }
        let words = hasher.finish();
        match &block.kind {
            BlockKind::Heading { nth, is_title } => {
                let level = self.headings.get(*nth).map(|heading| heading.shown_level);
                (level, is_title).hash(&mut hasher);
            }
            BlockKind::Paragraph | BlockKind::Rule => (),
            BlockKind::Term => true.hash(&mut hasher),
            BlockKind::Code { language } => language.hash(&mut hasher),
            BlockKind::Table { alignments, .. } => alignments.hash(&mut hasher),
        }
        let mut start = block.text.start;
        for run in runs {
            (run.piece.start.saturating_sub(start), run.style, self.target(run))
                .hash(&mut hasher);
            if !run.style.has(Style::NOTE) {
                (run.piece.end - run.piece.start).hash(&mut hasher);
            }
            start = run.piece.end;
        }
        let around = block.within.and_then(|id| self.containers.get(id.0 as usize));
        around.map_or(0, |nested| nested.digest).hash(&mut hasher);
        (words, hasher.finish())
    }
}

impl Piece {
    /// Returns the piece as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

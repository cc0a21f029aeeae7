//! What became of each block.
//!
//! 1. Blocks with the same words are aligned by their digests: in most versions
//!    that is all but a few.
//! 2. [`moves`] finds those that are elsewhere with the same words.
//! 3. Between two that are aligned, similar ones are paired.
//! 4. [`moves`] finds those that are elsewhere with other words, and headings
//!    that were renamed over a section that was kept.
//! 5. What is paired and not the same is compared word by word; where too little
//!    is left of a text, it was replaced.

use crate::parse::Blocks;
use crate::parse::block::{Block, BlockKind};

use super::align::{Alignment, Similarity};
use super::sketch::{self, Remembered, Sketch};
use super::table::{self, Table};
use super::words::{self, Side};
use super::{Edit, Entry, moves};

/// How similar two blocks have to be to be compared word by word.
const LEAST: Similarity = 400;

/// The same for a heading and a text, which may be a heading in bold letters.
const LEAST_ACROSS: Similarity = 800;

/// How much of a text has to be kept for it to be shown word by word.
const LEAST_KEPT: Similarity = 300;

/// Two versions while they are compared.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Blocks,
    pub(super) new: &'a Blocks,
    /// Which blocks are the same one in its place.
    pub(super) in_place: Alignment,
    /// Which blocks are the same one elsewhere. These pairs may cross.
    pub(super) moved: Alignment,
    /// What is remembered of the blocks of both.
    remembered: (&'a Remembered, &'a Remembered),
}

/// Returns what became of each block, in the order in which readers meet them.
pub(super) fn entries(
    (old, old_remembered): (&Blocks, &Remembered),
    (new, new_remembered): (&Blocks, &Remembered),
) -> Vec<Entry> {
    let keys = |blocks: &Blocks| {
        blocks.list().iter().map(|block| block.words_digest).collect::<Vec<_>>()
    };
    let in_place = Alignment::of_equals(&keys(old), &keys(new));
    let mut comparison = Comparison {
        old,
        new,
        remembered: (old_remembered, new_remembered),
        moved: Alignment::new(old.list().len(), new.list().len()),
        in_place,
    };
    if !comparison.in_place.gaps().is_empty() {
        moves::find_equal(&mut comparison);
        comparison.pair_similar();
        moves::find_similar(&mut comparison);
        moves::adopt_headings(&mut comparison);
    }
    comparison.entries()
}

impl Comparison<'_> {
    /// Returns what is remembered of an old block that is neither in its place
    /// nor elsewhere.
    pub(super) fn old_sketch(&self, old: usize) -> Option<&Sketch> {
        let is_free =
            self.in_place.new_of(old).is_none() && self.moved.new_of(old).is_none();
        is_free.then(|| self.remembered.0.sketch(self.old, old)).flatten()
    }

    /// Returns the same for a new block.
    pub(super) fn new_sketch(&self, new: usize) -> Option<&Sketch> {
        let is_free =
            self.in_place.old_of(new).is_none() && self.moved.old_of(new).is_none();
        is_free.then(|| self.remembered.1.sketch(self.new, new)).flatten()
    }

    /// Returns how similar two blocks are that are still free; 0 if they can
    /// hardly be the same one.
    pub(super) fn similarity(&self, old: usize, new: usize) -> Similarity {
        let (Some(one), Some(other)) = (self.old_sketch(old), self.new_sketch(new))
        else {
            return 0;
        };
        let (Some(was), Some(is)) = (self.old.list().get(old), self.new.list().get(new))
        else {
            return 0;
        };
        let least = match (&was.kind, &is.kind) {
            (BlockKind::Heading { .. }, BlockKind::Heading { .. })
            | (BlockKind::Table { .. }, BlockKind::Table { .. })
            | (BlockKind::Code { .. }, BlockKind::Code { .. })
            | (
                BlockKind::Paragraph | BlockKind::Term,
                BlockKind::Paragraph | BlockKind::Term,
            ) => LEAST,
            (
                BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Term,
                BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Term,
            ) => LEAST_ACROSS,
            _ => return 0,
        };
        Some(one.similarity(other)).filter(|it| *it >= least).unwrap_or(0)
    }

    /// Pairs what is similar in each gap.
    fn pair_similar(&mut self) {
        let mut in_place = std::mem::take(&mut self.in_place);
        in_place.pair_similar(|old, new| self.similarity(old, new));
        self.in_place = in_place;
    }

    fn entries(mut self) -> Vec<Entry> {
        let mut edits = self.edits();
        let mut entries = Vec::with_capacity(edits.len());
        for (old, new) in self.in_place.merged() {
            let edit = new.and_then(|new| edits.get_mut(new)).and_then(Option::take);
            entries.push(match (old, new, edit) {
                (Some(old), Some(new), None) => Entry::Same { old, new },
                (Some(old), Some(new), Some(edit)) => Entry::Edited { old, new, edit },
                (Some(old), None, _) => match self.moved.new_of(old) {
                    Some(new) => Entry::MovedAway { old, new },
                    None => Entry::Deleted { old },
                },
                (None, Some(new), edit) => match (self.moved.old_of(new), edit) {
                    (Some(old), Some(edit)) => Entry::MovedHere { old, new, edit },
                    _ => Entry::Inserted { new },
                },
                (None, None, _) => continue,
            });
        }
        entries
    }

    /// Compares what is paired and not the same, and takes pairs apart of which
    /// too little is left. Returns what changed in each new block.
    fn edits(&mut self) -> Vec<Option<Edit>> {
        let mut edits = Vec::with_capacity(self.new.list().len());
        for (new, is) in self.new.list().iter().enumerate() {
            let old = self.in_place.old_of(new);
            let moved = self.moved.old_of(new);
            let was = old.or(moved);
            let was = was.and_then(|old| Some((old, self.old.list().get(old)?)));
            let Some((before, was)) = was else {
                edits.push(None);
                continue;
            };
            if old.is_some() && was.digest == is.digest {
                edits.push(None);
                continue;
            }
            let (edit, kept) = self.edit((before, was), (new, is));
            let is_heading = matches!(is.kind, BlockKind::Heading { .. });
            let is_replaced = kept < LEAST_KEPT && !is_heading;
            match (old, moved) {
                (Some(old), _) if is_replaced => self.in_place.part(old, new),
                (_, Some(old)) if is_replaced => self.moved.part(old, new),
                _ => {
                    edits.push(Some(edit));
                    continue;
                }
            }
            edits.push(None);
        }
        edits
    }

    /// Compares two blocks; returns how much was kept, too.
    fn edit(
        &self,
        (before, was): (usize, &Block),
        (after, is): (usize, &Block),
    ) -> (Edit, Similarity) {
        let old = Side { blocks: self.old, piece: was.text };
        let new = Side { blocks: self.new, piece: is.text };
        match (&was.kind, &is.kind) {
            (BlockKind::Table { rows: was, .. }, BlockKind::Table { rows: is, .. }) => {
                let old = Table { blocks: self.old, rows: was };
                let new = Table { blocks: self.new, rows: is };
                (Edit::Table(table::compare(old, new)), LEAST_KEPT)
            }
            (BlockKind::Code { .. }, BlockKind::Code { .. }) => {
                (Edit::Text(words::compare_lines(old, new)), LEAST_KEPT)
            }
            _ => {
                let (in_old, in_new) = self.remembered;
                let words = sketch::compare(
                    (self.old, in_old, before),
                    (self.new, in_new, after),
                );
                (Edit::Text(words.changes), words.similarity)
            }
        }
    }
}

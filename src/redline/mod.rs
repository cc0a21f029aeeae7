//! Compares two versions of one document: a redline.
//!
//! Come in: the [`Blocks`] of two versions, and their front matter. Go out: a
//! [`Redline`], which [`html()`] and [`text()`] write for readers, and the rows of
//! [`metadata()`].
//!
//! Everything is a pure function of the two versions, and its time is bounded by
//! their size alone: where two texts are too long or too different to be compared
//! exactly, they are compared more coarsely, never for as long as it takes.
//!
//! # Invariants
//!
//! - The new side of a redline is the new version and its old side the old one:
//!   nothing is lost, nothing invented.
//! - The redline of a version against itself is empty.

use std::fmt;

use crate::parse::Blocks;
use crate::parse::block::Piece;

mod align;
mod compare;
mod gaps;
mod html;
mod metadata;
mod moves;
mod sketch;
mod table;
mod text;
mod tokens;
mod totals;
mod words;

pub use html::{Unchanged, html};
pub use metadata::{FactChange, metadata};
pub use sketch::Remembered;
pub use text::{Marks, text};

/// What changed between two versions of one body.
#[derive(Clone, Debug)]
pub struct Redline<'a> {
    /// The earlier version.
    pub old: &'a Blocks,
    /// The later version.
    pub new: &'a Blocks,
    /// Every block of both, in the order in which a reader meets them.
    pub entries: Vec<Entry>,
    /// How much changed.
    pub totals: Totals,
}

/// What became of a block; `old` and `new` are positions in the
/// [lists](Blocks::list) of both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It is as it was, but perhaps for the numbers of footnotes and items.
    Same {
        /// The block as it was.
        old: usize,
        /// The block as it is.
        new: usize,
    },
    /// Something in it changed, or how it is set.
    Edited {
        /// The block as it was.
        old: usize,
        /// The block as it is.
        new: usize,
        /// What changed in it.
        edit: Edit,
    },
    /// It is gone.
    Deleted {
        /// The block as it was.
        old: usize,
    },
    /// It is new.
    Inserted {
        /// The block as it is.
        new: usize,
    },
    /// It stood here and is elsewhere now.
    MovedAway {
        /// The block as it was.
        old: usize,
        /// The block as it is.
        new: usize,
    },
    /// It stood elsewhere and is here now.
    MovedHere {
        /// The block as it was.
        old: usize,
        /// The block as it is.
        new: usize,
        /// What changed in it on the way.
        edit: Edit,
    },
}

/// What changed within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Its text: by word, and by line where it is code.
    Text(Vec<Change>),
    /// Its columns, rows and cells.
    Table(TableEdit),
}

/// What became of a stretch of text.
///
/// The old pieces of a list of changes, one after the other, are the old text;
/// the new ones are the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// What it was; empty at its place where it was inserted.
    pub old: Piece,
    /// What it is; empty at its place where it was deleted.
    pub new: Piece,
}

/// What became of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is as it was.
    Same,
    /// The same words are set otherwise: bold, code, no longer a link.
    Restyled,
    /// The same words lead elsewhere.
    Relinked,
    /// It is gone.
    Deleted,
    /// It is new.
    Inserted,
}

/// What changed in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableEdit {
    /// The columns of both versions, in the order in which they are shown.
    pub columns: Vec<Both>,
    /// The rows of both versions, the heads first.
    pub rows: Vec<RowEdit>,
}

/// Positions in the old and in the new version, at least one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    /// Where it was; nothing if it is new.
    pub old: Option<usize>,
    /// Where it is; nothing if it is gone.
    pub new: Option<usize>,
}

/// What changed in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowEdit {
    /// Which row.
    pub row: Both,
    /// What changed in its cells: one list for each column of the table, empty
    /// where the row has no such cell.
    pub cells: Vec<Vec<Change>>,
}

/// How much changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Words that are new.
    pub words_inserted: usize,
    /// Words that are gone.
    pub words_deleted: usize,
    /// Blocks that are elsewhere.
    pub blocks_moved: usize,
    /// Stretches of text that lead elsewhere.
    pub links_changed: usize,
    /// Blocks that changed in nothing but punctuation or in how they are set, and
    /// those without words that came or went.
    pub blocks_restyled: usize,
}

impl Change {
    /// Returns whether words came or went.
    pub fn is_of_words(&self) -> bool {
        matches!(self.kind, ChangeKind::Deleted | ChangeKind::Inserted)
    }
}

impl Edit {
    /// Returns whether all words and links are the same.
    pub fn is_form(&self) -> bool {
        let is_form = |change: &Change| {
            matches!(change.kind, ChangeKind::Same | ChangeKind::Restyled)
        };
        match self {
            Self::Text(changes) => changes.iter().all(is_form),
            Self::Table(table) => {
                table.rows.iter().flat_map(|row| row.cells.iter().flatten()).all(is_form)
            }
        }
    }
}

impl Redline<'_> {
    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.totals == Totals::default()
    }
}

/// `12 words added, 3 removed, 1 paragraph moved`, in the order of weight;
/// `nothing changed` where nothing did.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        if parts.is_empty() {
            return f.write_str("nothing changed");
        }
        f.write_str(&parts.join(", "))
    }
}

impl Totals {
    fn parts(&self) -> Vec<String> {
        let plural = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let mut parts = Vec::new();
        match (self.words_inserted, self.words_deleted) {
            (0, 0) => (),
            (0, gone) => parts.push(plural(gone, "word removed", "words removed")),
            (new, 0) => parts.push(plural(new, "word added", "words added")),
            (new, gone) => {
                parts.push(plural(new, "word added", "words added"));
                parts.push(format!("{gone} removed"));
            }
        }
        #[rustfmt::skip]
        let others = [
            (self.blocks_moved, "paragraph moved", "paragraphs moved"),
            (self.links_changed, "link changed", "links changed"),
            (self.blocks_restyled, "paragraph reformatted", "paragraphs reformatted"),
        ];
        let others = others.into_iter().filter(|(count, ..)| *count > 0);
        parts.extend(others.map(|(count, one, many)| plural(count, one, many)));
        parts
    }
}

/// Compares two versions of one body.
pub fn redline<'a>(old: &'a Blocks, new: &'a Blocks) -> Redline<'a> {
    redline_between((old, &Remembered::new(old)), (new, &Remembered::new(new)))
}

/// Compares two versions of one body that are compared with others, too: what is
/// remembered of each is used again.
pub fn redline_between<'a>(
    (old, old_remembered): (&'a Blocks, &Remembered),
    (new, new_remembered): (&'a Blocks, &Remembered),
) -> Redline<'a> {
    let entries = compare::entries((old, old_remembered), (new, new_remembered));
    let totals = totals::count((old, old_remembered), (new, new_remembered), &entries);
    Redline { old, new, entries, totals }
}

#[cfg(test)]
mod tests;

//! What changed in a table: columns, then rows, then the words of each cell.

use crate::parse::Blocks;
use crate::parse::block::{Piece, Row};

use super::align::{Alignment, Similarity};
use super::sketch::Sketch;
use super::tokens::{digest, tokens};
use super::words::{self, Side, push_replaced};
use super::{Both, Change, RowEdit, TableEdit};

/// How similar columns and rows have to be to be the same one, changed.
const LEAST_COLUMN: Similarity = 300;
const LEAST_ROW: Similarity = 400;

/// How many rows are looked at to tell columns apart.
const MOST_ROWS: usize = 64;

/// What is kept of a cell for it to be shown word by word.
const LEAST_CELL: Similarity = 400;

/// A table of one version.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) rows: &'a [Row],
}

impl Table<'_> {
    fn columns(&self) -> usize {
        self.rows.first().map_or(0, |head| head.cells.len())
    }

    fn cell(&self, row: usize, column: usize) -> Piece {
        let row = self.rows.get(row);
        row.and_then(|row| row.cells.get(column)).copied().unwrap_or_default()
    }

    fn key(&self, row: usize, column: usize) -> u64 {
        digest(self.blocks.text(self.cell(row, column)))
    }

    /// Remembers the text of some cells.
    fn sketch(&self, cells: impl Iterator<Item = (usize, usize)>) -> Sketch {
        let cells = cells.map(|(row, column)| self.cell(row, column));
        let tokens: Vec<_> = cells.flat_map(|it| tokens(self.blocks, it)).collect();
        Sketch::new(&tokens)
    }
}

/// Compares two tables.
pub(super) fn compare(old: Table<'_>, new: Table<'_>) -> TableEdit {
    let columns = columns(old, new);
    let rows = rows(old, new, &columns);
    let both = |(old, new): (Option<usize>, Option<usize>)| Both { old, new };
    let columns: Vec<_> = columns.merged().into_iter().map(both).collect();
    let rows = rows.merged().into_iter().map(both).map(|row| {
        let cells = columns.iter().map(|column| cell(old, new, row, *column));
        RowEdit { row, cells: cells.collect() }
    });
    TableEdit { rows: rows.collect(), columns: columns.clone() }
}

/// Pairs columns: by their heads, else by what is in them.
fn columns(old: Table<'_>, new: Table<'_>) -> Alignment {
    let heads = |table: Table<'_>| {
        (0..table.columns()).map(|column| table.key(0, column)).collect::<Vec<_>>()
    };
    let mut columns = Alignment::of_equals(&heads(old), &heads(new));
    if columns.gaps().is_empty() {
        return columns;
    }
    let sketches = |table: Table<'_>| {
        let rows = table.rows.len().min(MOST_ROWS);
        let column = |column| table.sketch((0..rows).map(|row| (row, column)));
        (0..table.columns()).map(column).collect::<Vec<_>>()
    };
    pair_sketches(&mut columns, &sketches(old), &sketches(new), LEAST_COLUMN);
    // What stands alone between two pairs is one column under another head.
    for gap in columns.gaps() {
        if gap.old.len() == gap.new.len() && gap.old.len() == 1 {
            columns.pair(gap.old.start, gap.new.start);
        }
    }
    columns
}

/// Pairs rows by what is in the columns that both tables have.
fn rows(old: Table<'_>, new: Table<'_>, columns: &Alignment) -> Alignment {
    let kept = columns.new_of.iter().enumerate();
    let kept = kept.filter_map(|(old, new)| new.map(|new| (old, new)));
    let (old_columns, new_columns): (Vec<_>, Vec<_>) = kept.unzip();
    let keys = |table: Table<'_>, columns: &[usize]| {
        let row = |row| {
            let cells = columns.iter().map(|column| table.key(row, *column));
            digest(&cells.collect::<Vec<_>>())
        };
        (0..table.rows.len()).map(row).collect::<Vec<_>>()
    };
    let (mut old_keys, mut new_keys) = (keys(old, &old_columns), keys(new, &new_columns));
    // A head is a head whatever it says.
    for head in [old_keys.first_mut(), new_keys.first_mut()].into_iter().flatten() {
        *head = 0;
    }
    let mut rows = Alignment::of_equals(&old_keys, &new_keys);
    if rows.gaps().iter().any(|gap| !gap.old.is_empty() && !gap.new.is_empty()) {
        let sketches = |table: Table<'_>, columns: &[usize]| {
            let row =
                |row| table.sketch(columns.iter().map(move |column| (row, *column)));
            (0..table.rows.len()).map(row).collect::<Vec<_>>()
        };
        let (old, new) = (sketches(old, &old_columns), sketches(new, &new_columns));
        pair_sketches(&mut rows, &old, &new, LEAST_ROW);
    }
    rows
}

fn pair_sketches(
    alignment: &mut Alignment,
    old: &[Sketch],
    new: &[Sketch],
    least: Similarity,
) {
    alignment.pair_similar(|one, other| match (old.get(one), new.get(other)) {
        (Some(one), Some(other)) => {
            Some(one.similarity(other)).filter(|it| *it >= least).unwrap_or(0)
        }
        _ => 0,
    });
}

/// Returns what changed in the cell of a row and a column.
fn cell(old: Table<'_>, new: Table<'_>, row: Both, column: Both) -> Vec<Change> {
    let place = |table: Table<'_>, row: Option<usize>, column: Option<usize>| {
        Some(table.cell(row?, column?))
    };
    let was = place(old, row.old, column.old);
    let is = place(new, row.new, column.new);
    let mut changes = Vec::new();
    match (was, is) {
        (Some(was), Some(is)) => {
            let old = Side { blocks: old.blocks, piece: was };
            let new = Side { blocks: new.blocks, piece: is };
            let words = words::compare(old, new);
            if words.similarity >= LEAST_CELL {
                return words.changes;
            }
            push_replaced(&mut changes, was, is);
        }
        (was, is) => {
            let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
            push_replaced(&mut changes, was, is);
        }
    }
    changes
}

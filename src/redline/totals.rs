//! How much changed.

use crate::parse::Blocks;

use super::sketch::Remembered;
use super::tokens::count_words;
use super::{Change, ChangeKind, Edit, Entry, Totals};

/// A version, and what is remembered of it.
type Version<'a> = (&'a Blocks, &'a Remembered);

/// Counts what changed.
pub(super) fn count(old: Version<'_>, new: Version<'_>, entries: &[Entry]) -> Totals {
    let mut counter = Counter { old, new, totals: Totals::default() };
    for entry in entries {
        counter.entry(entry);
    }
    counter.totals
}

struct Counter<'a> {
    old: Version<'a>,
    new: Version<'a>,
    totals: Totals,
}

impl Counter<'_> {
    fn entry(&mut self, entry: &Entry) {
        let before = self.totals;
        match entry {
            Entry::Same { .. } | Entry::MovedAway { .. } => return,
            Entry::Edited { old, new, edit } => self.words((*old, *new), edit),
            Entry::MovedHere { old, new, edit } => {
                self.totals.blocks_moved += 1;
                self.words((*old, *new), edit);
            }
            Entry::Deleted { old } => {
                self.totals.words_deleted += all_words(self.old, *old);
            }
            Entry::Inserted { new } => {
                self.totals.words_inserted += all_words(self.new, *new);
            }
        }
        // What is neither of words nor of a link is of form.
        self.totals.blocks_restyled += usize::from(self.totals == before);
    }

    fn words(&mut self, (old, new): (usize, usize), edit: &Edit) {
        let (in_old, in_new) = (self.old, self.new);
        match edit {
            Edit::Text(changes) => self.changes(changes, |change| match change.kind {
                ChangeKind::Deleted => in_old.1.count_words(in_old.0, old, change.old),
                _ => in_new.1.count_words(in_new.0, new, change.new),
            }),
            Edit::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|changes| {
                    self.changes(changes, |change| match change.kind {
                        ChangeKind::Deleted => count_words(in_old.0, change.old),
                        _ => count_words(in_new.0, change.new),
                    });
                });
            }
        }
    }

    /// Adds changes; `count` counts the words of one that came or went.
    fn changes(&mut self, changes: &[Change], count: impl Fn(&Change) -> usize) {
        for change in changes {
            match change.kind {
                ChangeKind::Same | ChangeKind::Restyled => (),
                ChangeKind::Relinked => self.totals.links_changed += 1,
                ChangeKind::Deleted => self.totals.words_deleted += count(change),
                ChangeKind::Inserted => self.totals.words_inserted += count(change),
            }
        }
    }
}

fn all_words((blocks, remembered): Version<'_>, at: usize) -> usize {
    remembered.sketch(blocks, at).map_or(0, |sketch| sketch.count)
}

//! How much changed.

use crate::parse::Blocks;

use super::tokens::count_words;
use super::{Change, ChangeKind, Edit, Entry, Totals};

/// Counts what changed.
pub(super) fn count(old: &Blocks, new: &Blocks, entries: &[Entry]) -> Totals {
    let mut counter = Counter { old, new, totals: Totals::default() };
    for entry in entries {
        counter.entry(entry);
    }
    counter.totals
}

struct Counter<'a> {
    old: &'a Blocks,
    new: &'a Blocks,
    totals: Totals,
}

impl Counter<'_> {
    fn entry(&mut self, entry: &Entry) {
        let before = self.totals;
        match entry {
            Entry::Same { .. } | Entry::MovedAway { .. } => return,
            Entry::Edited { edit, .. } => self.words(edit),
            Entry::MovedHere { edit, .. } => {
                self.totals.blocks_moved += 1;
                self.words(edit);
            }
            Entry::Deleted { old } => {
                let block = self.old.list().get(*old);
                self.totals.words_deleted +=
                    block.map_or(0, |block| count_words(self.old, block.text));
            }
            Entry::Inserted { new } => {
                let block = self.new.list().get(*new);
                self.totals.words_inserted +=
                    block.map_or(0, |block| count_words(self.new, block.text));
            }
        }
        // What is neither of words nor of a link is of form.
        self.totals.blocks_restyled += usize::from(self.totals == before);
    }

    fn words(&mut self, edit: &Edit) {
        match edit {
            Edit::Text(changes) => self.changes(changes),
            Edit::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|changes| self.changes(changes));
            }
        }
    }

    fn changes(&mut self, changes: &[Change]) {
        for change in changes {
            match change.kind {
                ChangeKind::Same | ChangeKind::Restyled => (),
                ChangeKind::Relinked => self.totals.links_changed += 1,
                ChangeKind::Deleted => {
                    self.totals.words_deleted += count_words(self.old, change.old);
                }
                ChangeKind::Inserted => {
                    self.totals.words_inserted += count_words(self.new, change.new);
                }
            }
        }
    }
}

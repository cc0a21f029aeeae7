//! Writes a redline as a fragment of HTML: the new version with what is gone
//! where it was.
//!
//! It reads without colour and without style sheet: `<ins>` and `<del>` are
//! underlined and struck by every browser, a block begins with a word that says
//! what became of it, and what moved says from where to where. That word is there
//! for readers who hear the page, in a `<span class="redline-label">` that the
//! theme hides from sight: few screen readers say where an `<ins>` begins, and
//! none says beforehand that a paragraph holds one. Within a block the theme adds
//! the words to `<ins>` and `<del>` itself (`::before`), where they are heard, and
//! neither copied nor searched.
//!
//! # Invariants
//!
//! - The fragment is well-formed, and everything in it is escaped.
//! - Ids are those of the headings of the new version, each once.
//! - Headings have the levels of the page, but for its title, which is omitted
//!   where it is the same, and of level 2 where it is not.
//! - There are no links but those from where something was to where it is.

use std::ops::Range;

use crate::parse::Blocks;
use crate::parse::block::{Block, BlockKind};

use super::gaps::Gaps;
use super::{Edit, Entry, Redline};

mod block;
mod fold;
mod inline;
mod nest;
mod notes;
mod table;

use nest::Nest;

/// What becomes of long stretches in which nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// They are shown.
    Shown,
    /// They are folded with `<details>`, and the headings between them stay. The
    /// theme unfolds them on paper.
    Folded,
}

/// Returns a redline as a fragment of HTML, `<div class="prose redline">…</div>`.
pub fn html(redline: &Redline<'_>, unchanged: Unchanged) -> String {
    let folds = match unchanged {
        Unchanged::Shown => Vec::new(),
        Unchanged::Folded => fold::stretches(redline),
    };
    let mut writer = Writer {
        old: redline.old,
        new: redline.new,
        entries: &redline.entries,
        out: String::with_capacity(room(redline)),
        nest: Nest::default(),
        next_old: 0,
        next_new: 0,
        gaps: Gaps::default(),
    };
    writer.out.push_str("<div class=\"prose redline\">\n");
    writer.run(&folds);
    writer.out.push_str("</div>\n");
    writer.out
}

/// Returns about how long the fragment becomes.
fn room(redline: &Redline<'_>) -> usize {
    let last = redline.new.list().iter().map(|block| block.text.end).max();
    last.map_or(0, |end| end as usize) * 5 / 4 + 256
}

/// The state of the writing.
struct Writer<'r> {
    old: &'r Blocks,
    new: &'r Blocks,
    entries: &'r [Entry],
    out: String,
    /// The containers that are open.
    nest: Nest,
    /// The first block of each version that is not written yet.
    next_old: usize,
    next_new: usize,
    /// The white space in the block or cell that is written.
    gaps: Gaps,
}

/// A block, and what is said of it.
#[derive(Clone, Copy)]
struct Shown<'r> {
    blocks: &'r Blocks,
    block: &'r Block,
    state: State<'r>,
}

/// What became of a block that is shown.
#[derive(Clone, Copy)]
enum State<'r> {
    Same,
    Deleted,
    Inserted,
    Edited(&'r Edit),
    Moved {
        edit: &'r Edit,
        /// The entry, if it is the first one of a stretch that moved.
        from: Option<usize>,
    },
}

impl Writer<'_> {
    fn run(&mut self, folds: &[Range<usize>]) {
        let mut folds = folds.iter().peekable();
        let mut fold_end = None;
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(fold) = folds.next_if(|fold| fold.start == at) {
                self.nest.close(&mut self.out);
                self.open_fold(fold.len());
                fold_end = Some(fold.end);
            }
            self.entry(at, entry);
            if fold_end == Some(at + 1) {
                self.nest.close(&mut self.out);
                self.out.push_str("</details>\n");
            }
        }
        self.nest.close(&mut self.out);
    }

    /// Begins a stretch in which nothing changed.
    fn open_fold(&mut self, count: usize) {
        let count = count.to_string();
        let start = "<details class=\"redline-fold\">\n<summary>";
        self.out.extend([start, &count, " unchanged paragraphs</summary>\n"]);
    }

    fn entry(&mut self, at: usize, entry: &Entry) {
        let (was, is) = match *entry {
            Entry::MovedAway { old, new } => {
                self.next_old = old + 1;
                return self.moved_away(at, old, new);
            }
            Entry::Deleted { old } => (Some(old), None),
            Entry::Inserted { new } | Entry::MovedHere { new, .. } => (None, Some(new)),
            Entry::Same { old, new } | Entry::Edited { old, new, .. } => {
                (Some(old), Some(new))
            }
        };
        self.next_old = was.map_or(self.next_old, |was| was + 1);
        self.next_new = is.map_or(self.next_new, |is| is + 1);
        let Some(shown) = self.shown(at) else { return };
        if let (State::Same, BlockKind::Heading { is_title: true, .. }) =
            (shown.state, &shown.block.kind)
        {
            return;
        }
        let was = was.and_then(|was| self.old.list().get(was));
        let is = is.and_then(|is| self.new.list().get(is));
        let path = nest::path((self.old, was), (self.new, is));
        self.nest.enter(&path, &mut self.out);
        self.block(shown);
    }
}

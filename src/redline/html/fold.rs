//! Where nothing changed for long enough to be folded.

use std::ops::Range;

use crate::parse::block::{Block, BlockKind, ContainerId};
use crate::redline::{Entry, Redline};

/// The least that is folded: less is read faster than it is unfolded.
const LEAST_BLOCKS: usize = 3;
const LEAST_BYTES: u32 = 300;

/// Returns the stretches of entries that are folded, in order.
///
/// None begins or ends within a list, a quote or the like, and headings are in
/// none of them.
pub(super) fn stretches(redline: &Redline<'_>) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for at in 0..=redline.entries.len() {
        if !can_fold(redline, at) {
            stretches.extend(fold(redline, start..at));
            start = at + 1;
        }
    }
    stretches
}

fn can_fold(redline: &Redline<'_>, at: usize) -> bool {
    match redline.entries.get(at) {
        Some(Entry::Same { new, .. }) => {
            let block = redline.new.list().get(*new);
            block.is_some_and(|it| !matches!(it.kind, BlockKind::Heading { .. }))
        }
        _ => false,
    }
}

/// Returns what of a stretch is folded, if it is enough.
fn fold(redline: &Redline<'_>, stretch: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = stretch;
    if start.checked_sub(1).is_some_and(|before| outer(redline, before).is_some())
        && let Some(first) = outer(redline, start)
    {
        while start < end && outer(redline, start) == Some(first) {
            start += 1;
        }
    }
    if outer(redline, end).is_some()
        && let Some(last) = end.checked_sub(1).and_then(|last| outer(redline, last))
    {
        while start < end && outer(redline, end - 1) == Some(last) {
            end -= 1;
        }
    }
    let blocks = (start..end).filter_map(|at| block(redline, at));
    let bytes: u32 = blocks.map(|block| block.text.end - block.text.start).sum();
    let is_long = end.saturating_sub(start) >= LEAST_BLOCKS && bytes >= LEAST_BYTES;
    is_long.then_some(start..end)
}

/// Returns the outermost container of what is shown at an entry.
fn outer(redline: &Redline<'_>, at: usize) -> Option<ContainerId> {
    let blocks = match redline.entries.get(at)? {
        Entry::Deleted { .. } | Entry::MovedAway { .. } => redline.old,
        _ => redline.new,
    };
    blocks.path(block(redline, at)?).first().map(|(id, _)| *id)
}

fn block<'r>(redline: &Redline<'r>, at: usize) -> Option<&'r Block> {
    match redline.entries.get(at)? {
        Entry::Deleted { old } | Entry::MovedAway { old, .. } => {
            redline.old.list().get(*old)
        }
        Entry::Same { new, .. }
        | Entry::Edited { new, .. }
        | Entry::Inserted { new }
        | Entry::MovedHere { new, .. } => redline.new.list().get(*new),
    }
}

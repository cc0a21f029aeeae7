//! Finds blocks that are elsewhere.

use std::collections::HashMap;

use crate::parse::block::{Block, BlockKind};

use super::align::Similarity;
use super::compare::Comparison;

/// The least number of words of a block that is looked for elsewhere: shorter
/// ones say the same in many places without having moved.
const LEAST_WORDS: usize = 6;
const LEAST_WORDS_EDITED: usize = 8;

/// How similar a block has to be elsewhere to be the same one.
const LEAST: Similarity = 750;

/// The most pairs of blocks that are looked at; among more, only those that say
/// the same are found.
const MOST_PAIRS: usize = 1 << 16;

/// Finds what has the same words elsewhere.
pub(super) fn find_equal(comparison: &mut Comparison<'_>) {
    let gaps = comparison.in_place.gaps();
    let mut by_digest: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (nth, gap) in gaps.iter().enumerate().rev() {
        for old in gap.old.clone().rev() {
            let Some(block) = comparison.old.list().get(old) else { continue };
            let sketch = comparison.old_sketch(old);
            if sketch.is_some_and(|sketch| sketch.count >= LEAST_WORDS) {
                by_digest.entry(block.words_digest).or_default().push((nth, old));
            }
        }
    }
    for (nth, gap) in gaps.iter().enumerate() {
        for new in gap.new.clone() {
            let Some(block) = comparison.new.list().get(new) else { continue };
            let Some(places) = by_digest.get_mut(&block.words_digest) else { continue };
            // Within one gap it did not move: it is paired there.
            let Some(&(place, old)) = places.last() else { continue };
            if place != nth {
                places.pop();
                comparison.moved.pair(old, new);
            }
        }
    }
    extend(comparison, is_equal);
}

/// Finds what has similar words elsewhere.
pub(super) fn find_similar(comparison: &mut Comparison<'_>) {
    extend(comparison, |comparison, old, new| comparison.similarity(old, new) > 0);
    let count = |sketch: Option<&super::sketch::Sketch>| sketch.map_or(0, |it| it.count);
    let free_old: Vec<_> = (0..comparison.old.list().len())
        .filter(|old| count(comparison.old_sketch(*old)) >= LEAST_WORDS_EDITED)
        .collect();
    let free_new: Vec<_> = (0..comparison.new.list().len())
        .filter(|new| count(comparison.new_sketch(*new)) >= LEAST_WORDS_EDITED)
        .collect();
    if free_old.len().saturating_mul(free_new.len()) > MOST_PAIRS {
        return;
    }
    for new in free_new {
        let similar = free_old.iter().map(|&old| (comparison.similarity(old, new), old));
        let best =
            similar.max_by_key(|&(similarity, old)| (similarity, usize::MAX - old));
        if let Some((similarity, old)) = best
            && similarity >= LEAST
        {
            comparison.moved.pair(old, new);
        }
    }
    extend(comparison, |comparison, old, new| comparison.similarity(old, new) > 0);
}

/// Pairs headings over a section that begins as it did: they were renamed,
/// however little of the old name is left.
pub(super) fn adopt_headings(comparison: &mut Comparison<'_>) {
    for new in (0..comparison.new.list().len()).rev() {
        if comparison.new_sketch(new).is_none() {
            continue;
        }
        let below = comparison.in_place.old_of(new + 1);
        let elsewhere = comparison.moved.old_of(new + 1);
        let Some(old) = below.or(elsewhere).and_then(|below| below.checked_sub(1)) else {
            continue;
        };
        let level = |block: Option<&Block>, blocks: &crate::parse::Blocks| {
            blocks.heading(block?).map(|heading| heading.shown_level)
        };
        let was = level(comparison.old.list().get(old), comparison.old);
        let is = level(comparison.new.list().get(new), comparison.new);
        if is.is_none() || was != is || comparison.old_sketch(old).is_none() {
            continue;
        }
        if below.is_some() {
            comparison.in_place.pair(old, new);
        } else {
            comparison.moved.pair(old, new);
        }
    }
}

fn is_equal(comparison: &Comparison<'_>, old: usize, new: usize) -> bool {
    let was =
        comparison.old.list().get(old).filter(|_| comparison.old_sketch(old).is_some());
    let is =
        comparison.new.list().get(new).filter(|_| comparison.new_sketch(new).is_some());
    match (was, is) {
        (Some(was), Some(is)) => {
            was.words_digest == is.words_digest && was.kind != BlockKind::Rule
        }
        _ => false,
    }
}

/// Makes stretches of what moved: a neighbour that belongs to its counterpart
/// moved with it, however short it is.
fn extend(
    comparison: &mut Comparison<'_>,
    belongs: impl Fn(&Comparison<'_>, usize, usize) -> bool,
) {
    let count = comparison.new.list().len();
    for new in 1..count {
        let before = comparison.moved.old_of(new - 1);
        if let Some(old) = before.map(|before| before + 1)
            && belongs(comparison, old, new)
        {
            comparison.moved.pair(old, new);
        }
    }
    for new in (1..count).rev() {
        let after = comparison.moved.old_of(new);
        if let Some(old) = after.and_then(|after| after.checked_sub(1))
            && belongs(comparison, old, new - 1)
        {
            comparison.moved.pair(old, new - 1);
        }
    }
}

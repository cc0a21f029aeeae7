//! Aligns two sequences: equal items first, then similar ones between them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How similar two items are: nothing in common is 0, the same is [`SAME`].
pub(super) type Similarity = u32;

/// The similarity of equals.
pub(super) const SAME: Similarity = 1000;

/// How many pairs of one gap are looked at, about. In a larger one only those
/// near its diagonal are: a table of which every row changed is one.
const MOST_PAIRS: usize = 1 << 16;

/// How far from the diagonal pairs are looked at at least.
const LEAST_WIDTH: usize = 8;

/// Which items of two sequences belong together. Pairs never cross.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// For each old item the new one.
    pub(super) new_of: Vec<Option<usize>>,
    /// For each new item the old one.
    pub(super) old_of: Vec<Option<usize>>,
}

/// Items between two pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// A run of items that are equal in both sequences, or of items that are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) is_same: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Returns both sequences as stretches, in turn the same and different.
///
/// Rare items are matched first, so that a full stop or an empty cell that both
/// happen to have does not keep apart what belongs together.
pub(super) fn stretches(old: &[u64], new: &[u64]) -> Vec<Stretch> {
    let is_equal = |pair: &(&u64, &u64)| pair.0 == pair.1;
    let shorter = old.len().min(new.len());
    let prefix = old.iter().zip(new).take_while(is_equal).count();
    let back = old.iter().rev().zip(new.iter().rev()).take(shorter - prefix);
    let suffix = back.take_while(is_equal).count();
    let (old_end, new_end) = (old.len() - suffix, new.len() - suffix);

    let mut all = Stretches::default();
    all.add_same(prefix);
    let inner_old = old.get(prefix..old_end).unwrap_or_default();
    let inner_new = new.get(prefix..new_end).unwrap_or_default();
    if inner_old.is_empty() || inner_new.is_empty() {
        all.add_changed(inner_old.len(), inner_new.len());
    } else {
        for op in capture_diff_slices(Algorithm::Histogram, inner_old, inner_new) {
            match op {
                DiffOp::Equal { len, .. } => all.add_same(len),
                _ => all.add_changed(op.old_range().len(), op.new_range().len()),
            }
        }
    }
    all.add_same(suffix);
    all.list
}

/// Returns the pairs of equal items, the old ones in order, where there is but one
/// way to pair them: no item occurs twice on a side, and what both sides have is in
/// the same order. That is so for the blocks of most versions, and quickly seen.
fn only_pairs(old: &[u64], new: &[u64]) -> Option<Vec<(usize, usize)>> {
    let (old, new) = (sorted(old)?, sorted(new)?);
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut others = new.into_iter().peekable();
    for (item, at) in old {
        while others.next_if(|(other, _)| *other < item).is_some() {}
        let equal = others.next_if(|(other, _)| *other == item);
        pairs.extend(equal.map(|(_, other)| (at, other)));
    }
    pairs.sort_unstable();
    pairs.is_sorted_by_key(|(_, new)| *new).then_some(pairs)
}

/// Returns items in the order of their values, each with its position; nothing if
/// one occurs twice.
fn sorted(items: &[u64]) -> Option<Vec<(u64, usize)>> {
    let mut sorted: Vec<_> = items.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    sorted.is_sorted_by(|one, next| one.0 < next.0).then_some(sorted)
}

/// Stretches as they are put together.
#[derive(Debug, Default)]
struct Stretches {
    list: Vec<Stretch>,
    old: usize,
    new: usize,
}

impl Stretches {
    fn add_same(&mut self, count: usize) {
        let (old, new) = (self.advance_old(count), self.advance_new(count));
        self.add(Stretch { is_same: true, old, new });
    }

    fn add_changed(&mut self, old: usize, new: usize) {
        let (old, new) = (self.advance_old(old), self.advance_new(new));
        self.add(Stretch { is_same: false, old, new });
    }

    fn advance_old(&mut self, count: usize) -> Range<usize> {
        self.old += count;
        self.old - count..self.old
    }

    fn advance_new(&mut self, count: usize) -> Range<usize> {
        self.new += count;
        self.new - count..self.new
    }

    /// Adds a stretch, to the last one if that is of the same sort.
    fn add(&mut self, stretch: Stretch) {
        match self.list.last_mut() {
            _ if stretch.old.is_empty() && stretch.new.is_empty() => (),
            Some(last) if last.is_same == stretch.is_same => {
                last.old.end = stretch.old.end;
                last.new.end = stretch.new.end;
            }
            _ => self.list.push(stretch),
        }
    }
}

impl Alignment {
    /// Begins without pairs.
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { new_of: vec![None; old], old_of: vec![None; new] }
    }

    /// Pairs what is equal.
    pub(super) fn of_equals(old: &[u64], new: &[u64]) -> Self {
        let mut alignment = Self::new(old.len(), new.len());
        if let Some(pairs) = only_pairs(old, new) {
            for (old, new) in pairs {
                alignment.pair(old, new);
            }
            return alignment;
        }
        for stretch in stretches(old, new).into_iter().filter(|it| it.is_same) {
            for (old, new) in stretch.old.zip(stretch.new) {
                alignment.pair(old, new);
            }
        }
        alignment
    }

    /// Pairs two items.
    pub(super) fn pair(&mut self, old: usize, new: usize) {
        if let (Some(new_of), Some(old_of)) =
            (self.new_of.get_mut(old), self.old_of.get_mut(new))
        {
            *new_of = Some(new);
            *old_of = Some(old);
        }
    }

    /// Takes a pair apart.
    pub(super) fn part(&mut self, old: usize, new: usize) {
        if let (Some(new_of), Some(old_of)) =
            (self.new_of.get_mut(old), self.old_of.get_mut(new))
        {
            *new_of = None;
            *old_of = None;
        }
    }

    /// Returns the new item of an old one.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old).copied().flatten()
    }

    /// Returns the old item of a new one.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(new).copied().flatten()
    }

    /// Returns the items between two pairs, wherever there are any.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let (mut old, mut new) = (0, 0);
        let pairs = self.new_of.iter().enumerate();
        let pairs = pairs.filter_map(|(old, new)| new.map(|new| (old, new)));
        for (next_old, next_new) in pairs.chain([(self.new_of.len(), self.old_of.len())])
        {
            if next_old > old || next_new > new {
                gaps.push(Gap { old: old..next_old, new: new..next_new });
            }
            (old, new) = (next_old + 1, next_new + 1);
        }
        gaps
    }

    /// Pairs what is similar in each gap, so that the sum of the similarities is
    /// as great as it can be; pairs whose similarity is 0 are none.
    pub(super) fn pair_similar(
        &mut self,
        similarity: impl Fn(usize, usize) -> Similarity,
    ) {
        for gap in self.gaps() {
            if !gap.old.is_empty() && !gap.new.is_empty() {
                for (old, new) in best_pairs(&gap, &similarity) {
                    self.pair(old, new);
                }
            }
        }
    }

    /// Returns both sequences in the order in which they are shown: pairs in
    /// their order, and between them what is gone before what is new.
    pub(super) fn merged(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let mut merged = Vec::with_capacity(self.new_of.len().max(self.old_of.len()));
        let mut next = 0;
        for (old, new) in self.new_of.iter().enumerate() {
            if let Some(new) = *new {
                merged.extend((next..new).map(|new| (None, Some(new))));
                next = new + 1;
            }
            merged.push((Some(old), *new));
        }
        merged.extend((next..self.old_of.len()).map(|new| (None, Some(new))));
        merged
    }
}

/// A row of the table in which the best pairs are found: what is reached with
/// the old items so far and the new ones up to each column.
struct Line {
    /// The first column that is looked at.
    start: usize,
    reached: Vec<Similarity>,
    /// Whether the old item and the new one of this column are a pair.
    is_pair: Vec<bool>,
}

impl Line {
    /// Returns what is reached before column `at`.
    fn before(&self, at: usize) -> Similarity {
        let seen = at.saturating_sub(self.start).min(self.reached.len());
        seen.checked_sub(1).and_then(|last| self.reached.get(last)).copied().unwrap_or(0)
    }
}

/// Returns the pairs of a gap with the greatest sum of similarities.
fn best_pairs(
    gap: &Gap,
    similarity: &impl Fn(usize, usize) -> Similarity,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (gap.old.len(), gap.new.len());
    let width = (MOST_PAIRS / (2 * rows)).max(LEAST_WIDTH);
    let mut lines: Vec<Line> = Vec::with_capacity(rows);
    let first = Line { start: 0, reached: Vec::new(), is_pair: Vec::new() };
    for row in 0..rows {
        let above = lines.last().unwrap_or(&first);
        let middle = row * columns / rows;
        let start = middle.saturating_sub(width);
        let end = (middle + width + 1).min(columns);
        let mut line = Line { start, reached: Vec::new(), is_pair: Vec::new() };
        // What is left of the window was reached before.
        let mut left = above.before(start);
        for column in start..end {
            let gain = similarity(gap.old.start + row, gap.new.start + column);
            let paired = above.before(column) + gain;
            let without = left.max(above.before(column + 1));
            let is_pair = gain > 0 && paired > without;
            left = if is_pair { paired } else { without };
            line.reached.push(left);
            line.is_pair.push(is_pair);
        }
        lines.push(line);
    }
    walk_back(gap, &lines)
}

fn walk_back(gap: &Gap, lines: &[Line]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut end = gap.new.len();
    for (row, line) in lines.iter().enumerate().rev() {
        let above = row.checked_sub(1).and_then(|row| lines.get(row));
        let reached = line.before(end);
        if above.is_some_and(|above| above.before(end) == reached) {
            continue;
        }
        // The pair is the first column at which this much was reached.
        let last = end.saturating_sub(line.start).min(line.reached.len());
        let columns = (0..last).rev();
        let same = |&at: &usize| line.reached.get(at) == Some(&reached);
        let Some(column) = columns.take_while(same).last() else { continue };
        if line.is_pair.get(column) == Some(&true) {
            end = line.start + column;
            pairs.push((gap.old.start + row, gap.new.start + end));
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Where there is one way to pair what is equal, it is the one.
        #[test]
        fn the_only_pairs_are_those_that_are_found_anyway(
            old in prop::collection::vec(0..24_u64, 0..12),
            new in prop::collection::vec(0..24_u64, 0..12),
        ) {
            if let Some(pairs) = only_pairs(&old, &new) {
                let same = stretches(&old, &new).into_iter().filter(|it| it.is_same);
                let found: Vec<_> = same.flat_map(|it| it.old.zip(it.new)).collect();
                prop_assert_eq!(pairs, found);
            }
        }

        /// No item has two partners, and no pairs cross.
        #[test]
        fn pairs_rise_on_both_sides(
            matrix in prop::collection::vec(prop::collection::vec(0..4_u32, 5), 1..7),
        ) {
            let gap = Gap { old: 2..2 + matrix.len(), new: 3..8 };
            let pairs = best_pairs(&gap, &|old, new| matrix[old - 2][new - 3]);
            for (old, new) in &pairs {
                prop_assert!(matrix[old - 2][new - 3] > 0);
            }
            for pair in pairs.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1, "{:?}", pairs);
            }
        }
    }
}

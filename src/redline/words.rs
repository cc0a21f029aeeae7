//! What changed in a text, word by word.

use std::ops::Range;

use crate::parse::Blocks;
use crate::parse::block::Piece;

use super::align::{SAME, Similarity, Stretch, stretches};
use super::tokens::{Ends, Token, tokens};
use super::{Change, ChangeKind};

/// How many words and signs two texts may have together to be compared word by
/// word; of longer ones, all between the first and the last change is taken for
/// changed.
const MOST_TOKENS: usize = 40_000;

/// The most words between two changes that are taken for changed too, so that a
/// reader does not have to put a sentence together from splinters.
const MOST_ABSORBED: usize = 3;

/// One side of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) piece: Piece,
}

/// What changed in a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) changes: Vec<Change>,
    /// How much of the text was kept.
    pub(super) similarity: Similarity,
}

impl Words {
    /// Returns the same of two texts that begin so much later.
    pub(super) fn moved(&self, (old, new): (u32, u32)) -> Self {
        let later = |piece: Piece, by: u32| Piece {
            start: piece.start + by,
            end: piece.end + by,
        };
        let changes = self.changes.iter().map(|change| Change {
            kind: change.kind,
            old: later(change.old, old),
            new: later(change.new, new),
        });
        Self { changes: changes.collect(), similarity: self.similarity }
    }
}

/// Compares two texts word by word.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Words {
    let in_old = tokens(old.blocks, old.piece);
    let in_new = tokens(new.blocks, new.piece);
    compare_tokens((&in_old, old.piece), (&in_new, new.piece))
}

/// Compares two texts of which the tokens are known.
pub(super) fn compare_tokens(
    (old, old_piece): (&[Token], Piece),
    (new, new_piece): (&[Token], Piece),
) -> Words {
    let text = Text { old, new, pieces: (old_piece, new_piece) };
    let mut stretches = text.stretches();
    text.slide(&mut stretches);
    let stretches = text.absorb(stretches);
    let mut changes = Vec::with_capacity(stretches.len() * 2);
    for stretch in &stretches {
        text.changes(stretch, &mut changes);
    }
    let kept = stretches.iter().filter(|stretch| stretch.is_same);
    let kept: usize = kept.map(|it| count(new, &it.new)).sum();
    let all = count(old, &(0..old.len())) + count(new, &(0..new.len()));
    let similarity = (2 * kept * SAME as usize).checked_div(all);
    let similarity = similarity.unwrap_or(SAME as usize);
    Words { changes, similarity: Similarity::try_from(similarity).unwrap_or(SAME) }
}

/// Compares two blocks of code line by line.
pub(super) fn compare_lines(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let keys = |lines: &[(u32, u64)]| lines.iter().map(|line| line.1).collect::<Vec<_>>();
    let mut changes = Vec::new();
    for stretch in stretches(&keys(&old_lines), &keys(&new_lines)) {
        let start = |lines: &[(u32, u64)], at: usize, piece: Piece| {
            lines.get(at).map_or(piece.end, |line| line.0)
        };
        let was = Piece {
            start: start(&old_lines, stretch.old.start, old.piece),
            end: start(&old_lines, stretch.old.end, old.piece),
        };
        let is = Piece {
            start: start(&new_lines, stretch.new.start, new.piece),
            end: start(&new_lines, stretch.new.end, new.piece),
        };
        if stretch.is_same {
            changes.push(Change { kind: ChangeKind::Same, old: was, new: is });
        } else {
            push_replaced(&mut changes, was, is);
        }
    }
    changes
}

/// Returns where each line begins, and a digest of what is on it.
fn lines(side: Side<'_>) -> Vec<(u32, u64)> {
    let mut at = side.piece.start;
    let lines = side.blocks.text(side.piece).split_inclusive('\n').map(|line| {
        let start = at;
        at += u32::try_from(line.len()).unwrap_or(u32::MAX);
        (start, super::tokens::digest(line.trim_end_matches('\n')))
    });
    lines.collect()
}

/// Adds what is gone and what is new at one place.
pub(super) fn push_replaced(changes: &mut Vec<Change>, old: Piece, new: Piece) {
    if !old.is_empty() {
        let new = Piece { start: new.start, end: new.start };
        changes.push(Change { kind: ChangeKind::Deleted, old, new });
    }
    if !new.is_empty() {
        let old = Piece { start: old.end, end: old.end };
        changes.push(Change { kind: ChangeKind::Inserted, old, new });
    }
}

/// Returns how many words there are in a part of a text.
fn count(tokens: &[Token], range: &Range<usize>) -> usize {
    let tokens = tokens.get(range.clone()).unwrap_or_default();
    tokens.iter().filter(|token| token.is_word).count()
}

/// Two texts as tokens.
struct Text<'t> {
    old: &'t [Token],
    new: &'t [Token],
    pieces: (Piece, Piece),
}

impl Text<'_> {
    fn stretches(&self) -> Vec<Stretch> {
        let keys = |tokens: &[Token]| tokens.iter().map(|it| it.key).collect::<Vec<_>>();
        let (mut old, mut new) = (keys(self.old), keys(self.new));
        if old.len() + new.len() > MOST_TOKENS {
            let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
            let back = old.iter().rev().zip(new.iter().rev());
            let room = old.len().min(new.len()) - first;
            let last = back.take(room).take_while(|(a, b)| a == b).count();
            // No two of these are equal.
            let (old_end, new_end) = (old.len() - last, new.len() - last);
            old.get_mut(first..old_end).unwrap_or_default().fill(0);
            new.get_mut(first..new_end).unwrap_or_default().fill(1);
        }
        stretches(&old, &new)
    }

    /// Moves what was only inserted or only deleted to where a sentence or a
    /// part of one begins, if it says the same there: not `a. [B. ]B c.` out of
    /// the middle of two sentences that end alike.
    fn slide(&self, stretches: &mut [Stretch]) {
        for at in 1..stretches.len().saturating_sub(1) {
            let Some([before, change, after]) = stretches.get_mut(at - 1..=at + 1) else {
                return;
            };
            let (tokens, range) = match (change.old.is_empty(), change.new.is_empty()) {
                (true, false) => (self.new, change.new.clone()),
                (false, true) => (self.old, change.old.clone()),
                _ => continue,
            };
            let key = |at: usize| tokens.get(at).map(|token| token.key);
            let mut back = 0;
            while back + 1 < before.new.len()
                && key(range.start - back - 1) == key(range.end - back - 1)
            {
                back += 1;
            }
            let mut ahead = 0;
            while ahead + 1 < after.new.len()
                && key(range.start + ahead) == key(range.end + ahead)
            {
                ahead += 1;
            }
            let ends = |at: usize| {
                let last = at.checked_sub(1).and_then(|last| tokens.get(last));
                last.map_or(Ends::Sentence, |token| token.ends)
            };
            let places = range.start - back..=range.start + ahead;
            let best = places.max_by_key(|&place| ends(place)).unwrap_or(range.start);
            shift([before, change, after], best, range.start);
        }
    }

    /// Takes for changed what is the same between two changes, where it is too
    /// little to read on its own.
    fn absorb(&self, stretches: Vec<Stretch>) -> Vec<Stretch> {
        let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
        let mut rest = stretches.into_iter().peekable();
        while let Some(stretch) = rest.next() {
            let joined = match (kept.last_mut(), rest.peek()) {
                (Some(before), Some(after))
                    if stretch.is_same && self.is_splinter(before, &stretch, after) =>
                {
                    before.old.end = after.old.end;
                    before.new.end = after.new.end;
                    true
                }
                _ => false,
            };
            if joined {
                rest.next();
            } else {
                kept.push(stretch);
            }
        }
        kept
    }

    fn is_splinter(&self, before: &Stretch, same: &Stretch, after: &Stretch) -> bool {
        // Between two insertions it would have to be deleted first.
        let is_gone = !before.old.is_empty() || !after.old.is_empty();
        let is_new = !before.new.is_empty() || !after.new.is_empty();
        if !is_gone || !is_new {
            return false;
        }
        let words = count(self.new, &same.new);
        let old_length =
            |range: &Range<usize>| length(piece(range, self.old, self.pieces.0));
        let new_length =
            |range: &Range<usize>| length(piece(range, self.new, self.pieces.1));
        let length = new_length(&same.new);
        let changed =
            |stretch: &Stretch| old_length(&stretch.old).max(new_length(&stretch.new));
        words <= MOST_ABSORBED && length <= changed(before) && length <= changed(after)
    }

    /// Adds what became of a stretch.
    fn changes(&self, stretch: &Stretch, changes: &mut Vec<Change>) {
        if !stretch.is_same {
            let old = piece(&stretch.old, self.old, self.pieces.0);
            let new = piece(&stretch.new, self.new, self.pieces.1);
            return push_replaced(changes, old, new);
        }
        let pairs = stretch.old.clone().zip(stretch.new.clone());
        let mut last: Option<(ChangeKind, Range<usize>, Range<usize>)> = None;
        for (old, new) in pairs {
            let kind = self.kind(old, new);
            match &mut last {
                Some((same, olds, news)) if *same == kind => {
                    olds.end = old + 1;
                    news.end = new + 1;
                }
                _ => {
                    changes.extend(last.map(|last| self.change(last)));
                    last = Some((kind, old..old + 1, new..new + 1));
                }
            }
        }
        changes.extend(last.map(|last| self.change(last)));
    }

    fn change(
        &self,
        (kind, old, new): (ChangeKind, Range<usize>, Range<usize>),
    ) -> Change {
        let old = piece(&old, self.old, self.pieces.0);
        let new = piece(&new, self.new, self.pieces.1);
        Change { kind, old, new }
    }

    /// Returns what became of a word that both texts have.
    fn kind(&self, old: usize, new: usize) -> ChangeKind {
        match (self.old.get(old), self.new.get(new)) {
            (Some(old), Some(new)) if old.target != new.target => ChangeKind::Relinked,
            (Some(old), Some(new)) if old.style != new.style => ChangeKind::Restyled,
            _ => ChangeKind::Same,
        }
    }
}

/// Moves a change so that it begins at `best` instead of `start`.
fn shift([before, change, after]: [&mut Stretch; 3], best: usize, start: usize) {
    let moved = |at: usize| (at + best).saturating_sub(start);
    for (before, change, after) in [
        (&mut before.old, &mut change.old, &mut after.old),
        (&mut before.new, &mut change.new, &mut after.new),
    ] {
        before.end = moved(before.end);
        *change = moved(change.start)..moved(change.end);
        after.start = moved(after.start);
    }
}

/// Returns the text of some tokens, with the white space after each.
fn piece(range: &Range<usize>, tokens: &[Token], whole: Piece) -> Piece {
    let start =
        |at: usize| tokens.get(at).map_or(whole.end, |token| whole.start + token.start);
    Piece { start: start(range.start), end: start(range.end) }
}

fn length(piece: Piece) -> u32 {
    piece.end - piece.start
}

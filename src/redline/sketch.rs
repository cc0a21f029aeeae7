//! What is remembered of a text to tell how similar it is to others.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::align::{SAME, Similarity};
use super::tokens::{Token, tokens};
use super::words::{Words, compare_tokens};
use crate::parse::Blocks;
use crate::parse::block::{Block, Piece, Style};

/// How many different words are remembered: more than most paragraphs have.
/// Of the others those with the smallest digests are, which are as good as a
/// sample for estimating how many words two texts share.
const MOST_WORDS: usize = 64;

/// The least number of different words of which it means something that a longer
/// text has most of them.
const LEAST_PART: usize = 6;

/// What is remembered of the blocks of one version, so that it can be compared
/// with several others: each block is looked at when it is first needed.
pub struct Remembered {
    slots: Vec<Arc<OnceLock<Looked>>>,
    compared: Arc<Compared>,
}

/// What came of comparing two blocks, by their digests; pieces count from the
/// starts of the blocks. A paragraph that one version changed is the same in all
/// comparisons across that version.
type Compared = Mutex<HashMap<(u64, u64), Arc<Words>>>;

/// A block that was looked at.
struct Looked {
    tokens: Vec<Token>,
    sketch: Sketch,
}

impl Remembered {
    /// Makes room for the blocks of a version.
    pub fn new(blocks: &Blocks) -> Self {
        let slots = blocks.list().iter().map(|_| Arc::default()).collect();
        Self { slots, compared: Arc::default() }
    }

    /// Makes room for the blocks of a version that has most of its blocks from
    /// another one: they are looked at and compared once for both.
    #[must_use]
    pub fn beside(blocks: &Blocks, (other, remembered): (&Blocks, &Self)) -> Self {
        let known: HashMap<u64, &Arc<OnceLock<Looked>>> = other
            .list()
            .iter()
            .zip(&remembered.slots)
            .filter(|(block, _)| is_alike(other, block))
            .map(|(block, slot)| (block.digest, slot))
            .collect();
        let slots = blocks.list().iter().map(|block| {
            let slot = known.get(&block.digest).filter(|_| is_alike(blocks, block));
            slot.map_or_else(Arc::default, |slot| Arc::clone(slot))
        });
        Self { slots: slots.collect(), compared: Arc::clone(&remembered.compared) }
    }

    /// Counts the words in a piece of a block of that version.
    pub(super) fn count_words(&self, blocks: &Blocks, at: usize, piece: Piece) -> usize {
        let start = blocks.list().get(at).map_or(0, |block| block.text.start);
        let tokens = self.tokens(blocks, at);
        let from = tokens.partition_point(|token| start + token.start < piece.start);
        let tokens = tokens.get(from..).unwrap_or_default().iter();
        let within = tokens.take_while(|token| start + token.start < piece.end);
        within.filter(|token| token.is_word).count()
    }

    /// Returns the sketch of a block of that version.
    pub(super) fn sketch(&self, blocks: &Blocks, at: usize) -> Option<&Sketch> {
        self.look(blocks, at).map(|looked| &looked.sketch)
    }

    /// Returns the tokens of a block of that version.
    pub(super) fn tokens(&self, blocks: &Blocks, at: usize) -> &[Token] {
        self.look(blocks, at).map_or(&[], |looked| &looked.tokens)
    }

    fn look(&self, blocks: &Blocks, at: usize) -> Option<&Looked> {
        let block = blocks.list().get(at)?;
        let look = || {
            let tokens = tokens(blocks, block.text);
            Looked { sketch: Sketch::new(&tokens), tokens }
        };
        self.slots.get(at).map(|slot| slot.get_or_init(look))
    }
}

/// Compares the text of a block of one version with that of another one.
pub(super) fn compare(
    (old, in_old, before): (&Blocks, &Remembered, usize),
    (new, in_new, after): (&Blocks, &Remembered, usize),
) -> Words {
    let (Some(was), Some(is)) = (old.list().get(before), new.list().get(after)) else {
        return Words::default();
    };
    let compare = || {
        compare_tokens(
            (in_old.tokens(old, before), from_zero(was.text)),
            (in_new.tokens(new, after), from_zero(is.text)),
        )
    };
    let starts = (was.text.start, is.text.start);
    if !is_alike(old, was) || !is_alike(new, is) {
        return compare().moved(starts);
    }
    // Nothing in here panics halfway.
    let compared = || in_new.compared.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (was.digest, is.digest);
    let known = compared().get(&key).map(Arc::clone);
    let words = known.unwrap_or_else(|| {
        let words = Arc::new(compare());
        compared().insert(key, Arc::clone(&words));
        words
    });
    words.moved(starts)
}

fn from_zero(piece: Piece) -> Piece {
    Piece { start: 0, end: piece.end - piece.start }
}

/// Returns whether every block with the digest of this one has its words at the
/// same places; one with footnotes may have other numbers.
fn is_alike(blocks: &Blocks, block: &Block) -> bool {
    !blocks.runs(block.text).iter().any(|run| run.style.has(Style::NOTE))
}

impl fmt::Debug for Remembered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remembered").finish_non_exhaustive()
    }
}

/// The digests of different words of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    words: Vec<u64>,
    /// How many words there are, each as often as it occurs.
    pub(super) count: usize,
}

impl Sketch {
    /// Remembers a text.
    pub(super) fn new(tokens: &[Token]) -> Self {
        let mut words = Vec::with_capacity(tokens.len());
        let is_word = |token: &&Token| token.is_word;
        words.extend(tokens.iter().filter(is_word).map(|token| token.folded));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        words.truncate(MOST_WORDS);
        Self { words, count }
    }

    /// Returns how much two texts have in common: the words of both, twice, of
    /// all words of each; or half of the words of the shorter one, if the other
    /// has nearly all of them.
    pub(super) fn similarity(&self, other: &Self) -> Similarity {
        let (mut one, mut two) = (self.words.as_slice(), other.words.as_slice());
        let (mut common, mut all) = (0, 0);
        while all < MOST_WORDS
            && let ([a, after_a @ ..], [b, after_b @ ..]) = (one, two)
        {
            one = if a <= b { after_a } else { one };
            two = if a >= b { after_b } else { two };
            common += u32::from(a == b);
            all += 1;
        }
        let rest = one.len().max(two.len()).min(MOST_WORDS - all);
        let all = u32::try_from(all + rest).unwrap_or(u32::MAX);
        let shared = 2 * SAME * common / (all + common).max(1);
        let shorter = self.words.len().min(other.words.len());
        if !(LEAST_PART..MOST_WORDS).contains(&shorter) {
            return shared;
        }
        let part = SAME * common / u32::try_from(shorter).unwrap_or(u32::MAX);
        if part >= 700 { shared.max(part / 2) } else { shared }
    }
}

//! Lists that are long enough to be worth having in one place only.

use crate::base::span::Span;
use crate::parse::document::ListItem;

use super::Source;

/// The shortest list that is remembered.
const SHORTEST: usize = 5;

/// Gathers the items of the top-level lists of a body.
#[derive(Debug, Default)]
pub(super) struct Runs {
    lists: Vec<Vec<ListItem>>,
    open: Vec<ListItem>,
}

impl Runs {
    /// Adds an item of the list that is open.
    pub(super) fn item(&mut self, source: Source<'_>, span: Span) {
        let text = span.of(source.file).trim();
        self.open.push(ListItem { digest: digest(text.as_bytes()), span });
    }

    /// Ends the list.
    pub(super) fn end(&mut self) {
        if self.open.len() >= SHORTEST {
            self.lists.push(std::mem::take(&mut self.open));
        } else {
            self.open.clear();
        }
    }

    /// Returns the lists.
    pub(super) fn finish(self) -> Vec<Vec<ListItem>> {
        self.lists
    }
}

/// Returns a number that two different texts hardly share. It is the same in every
/// run, and nobody gains anything by making two texts share it.
fn digest(text: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut digest = text.len() as u64;
    for chunk in text.chunks(8) {
        let mut word = [0; 8];
        for (slot, byte) in word.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        digest = (digest.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
    }
    digest
}

//! The white space between parts of two texts that are written as one.
//!
//! A part is written without the white space after it, so that no line is drawn
//! under or through a gap; what comes next brings the white space before it.

use crate::parse::Blocks;
use crate::parse::block::Piece;

use super::ChangeKind;

/// What of a block or a cell has been written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gaps {
    is_old_begun: bool,
    is_new_begun: bool,
}

impl Gaps {
    /// Returns the white space before the next part: what is before it in its
    /// version, but none at the start of all, and some between the last part of
    /// one version and the first of the other.
    pub(super) fn before(
        &mut self,
        blocks: &Blocks,
        piece: Piece,
        kind: ChangeKind,
    ) -> Option<char> {
        let is_old = kind == ChangeKind::Deleted;
        let is_own_begun = if is_old { self.is_old_begun } else { self.is_new_begun };
        let is_any_begun = self.is_old_begun || self.is_new_begun;
        self.is_old_begun |= kind != ChangeKind::Inserted;
        self.is_new_begun |= !is_old;
        match (is_own_begun, is_any_begun) {
            (true, _) => blocks.gap_before(piece),
            (false, true) => Some(' '),
            (false, false) => None,
        }
    }
}

//! The white space between parts of two texts that are written as one.
//!
//! A part is written without the white space after it, so that no line is drawn
//! under or through a gap; what comes next brings the white space before it.

use crate::parse::Blocks;
use crate::parse::block::Piece;

use super::ChangeKind;

/// What of a block or a cell has been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gaps {
    #[default]
    Nothing,
    /// A part of the old version.
    Old,
    /// A part of the new version.
    New,
    /// Parts of both, or a part that both have.
    Both,
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
        let own = match kind {
            ChangeKind::Deleted => Self::Old,
            ChangeKind::Same
            | ChangeKind::Restyled
            | ChangeKind::Relinked
            | ChangeKind::Inserted => Self::New,
        };
        let gap = match *self {
            Self::Nothing => None,
            written if written == own || written == Self::Both => {
                blocks.gap_before(piece)
            }
            _ => Some(' '),
        };
        *self = match (*self, kind) {
            (Self::Nothing | Self::Old, ChangeKind::Deleted) => Self::Old,
            (Self::Nothing | Self::New, ChangeKind::Inserted) => Self::New,
            _ => Self::Both,
        };
        gap
    }
}

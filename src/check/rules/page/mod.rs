//! Pages as a whole: files, URLs, titles and ids.

pub(super) mod alias_collision;
pub(super) mod alias_invalid;
pub(super) mod folder_collision;
pub(super) mod id_derived;
pub(super) mod id_duplicate;
pub(super) mod not_utf8;
pub(super) mod orphan;
pub(super) mod outside_root;
pub(super) mod title_duplicate;
pub(super) mod title_mismatch;
pub(super) mod title_missing;
pub(super) mod too_large;
pub(super) mod unreadable;
pub(super) mod url_collision;
pub(super) mod url_reserved;
pub(super) mod weight_duplicate;

use crate::base::span::Span;
use crate::parse::{Document, Field};

use super::walk::{place_of, top};

/// Returns where a document's title is written.
fn title_span(document: &Document) -> Span {
    place_of(document, Field::Title)
        .map(|place| place.value)
        .or_else(|| document.headings.first().map(|heading| heading.span))
        .unwrap_or_else(|| top(document))
}

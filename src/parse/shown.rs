//! A frozen text as the pages about it show it: its HTML, and its blocks.

use super::document::{Body, Document};
use super::{Blocks, blocks_of, front_matter};

/// A frozen text as the pages about it show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its HTML; empty for a current text, which is shown on its own page.
    pub body: Body,
    /// What is compared with other versions: the blocks of what is published of
    /// it, which has no comments.
    pub blocks: Blocks,
}

impl Shown {
    /// Takes what is shown of a text out of what was understood of it.
    pub(super) fn new(text: &str, document: &mut Document, blocks: Blocks) -> Self {
        let own = text.get(front_matter::body(text)).unwrap_or_default();
        let published = document.text.published.as_ref();
        let blocks = match published.filter(|it| it.markdown.trim() != own.trim()) {
            Some(other) => blocks_of(other),
            None => blocks,
        };
        Self { body: document.body.take().unwrap_or_default(), blocks }
    }
}

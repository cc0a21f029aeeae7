//! A frozen text as the pages about it show it: its HTML, and its blocks.

use super::document::{Body, Document, PublishedText};
use super::{Blocks, blocks_of, front_matter};

/// A frozen text as the pages about it show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its HTML; empty for a current text, which is shown on its own page.
    pub body: Body,
    /// What is compared with other versions: the blocks of what is published of
    /// it, which has no comments.
    pub blocks: Blocks,
    /// What is published beside its HTML, if it was controlled.
    pub published: Option<PublishedText>,
}

impl Shown {
    /// Takes what is shown of a text out of what was understood of it.
    pub(super) fn new(text: &str, document: &mut Document, blocks: Blocks) -> Self {
        let own = text.get(front_matter::body(text)).unwrap_or_default();
        let published = document.text.published.take();
        let other = published.as_ref().filter(|it| it.markdown.trim() != own.trim());
        let blocks = other.map_or(blocks, blocks_of);
        Self { body: document.body.take().unwrap_or_default(), blocks, published }
    }
}

//! The texts that the pages of histories show and compare.
//!
//! Most pages of a history need two of its texts, and each text is needed by
//! several pages. To make each ready anew for every page was a quarter of the
//! work of a build; to keep all of them would take as much memory as the archive
//! is large. The pages of one document are made one after the other, so those
//! that were wanted last are kept.

use std::sync::Arc;

use crate::archive::FrozenText;
use crate::parse::{self, Blocks, Shown};
use crate::resolve::{PageIndex, Site};

use super::recent::Recent;

/// How many bytes of text are kept ready: some hundred policies.
const ROOM: usize = 8 << 20;

/// The texts of the site, as far as somebody has asked for them lately.
#[derive(Debug)]
pub(super) struct Texts {
    frozen: Recent<usize, Shown>,
    current: Recent<PageIndex, Blocks>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { frozen: Recent::new(ROOM), current: Recent::new(ROOM) }
    }
}

impl Texts {
    /// Returns the frozen text at a position, as its pages show it; empty, if
    /// the archive has lost it.
    pub(super) fn frozen(&self, site: &Site, at: usize) -> Arc<Shown> {
        let text = match site.archive.versions.get(at).map(|frozen| &frozen.text) {
            Some(FrozenText::Intact(text)) => text.as_str(),
            _ => "",
        };
        self.frozen.get(at, text.len(), || {
            let facts = site.frozen.get(at).map(|frozen| &frozen.document);
            facts.map(|facts| Shown::new(text, facts)).unwrap_or_default()
        })
    }

    /// Returns the current text of a page as blocks; `frozen` is the position of
    /// the frozen text that has its words, if there is one.
    pub(super) fn current(
        &self,
        site: &Site,
        page: PageIndex,
        frozen: Option<usize>,
    ) -> Arc<Blocks> {
        let text = site.document(page).text.published.as_ref();
        // Where no link has changed either, it is that text.
        let is_same = |at: &usize| {
            let frozen = site.frozen.get(*at).map(|frozen| &frozen.document.text);
            frozen.is_some_and(|frozen| frozen.published.as_ref() == text)
        };
        if let Some(at) = frozen.filter(is_same) {
            return Arc::clone(&self.frozen(site, at).blocks);
        }
        let size = text.map_or(0, |text| text.markdown.len());
        let blocks = || text.map(parse::blocks_of).unwrap_or_default();
        self.current.get(page, size, blocks)
    }
}

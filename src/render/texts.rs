//! The texts that the pages of histories show and compare.
//!
//! Most pages of a history compare two of its texts, and each text is compared on
//! several pages. To make it ready for that anew for every page was a tenth of the
//! work of a build; to keep what that makes of all texts would take as much memory
//! as the archive is large. The pages of one document are made one after the
//! other, so what was wanted last is kept: by each core its own, as what one core
//! made and another took apart had both wait for the same memory.

use std::sync::Arc;

use crate::archive::FrozenText;
use crate::parse::{self, Shown};
use crate::redline::Remembered;
use crate::resolve::{PageIndex, Site};

use super::recent::Recent;

/// Of how many bytes of text each core keeps it: about fifty policies.
const ROOM: usize = 1 << 19;

/// The texts of the site, as far as somebody has asked for them lately: those of
/// each core, and last those of everybody else.
#[derive(Debug)]
pub(super) struct Texts(Vec<Recent<Name, Ready>>);

/// Which text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    /// The frozen one at a position.
    Frozen(usize),
    /// That of a page.
    Current(PageIndex),
}

/// A text that is ready to be shown and compared.
#[derive(Debug)]
pub(super) struct Ready {
    /// Its HTML, and what is compared.
    pub(super) shown: Arc<Shown>,
    /// What is remembered of the blocks for comparing them again.
    pub(super) remembered: Remembered,
}

impl Ready {
    /// Makes a text ready; of another one that is like it, what is remembered of
    /// their common blocks is used again.
    fn new(shown: Arc<Shown>, like: Option<&Self>) -> Self {
        let blocks = &shown.blocks;
        let remembered = match like {
            Some(like) => {
                Remembered::beside(blocks, (&like.shown.blocks, &like.remembered))
            }
            None => Remembered::new(blocks),
        };
        Self { shown, remembered }
    }

    /// Returns whether this and another one are of the same text.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shown, &other.shown)
    }
}

impl Default for Texts {
    fn default() -> Self {
        let all = 0..=rayon::current_num_threads();
        Self(all.map(|_| Recent::new(ROOM)).collect())
    }
}

impl Texts {
    /// Returns the frozen text at a position; empty, if the archive has lost it.
    pub(super) fn frozen(&self, site: &Site, at: usize) -> Arc<Ready> {
        let text = match site.archive.versions.get(at).map(|frozen| &frozen.text) {
            Some(FrozenText::Intact(text)) => text.as_str(),
            _ => "",
        };
        self.own().get(Name::Frozen(at), text.len(), || {
            let shown = site.shown(at).unwrap_or_default();
            Ready::new(shown, self.neighbor(site, at).as_deref())
        })
    }

    /// Returns the current text of a page; `frozen` is the position of the frozen
    /// text that has its words, if there is one.
    pub(super) fn current(
        &self,
        site: &Site,
        page: PageIndex,
        frozen: Option<usize>,
    ) -> Arc<Ready> {
        let text = site.document(page).text.published.as_ref();
        // Where no link has changed either, it is that text.
        if let Some(frozen) = frozen.map(|at| self.frozen(site, at))
            && frozen.shown.published.as_ref() == text
        {
            return frozen;
        }
        let size = text.map_or(0, |text| text.markdown.len());
        self.own().get(Name::Current(page), size, || {
            let blocks = text.map(parse::blocks_of).unwrap_or_default();
            let shown = Shown { blocks, ..Shown::default() };
            Ready::new(Arc::new(shown), None)
        })
    }

    /// Returns the version before or after the one at a position, if it is of the
    /// same document and kept.
    fn neighbor(&self, site: &Site, at: usize) -> Option<Arc<Ready>> {
        let id = |at: usize| site.archive.versions.get(at).map(|it| &it.entry.id);
        let neighbors = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        let of_document = neighbors.filter(|neighbor| id(*neighbor) == id(at));
        of_document.map(Name::Frozen).find_map(|name| self.own().find(&name))
    }

    /// Returns those of this core.
    fn own(&self) -> &Recent<Name, Ready> {
        let core = rayon::current_thread_index().unwrap_or(usize::MAX);
        &self.0[core.min(self.0.len() - 1)]
    }
}

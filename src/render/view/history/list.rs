//! The versions of a document as a list, on its page and beside those of its
//! history.

use serde::Serialize;

use crate::resolve::VersionPage;

use super::Life;
use crate::render::view::{DayView, LinkView, TermView};

/// How many versions are listed at once. What a page costs must not grow with
/// their number; the history has all of them.
const LISTED: usize = 12;

/// What the templates of the list and of the navigation see.
#[derive(Debug, Serialize)]
pub(in crate::render) struct VersionsView {
    /// The document.
    document: LinkView,
    /// The current text, where it is not frozen.
    current: Option<LinkView>,
    /// The last versions, the newest first.
    versions: Vec<RowView>,
    /// The history of the document.
    history: String,
    /// How many versions there are besides those listed.
    more: usize,
}

/// A version in the list.
#[derive(Debug, Serialize)]
struct RowView {
    /// Its page.
    version: LinkView,
    /// From when it is in force.
    from: DayView,
    /// From when it is in force no more.
    until: Option<DayView>,
    /// Whether it is in force.
    force: TermView,
}

impl VersionsView {
    /// Gathers the versions of a document.
    pub(in crate::render) fn new(life: Life<'_>) -> Self {
        let versions = &life.lineage.versions;
        let current = life.current().filter(|current| current.frozen.is_none());
        Self {
            document: life.document(),
            current: current.map(|current| LinkView {
                title: current.title(),
                href: life.href(&life.lineage.url),
            }),
            versions: versions
                .iter()
                .rev()
                .take(LISTED)
                .map(|version| RowView::new(life, version))
                .collect(),
            history: life.href(&life.lineage.history_url()),
            more: versions.len().saturating_sub(LISTED),
        }
    }
}

impl RowView {
    fn new(life: Life<'_>, version: &VersionPage) -> Self {
        Self {
            version: life.link(version),
            from: version.from.into(),
            until: version.until.map(DayView::from),
            force: version.force.into(),
        }
    }
}

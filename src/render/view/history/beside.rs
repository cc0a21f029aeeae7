//! What the page of a document shows of its history.

use serde::Serialize;

use super::Life;
use crate::render::markup::Markup;
use crate::render::view::head::RelationView;

/// The history of a document, on its page.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct HistoryView {
    /// The page of the history.
    href: String,
    /// The address of this very text for ever, where it is frozen.
    permanent: Option<String>,
    /// How this version differs from the one before it.
    step: Option<String>,
    /// How many frozen versions there are.
    count: usize,
    /// The list of versions, already rendered.
    versions: Markup,
    /// The pages around the current text, for the head.
    #[serde(skip)]
    pub(in crate::render) relations: Vec<RelationView>,
}

impl HistoryView {
    /// Gathers what the page of a document shows; `versions` is the list.
    pub(in crate::render) fn new(life: Life<'_>, versions: Markup) -> Self {
        let frozen = life.current().and_then(|current| current.frozen);
        let step = frozen.and_then(|at| life.lineage.step_url(at));
        Self {
            href: life.href(&life.lineage.history_url()),
            permanent: life.permanent(),
            step: step.map(|url| life.href(&url)),
            count: life.lineage.versions.len(),
            versions,
            relations: life.relations(frozen),
        }
    }
}

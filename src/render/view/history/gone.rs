//! The page where a document was that the site has no more.

use serde::Serialize;

use crate::render::markup::Markup;

use super::Life;
use crate::render::view::head::AlternateView;
use crate::render::view::here::HereView;
use crate::render::view::{DayView, HeadView, LinkView};

/// What the template of a document that has gone sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct GonePage {
    /// The head.
    head: HeadView,
    /// Where the page is.
    here: HereView,
    /// What was there.
    page: GoneView,
}

/// A document that has gone.
#[derive(Debug, Serialize)]
struct GoneView {
    /// The title that it had, as far as readers may know it.
    title: String,
    /// Whether nothing may be said about it but that it was there.
    is_withdrawn: bool,
    /// Its last version.
    last: Option<LastView>,
    /// What replaces it.
    instead: Vec<LinkView>,
    /// Its history.
    history: String,
    /// The list of versions, already rendered.
    versions: Markup,
    /// Data about it.
    formats: Vec<AlternateView>,
}

/// The last version of a document.
#[derive(Debug, Serialize)]
struct LastView {
    /// The version and its page.
    version: LinkView,
    /// From when it was in force.
    from: DayView,
    /// From when it was in force no more.
    until: Option<DayView>,
}

impl GonePage {
    /// Gathers what is said where a document was; `versions` is the list of its
    /// versions.
    pub(in crate::render) fn new(life: Life<'_>, versions: Markup) -> Self {
        let formats: Vec<_> = life.data().into_iter().collect();
        let head = HeadView::new(life.site, &life.lineage.title, &life.lineage.url)
            .in_history(life.relations(None))
            .with(formats.clone())
            .unlisted();
        let last = life.lineage.versions.last().map(|version| LastView {
            version: life.link(version),
            from: version.from.into(),
            until: version.until.map(DayView::from),
        });
        let page = GoneView {
            title: life.lineage.title.clone(),
            is_withdrawn: life.lineage.is_withdrawn(),
            last,
            instead: life.successors(),
            history: life.href(&life.lineage.history_url()),
            versions,
            formats,
        };
        Self { head, here: HereView::of_url(life.site, &life.lineage.url), page }
    }
}

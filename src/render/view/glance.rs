//! What a reviewer with little time looks for first, and where the rest of it is.

use serde::Serialize;

use crate::resolve::{RegisterPage, Site};

use super::register::{
    HeldView, InUseView, WarnedView, held, in_use, last_news, last_warning, register_link,
};
use super::release::link;
use super::{DayView, LinkView};

/// The head of the front page: a line for each thing that reviewers ask for.
/// What the site has nothing of is missing.
#[derive(Debug, Serialize)]
pub(in crate::render) struct GlanceView {
    /// What the organisation was certified for.
    certifications: Vec<HeldView>,
    /// Where that is said in full.
    certifications_page: Option<LinkView>,
    /// How many controlled documents there are.
    document_count: usize,
    /// Who else processes customers' data.
    subprocessors: Option<InUseView>,
    /// The latest release.
    release: Option<DatedView>,
    /// The latest update.
    news: Option<DatedView>,
    /// The latest advisory.
    advisory: Option<WarnedView>,
    /// Where questions are answered.
    faq: Option<LinkView>,
}

/// Something that happened, and where it is told.
#[derive(Debug, Serialize)]
pub(super) struct DatedView {
    /// What, and where.
    pub(super) link: LinkView,
    /// When.
    pub(super) day: Option<DayView>,
}

impl GlanceView {
    /// Gathers what a site has to say.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let release = site.archive.releases.last();
        let page = |wanted: RegisterPage| {
            let page = site.register_pages().find(|page| *page == wanted)?;
            Some(register_link(site, page))
        };
        Self {
            certifications: held(site),
            certifications_page: page(RegisterPage::Certifications),
            document_count: site.controlled().count(),
            subprocessors: in_use(site),
            release: release.map(|release| DatedView {
                link: link(site, release),
                day: Some(release.on.into()),
            }),
            news: last_news(site),
            advisory: last_warning(site),
            faq: page(RegisterPage::Faq),
        }
    }
}

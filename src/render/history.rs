//! The pages of the history of each document: which there are, and how each is
//! made.

use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::UrlPath;
use crate::error::Error;
use crate::resolve::{Exposure, Lineage, Site};

use super::fragment::{Fragment, Mark};
use super::markup::Markup;
use super::navigation::NavigationView;
use super::pages::{Template, beside};
use super::theme::Theme;
use super::view::{
    ComparisonPage, FrozenPage, GonePage, Life, TimelinePage, VersionsView,
};

/// The template of the list of versions.
pub(super) const VERSIONS: &str = "partials/versions.html";

/// The list of the versions of each document, as far as somebody has asked for
/// it; at the positions of [`Site::lineages`].
#[derive(Debug)]
pub(super) struct VersionLists(Vec<Fragment>);

/// A page of the history of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chapter<'a> {
    /// The document.
    lineage: &'a Lineage,
    subject: Subject,
    /// What all pages of its history are made from, if that can be told.
    shared: Option<Inputs>,
}

/// What a page of a history is about.
#[derive(Clone, Copy, Debug)]
enum Subject {
    /// Everything that happened.
    Timeline,
    /// The version at a position.
    Version(usize),
    /// How the version at a position differs from the one before it.
    Step(usize),
    /// How the current text differs from the version at a position.
    Changes(usize),
    /// What is to be said where the document was.
    Gone,
}

/// Returns every page of the history of each document. Where a document took the
/// place of one that has gone, its own pages come first.
pub(super) fn chapters<'a>(
    site: &'a Site,
    theme: &Theme,
) -> impl Iterator<Item = (UrlPath, Chapter<'a>)> {
    let (here, gone): (Vec<_>, Vec<_>) =
        site.lineages.iter().partition(|lineage| lineage.page.is_some());
    let lineages = here.into_iter().chain(gone);
    lineages.flat_map(move |lineage| {
        let life = Life::new(site, theme, lineage);
        of_lineage(site, lineage, shared(life, theme))
    })
}

fn of_lineage<'a>(
    site: &Site,
    lineage: &'a Lineage,
    shared: Option<Inputs>,
) -> Vec<(UrlPath, Chapter<'a>)> {
    let chapter = |subject| Chapter { lineage, subject, shared };
    let mut chapters = vec![(lineage.history_url(), chapter(Subject::Timeline))];
    // A redirect says where to go on, which is more than we could say.
    let is_left = lineage.page.is_none()
        && site.redirects.binary_search_by(|it| it.from.cmp(&lineage.url)).is_err();
    if is_left {
        chapters.push((lineage.url.clone(), chapter(Subject::Gone)));
    }
    for (at, version) in lineage.versions.iter().enumerate() {
        if version.exposure != Exposure::Lost {
            chapters.push((version.url(), chapter(Subject::Version(at))));
        }
        if version.exposure == Exposure::Words {
            chapters.push((version.changes_url(), chapter(Subject::Changes(at))));
        }
        let step = lineage.step_url(at);
        chapters.extend(step.map(|url| (url, chapter(Subject::Step(at)))));
    }
    chapters
}

/// Returns what the pages of a history share.
fn shared(life: Life<'_>, theme: &Theme) -> Option<Inputs> {
    let Life { site, lineage, .. } = life;
    let navigation = navigation(site, theme, lineage).ok()?;
    let releases = site.archive.releases.iter().map(|release| release.name.as_str());
    let mut all = Ingredients::default()
        .inputs(theme.inputs)
        .inputs(lineage.inputs())
        .text(&format!("{navigation:?} {life:?}"))
        .list(releases.collect::<Vec<_>>().into_iter());
    for version in &lineage.versions {
        let frozen = site.archive.versions.get(version.frozen)?;
        all = all.text(&format!("{:?}", frozen.entry));
    }
    Some(all.finish())
}

impl Chapter<'_> {
    /// Returns a digest of what the page is made from, where making it is much
    /// work.
    pub(super) fn inputs(self, site: &Site) -> Option<Inputs> {
        let all = Ingredients::default().inputs(self.shared?);
        let known = match self.subject {
            Subject::Version(at) => {
                let frozen = self.lineage.versions.get(at)?.frozen;
                let links = site.frozen.get(frozen)?.links.iter();
                let links: Vec<_> = links.map(|link| link.href.as_str()).collect();
                all.text(&format!("version {at}")).list(links.into_iter())
            }
            Subject::Step(at) => all.text(&format!("step {at}")),
            Subject::Changes(at) => {
                let current = self.lineage.page.map(|page| site.document(page));
                let text = current.and_then(|it| it.text.published.as_ref());
                all.text(&format!("changes {at}"))
                    .text(&format!("{:?}", current.map(|it| &it.front_matter)))
                    .text(text.map_or("", |text| text.markdown.as_str()))
            }
            Subject::Timeline | Subject::Gone => return None,
        };
        Some(known.finish())
    }

    /// Makes the page.
    pub(super) fn render(self, site: &Site, theme: &Theme) -> Result<Vec<u8>, Error> {
        let life = Life::new(site, theme, self.lineage);
        let navigation = || navigation(site, theme, self.lineage);
        let engine = &theme.engine;
        match self.subject {
            Subject::Timeline => {
                let view = TimelinePage::new(life, navigation()?);
                engine.render(Template::History.name(), &view)
            }
            Subject::Version(at) => {
                let own = life.version_href(at).map(|href| (href, Mark::Page));
                let versions = theme.versions(life, own)?;
                let view = FrozenPage::new(life, at, (navigation()?, versions));
                engine.render(Template::Version.name(), &view)
            }
            Subject::Step(at) => {
                let view = ComparisonPage::of_step(life, at, navigation()?);
                engine.render(Template::Comparison.name(), &view)
            }
            Subject::Changes(at) => {
                let view = ComparisonPage::with_current(life, at, navigation()?);
                engine.render(Template::Comparison.name(), &view)
            }
            Subject::Gone => {
                let view = GonePage::new(life, theme.versions(life, None)?);
                engine.render(Template::Gone.name(), &view)
            }
        }
    }
}

/// Returns the navigation beside the pages of a history: that of the document,
/// if the site still has it.
fn navigation(
    site: &Site,
    theme: &Theme,
    lineage: &Lineage,
) -> Result<NavigationView, Error> {
    let Some(page) = lineage.page else { return Ok(NavigationView::default()) };
    let place = theme.outline.place(page);
    beside(site, theme, place, (&site.href(page), Mark::Document))
}

impl VersionLists {
    /// Makes room for the list of every document.
    pub(super) fn new(site: &Site) -> Self {
        Self(site.lineages.iter().map(|_| Fragment::default()).collect())
    }
}

impl Theme {
    /// Returns the list of the versions of a document, with a mark at one of its
    /// links.
    pub(super) fn versions(
        &self,
        life: Life<'_>,
        marked: Option<(String, Mark)>,
    ) -> Result<Markup, Error> {
        let lineages = &life.site.lineages;
        let at = lineages.binary_search_by(|it| it.id.cmp(&life.lineage.id));
        let Some(slot) = at.ok().and_then(|at| self.version_lists.0.get(at)) else {
            return Ok(Markup::default());
        };
        let render = || self.engine.render_text(VERSIONS, &VersionsView::new(life));
        let html = slot.get(render)?;
        Ok(match marked {
            Some((href, mark)) => Markup::new(&mark.put(html, &href)),
            None => Markup::new(html),
        })
    }
}

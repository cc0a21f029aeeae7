//! The pages of the history of each document: which there are, and how each is
//! made.

use std::sync::OnceLock;

use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::UrlPath;
use crate::error::Error;
use crate::resolve::{Exposure, Lineage, Site};

use super::fragment::{Fragment, Mark};
use super::markup::Markup;
use super::navigation::NavigationView;
use super::pages::Template;
use super::theme::Theme;
use super::view::{
    ComparisonPage, FrozenPage, GonePage, Life, TimelinePage, VersionsView, Words,
};

/// The template of the list of versions.
pub(super) const VERSIONS: &str = "partials/versions.html";

/// The template of the navigation beside the pages of a history.
pub(super) const BESIDE: &str = "partials/history-links.html";

/// What that navigation is called.
const BESIDE_TITLE: &str = "Versions and history";

/// The versions of each document, as far as somebody has asked for them; at the
/// positions of [`Site::lineages`].
#[derive(Debug)]
pub(super) struct VersionLists(Vec<Lists>);

/// The versions of one document.
#[derive(Debug, Default)]
struct Lists {
    /// With what is known of each.
    full: Fragment,
    /// As navigation.
    beside: Fragment,
    /// What the pages of its history have in common, if that can be told.
    shared: OnceLock<Option<Shared>>,
    /// How the last two differ.
    last_step: OnceLock<Words>,
}

/// A page of the history of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chapter<'a> {
    /// The document.
    lineage: &'a Lineage,
    subject: Subject,
}

/// What pages of one history are made from.
#[derive(Clone, Copy, Debug)]
struct Shared {
    /// All of them.
    all: Inputs,
    /// Those that show the current text, besides.
    current: Inputs,
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
pub(super) fn chapters(site: &Site) -> impl Iterator<Item = (UrlPath, Chapter<'_>)> {
    let (here, gone): (Vec<_>, Vec<_>) =
        site.lineages.iter().partition(|lineage| lineage.page.is_some());
    let lineages = here.into_iter().chain(gone);
    lineages.flat_map(move |lineage| of_lineage(site, lineage))
}

fn of_lineage<'a>(site: &Site, lineage: &'a Lineage) -> Vec<(UrlPath, Chapter<'a>)> {
    let chapter = |subject| Chapter { lineage, subject };
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
fn shared(life: Life<'_>, theme: &Theme) -> Result<Shared, Error> {
    let Life { site, lineage, .. } = life;
    let navigation = theme.beside_history(life, None)?;
    let releases = site.archive.releases.iter().map(|release| release.name.as_str());
    let mut all = Ingredients::default()
        .inputs(theme.inputs)
        .inputs(lineage.inputs())
        .text(&format!("{navigation:?} {life:?}"))
        .list(releases.collect::<Vec<_>>().into_iter());
    let frozen = lineage.versions.iter().map(|version| version.frozen);
    for frozen in frozen.filter_map(|at| site.archive.versions.get(at)) {
        all = all.value(&frozen.entry);
    }
    let current = lineage.page.map(|page| site.document(page));
    let text = current.and_then(|it| it.text.published.as_ref());
    let current = Ingredients::default()
        .text(&format!("{:?}", current.map(|it| &it.front_matter)))
        .text(text.map_or("", |text| text.markdown.as_str()));
    Ok(Shared { all: all.finish(), current: current.finish() })
}

impl Chapter<'_> {
    /// Returns a digest of what the page is made from, where making it is much
    /// work.
    pub(super) fn inputs(self, site: &Site, theme: &Theme) -> Option<Inputs> {
        let life = Life::new(site, theme, self.lineage);
        let slot = &theme.lists(life)?.shared;
        let Shared { all, current } = (*slot.get_or_init(|| shared(life, theme).ok()))?;
        let all = Ingredients::default().inputs(all);
        let known = match self.subject {
            Subject::Version(at) => {
                let frozen = self.lineage.versions.get(at)?.frozen;
                let links = site.frozen.get(frozen)?.links.iter();
                let links: Vec<_> = links.map(|link| link.href.as_str()).collect();
                all.text(&format!("version {at}")).list(links.into_iter())
            }
            Subject::Step(at) => all.text(&format!("step {at}")),
            Subject::Changes(at) => all.text(&format!("changes {at}")).inputs(current),
            Subject::Timeline => all.said(&self.timeline(life, theme).ok()?)?,
            Subject::Gone => return None,
        };
        Some(known.finish())
    }

    /// Gathers what the page of everything that happened shows.
    fn timeline(self, life: Life<'_>, theme: &Theme) -> Result<TimelinePage, Error> {
        let own = life.href(&self.lineage.history_url());
        let navigation = theme.beside_history(life, Some((own, Mark::Page)))?;
        Ok(TimelinePage::new(life, navigation))
    }

    /// Makes the page.
    pub(super) fn render(self, site: &Site, theme: &Theme) -> Result<Vec<u8>, Error> {
        let life = Life::new(site, theme, self.lineage);
        let engine = &theme.engine;
        let beside = |at, mark| {
            let version = life.version_href(at).map(|href| (href, mark));
            theme.beside_history(life, version)
        };
        match self.subject {
            Subject::Timeline => {
                let view = self.timeline(life, theme)?;
                engine.render(Template::History.name(), &view)
            }
            Subject::Version(at) => {
                let view = FrozenPage::new(life, at, beside(at, Mark::Page)?);
                engine.render(Template::Version.name(), &view)
            }
            Subject::Step(at) => {
                let navigation = beside(at, Mark::Above)?;
                let view = ComparisonPage::of_step(life, at, navigation);
                engine.render(Template::Comparison.name(), &view)
            }
            Subject::Changes(at) => {
                let navigation = beside(at, Mark::Above)?;
                let view = ComparisonPage::with_current(life, at, navigation);
                engine.render(Template::Comparison.name(), &view)
            }
            Subject::Gone => {
                let view = GonePage::new(life, theme.versions(life, None)?);
                engine.render(Template::Gone.name(), &view)
            }
        }
    }
}

impl VersionLists {
    /// Makes room for the list of every document.
    pub(super) fn new(site: &Site) -> Self {
        Self(site.lineages.iter().map(|_| Lists::default()).collect())
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
        let Some(lists) = self.lists(life) else { return Ok(Markup::default()) };
        let render = || self.engine.render_text(VERSIONS, &VersionsView::new(life));
        Ok(put(marked, lists.full.get(render)?))
    }

    /// Returns the navigation beside the pages of a history: the versions of the
    /// document, with a mark at one of its links.
    pub(super) fn beside_history(
        &self,
        life: Life<'_>,
        marked: Option<(String, Mark)>,
    ) -> Result<NavigationView, Error> {
        let Some(lists) = self.lists(life) else { return Ok(NavigationView::default()) };
        let render = || self.engine.render_text(BESIDE, &VersionsView::new(life));
        let links = put(marked, lists.beside.get(render)?);
        Ok(NavigationView::new(BESIDE_TITLE.to_owned(), links))
    }

    /// Returns where it is kept how the last two versions of a document differ.
    pub(super) fn last_step(
        &self,
        site: &Site,
        lineage: &Lineage,
    ) -> Option<&OnceLock<Words>> {
        self.lists_of(site, lineage).map(|lists| &lists.last_step)
    }

    fn lists(&self, life: Life<'_>) -> Option<&Lists> {
        self.lists_of(life.site, life.lineage)
    }

    fn lists_of(&self, site: &Site, lineage: &Lineage) -> Option<&Lists> {
        let at = site.lineages.binary_search_by(|it| it.id.cmp(&lineage.id)).ok()?;
        self.version_lists.0.get(at)
    }
}

fn put(marked: Option<(String, Mark)>, html: &str) -> Markup {
    match marked {
        Some((href, mark)) => Markup::new(&mark.put(html, &href)),
        None => Markup::new(html),
    }
}

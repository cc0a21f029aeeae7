//! The pages of releases: the whole trust center as it stood on a day.

use serde::Serialize;

use crate::archive::{Entry, Release};
use crate::base::path::UrlPath;
use crate::base::version::Version;
use crate::render::Theme;
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::resolve::{FrozenDocument, Site, VersionPage};

use super::head::AlternateView;
use super::here::HereView;
use super::history::Life;
use super::{DayView, HeadView, LinkView, TermView};

/// Where releases are listed.
const RELEASES: &str = "releases/";

/// What the list of them is.
const ABOUT: &str = "The whole trust center as it stood on a day: which version of each document was published, and what had changed.";

/// What the template of the list of releases sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReleasesPage {
    head: HeadView,
    here: HereView,
    page: ReleasesView,
}

/// The list of releases.
#[derive(Debug, Serialize)]
struct ReleasesView {
    /// The releases, the latest first.
    releases: Vec<RowView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// A release in the list.
#[derive(Debug, Serialize)]
struct RowView {
    /// The release and its page.
    release: LinkView,
    /// Its day.
    day: DayView,
    /// What changed, in a sentence.
    note: Option<String>,
    /// How many documents it has.
    documents: usize,
    /// How many of them are new.
    added: usize,
    /// How many of them have another version than in the release before.
    revised: usize,
    /// How many the release before had besides.
    withdrawn: usize,
}

/// What the template of a release sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReleasePage {
    head: HeadView,
    here: HereView,
    page: ReleaseView,
}

/// A release.
#[derive(Debug, Serialize)]
struct ReleaseView {
    /// Its name.
    name: String,
    /// Its day.
    day: DayView,
    /// What changed, in a sentence.
    note: Option<String>,
    /// What it says to readers.
    summary: Markup,
    /// Its documents, by title.
    pins: Vec<PinView>,
    /// What the release before had besides.
    withdrawn: Vec<LinkView>,
    /// The release before it.
    previous: Option<NeighborView>,
    /// The release after it.
    next: Option<NeighborView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// The version of a document that a release has.
#[derive(Debug, Serialize)]
struct PinView {
    /// The document.
    id: String,
    /// The title that it had.
    title: String,
    /// What sort of document it was; none where nothing of it is public.
    kind: Option<TermView>,
    /// The version and its page.
    version: LinkView,
    /// From when it was in force.
    from: DayView,
    /// Whether the release before has nothing of it.
    is_added: bool,
    /// How it came to be what it is since the release before, version by
    /// version.
    steps: Vec<StepView>,
    /// The title that it had in the release before.
    former_title: Option<String>,
    /// The address that it had in the release before.
    former_address: Option<String>,
}

/// What changed from one version to the next.
#[derive(Debug, Serialize)]
struct StepView {
    /// The version before.
    from: String,
    /// The version after.
    to: String,
    /// The page that shows it, if readers may see both.
    href: Option<String>,
}

/// The release before or after.
#[derive(Debug, Serialize)]
struct NeighborView {
    /// The release and its page.
    release: LinkView,
    /// Its day.
    day: DayView,
}

/// One document of a release.
#[derive(Clone, Copy)]
struct Pin<'a> {
    life: Life<'a>,
    at: usize,
    version: &'a VersionPage,
    entry: &'a Entry,
}

/// Returns where releases are listed.
pub(in crate::render) fn list_url() -> UrlPath {
    UrlPath::root().below(RELEASES)
}

/// Returns the page of a release.
pub(in crate::render) fn url(release: &Release) -> UrlPath {
    list_url().below(&format!("{}/", release.name))
}

impl ReleasesPage {
    /// Gathers what the list of releases shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let releases = &site.archive.releases;
        let url = list_url();
        let rows = (0..releases.len()).rev().filter_map(|at| RowView::new(site, at));
        let formats = vec![data(site, "/api/v1/releases.json")];
        Self {
            head: HeadView::new(site, "Releases", &url)
                .described(Some(ABOUT.to_owned()))
                .with(formats.clone()),
            here: HereView::of_url(site, &url),
            page: ReleasesView { releases: rows.collect(), formats },
        }
    }
}

impl RowView {
    fn new(site: &Site, at: usize) -> Option<Self> {
        let release = site.archive.releases.get(at)?;
        let before = before(site, at);
        let was = |id: &str| before.and_then(|before| before.pin(id));
        let pins = release.documents.iter();
        let added = pins.clone().filter(|(id, _)| was(id).is_none()).count();
        let kept = pins.filter(|(id, version)| was(id) == Some(version)).count();
        Some(Self {
            release: link(site, release),
            day: release.on.into(),
            note: release.note.clone(),
            documents: release.documents.len(),
            added,
            revised: release.documents.len() - added - kept,
            withdrawn: withdrawn(before, release).count(),
        })
    }
}

impl ReleasePage {
    /// Gathers what the page of the release at a position shows.
    pub(in crate::render) fn new(site: &Site, theme: &Theme, at: usize) -> Self {
        let release = &site.archive.releases[at];
        let url = url(release);
        let path = format!("/api/v1/releases/{}.json", release.name);
        let formats = vec![data(site, &path)];
        let list = site.config.site.base_url.href(&list_url().encoded());
        let above = LinkView { title: "Releases".to_owned(), href: list.clone() };
        let here =
            HereView::below(site, &theme.outline, (above, None), &url).within(list);
        let summary = summary(site, release);
        let page = ReleaseView { formats: formats.clone(), ..view(site, theme, at) };
        Self {
            head: HeadView::new(site, &format!("Release {}", release.name), &url)
                .described(release.note.clone())
                .with(formats),
            here: match summary {
                Some(text) => here.around(&text.document),
                None => here,
            },
            page,
        }
    }
}

fn view(site: &Site, theme: &Theme, at: usize) -> ReleaseView {
    let releases = &site.archive.releases;
    let release = &releases[at];
    let before = before(site, at);
    let find = |id: &str, version: &Version| Pin::find(site, theme, id, version);
    let pins = release.documents.iter().filter_map(|(id, version)| {
        let was = before.and_then(|before| find(id, before.pin(id)?));
        Some(PinView::new(find(id, version)?, was, before))
    });
    let mut pins: Vec<_> = pins.collect();
    pins.sort_by_cached_key(|pin| (pin.title.to_lowercase(), pin.id.clone()));
    let withdrawn = withdrawn(before, release).filter_map(|(id, version)| {
        let pin = find(id, version)?;
        let title = format!("{}, version {version}", pin.title());
        Some(LinkView { title, href: pin.life.href(&pin.version.url()) })
    });
    let neighbor = |release: &Release| NeighborView {
        release: link(site, release),
        day: release.on.into(),
    };
    ReleaseView {
        name: release.name.clone(),
        day: release.on.into(),
        note: release.note.clone(),
        summary: summary(site, release).map_or_else(Markup::default, |text| {
            let body = text.document.body.as_ref();
            let filled = body.map(|body| Filled::new(body, &text.links));
            Markup::new(filled.unwrap_or_default().rest())
        }),
        pins,
        withdrawn: withdrawn.collect(),
        previous: before.map(neighbor),
        next: releases.get(at + 1).map(neighbor),
        formats: Vec::new(),
    }
}

impl PinView {
    fn new(pin: Pin<'_>, was: Option<Pin<'_>>, before: Option<&Release>) -> Self {
        let versions = &pin.life.lineage.versions;
        let start = was.map_or(pin.at, |was| was.at);
        let steps = (start..pin.at).filter_map(|at| {
            let (from, to) = (versions.get(at)?, versions.get(at + 1)?);
            let url = pin.life.lineage.step_url(at + 1);
            Some(StepView {
                from: from.version.to_string(),
                to: to.version.to_string(),
                href: url.map(|url| pin.life.href(&url)),
            })
        });
        let told = was.filter(|was| was.is_told() && pin.is_told());
        let renamed = told.filter(|was| was.entry.title != pin.entry.title);
        let moved = was.filter(|was| was.version.home != pin.version.home);
        Self {
            id: pin.entry.id.clone(),
            title: pin.title().to_owned(),
            kind: pin.is_told().then(|| pin.entry.kind.into()),
            version: LinkView {
                title: pin.version.version.to_string(),
                href: pin.life.href(&pin.version.url()),
            },
            from: pin.version.from.into(),
            is_added: was.is_none() && before.is_some(),
            steps: steps.collect(),
            former_title: renamed.map(|was| was.entry.title.clone()),
            former_address: moved.map(|was| was.version.home.to_string()),
        }
    }
}

impl<'a> Pin<'a> {
    fn find(
        site: &'a Site,
        theme: &'a Theme,
        id: &str,
        version: &Version,
    ) -> Option<Self> {
        let lineage = site.lineage(id)?;
        let (at, version) = lineage.find(version.as_str())?;
        let entry = &site.archive.versions.get(version.frozen)?.entry;
        Some(Self { life: Life::new(site, theme, lineage), at, version, entry })
    }

    /// Returns whether readers may know what it was called.
    fn is_told(self) -> bool {
        !self.version.is_withdrawn()
    }

    fn title(self) -> &'a str {
        if self.is_told() { &self.entry.title } else { &self.life.lineage.title }
    }
}

/// Returns the release before the one at a position.
fn before(site: &Site, at: usize) -> Option<&Release> {
    site.archive.releases.get(at.checked_sub(1)?)
}

/// Returns what the release before had and this one has not.
fn withdrawn<'a>(
    before: Option<&'a Release>,
    release: &Release,
) -> impl Iterator<Item = &'a (String, Version)> {
    let before = before.map_or(&[][..], |before| &before.documents);
    before.iter().filter(|(id, _)| release.pin(id).is_none())
}

fn summary<'a>(site: &'a Site, release: &Release) -> Option<&'a FrozenDocument> {
    let summaries = &site.archive.summaries;
    let at = summaries.binary_search_by(|it| it.release.cmp(&release.name)).ok()?;
    site.summaries.get(at)
}

/// Returns the link to a release.
pub(super) fn link(site: &Site, release: &Release) -> LinkView {
    LinkView {
        title: release.name.clone(),
        href: site.config.site.base_url.href(&url(release).encoded()),
    }
}

fn data(site: &Site, path: &str) -> AlternateView {
    AlternateView {
        label: "JSON",
        media_type: "application/json",
        href: site.config.site.base_url.href(path),
    }
}

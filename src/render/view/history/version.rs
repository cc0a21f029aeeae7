//! The page of one frozen version.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::config::{Canonical, SearchEngines};
use crate::parse::Heading;
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::render::navigation::NavigationView;
use crate::resolve::{Exposure, Force, VersionPage};

use super::{Life, WithdrawnView};
use crate::render::view::document::{ContentsView, contents};
use crate::render::view::head::AlternateView;
use crate::render::view::here::HereView;
use crate::render::view::{DayView, HeadView, LinkView, TermView, texts};

/// What the template of a frozen version sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FrozenPage {
    /// The head.
    head: HeadView,
    /// Where the page is.
    here: HereView,
    /// The navigation beside the text: the versions of the document.
    navigation: NavigationView,
    /// The version.
    page: FrozenView,
}

/// A frozen version.
#[derive(Debug, Serialize)]
struct FrozenView {
    /// What sort of document it was.
    kind: TermView,
    /// The title that it had.
    title: String,
    /// The heading as the text has it, an `h1`; empty if it has none, and the
    /// title is to be shown instead.
    heading: Markup,
    /// One or two sentences from its front matter.
    summary: Option<String>,
    /// Whether it is in force.
    standing: StandingView,
    /// Why there are no words, where they were taken back.
    withdrawn: Option<WithdrawnView>,
    /// What is known of it.
    facts: FactsView,
    /// Whether the text is shown; else the page says how to ask for it.
    has_body: bool,
    /// The text.
    body: Markup,
    /// The headings, if there are enough to be worth a list.
    contents: Vec<ContentsView>,
    /// How much it differs from the version before it.
    class: Option<TermView>,
    /// What changed, in the words of the author.
    change_summary: Option<String>,
    /// How it differs from the version before it.
    step: Option<String>,
    /// How to prove that these are the words that were frozen.
    proof: Option<ProofView>,
    /// The history of the document.
    history: String,
    /// The version before it.
    previous: Option<NeighborView>,
    /// The version after it.
    next: Option<NeighborView>,
    /// The same version in other formats.
    formats: Vec<AlternateView>,
}

/// Whether a version is in force, and what is where it is not.
#[derive(Debug, Serialize)]
struct StandingView {
    /// `pending`, `in_force`, `superseded` or `retired`.
    name: &'static str,
    /// The version.
    version: String,
    /// From when it is in force.
    from: DayView,
    /// From when it is in force no more.
    until: Option<DayView>,
    /// The version in force.
    in_force: Option<LinkView>,
    /// The page of the document.
    document: Option<LinkView>,
    /// The comparison with the text on that page.
    comparison: Option<String>,
    /// Whether the document is valid no more.
    is_retired: bool,
    /// What replaces the document.
    instead: Vec<LinkView>,
}

/// What is known of a version.
#[derive(Debug, Serialize)]
struct FactsView {
    /// The version.
    version: String,
    /// From when it is in force.
    from: DayView,
    /// Whether that day has come.
    is_in_force: bool,
    /// From when it is in force no more.
    until: Option<DayView>,
    /// When it was approved.
    approved: Option<DayView>,
    /// Who approved it.
    approvers: Vec<String>,
    /// Who answered for it.
    owners: Vec<String>,
    /// When it was frozen.
    frozen: DayView,
    /// The releases that it is part of.
    releases: Vec<LinkView>,
}

/// How to prove that words are those that were frozen.
#[derive(Debug, Serialize)]
struct ProofView {
    /// The SHA-256 of the words.
    digest: String,
    /// Where the words are, as a link.
    href: String,
    /// The same with the host, where that is known.
    address: Option<String>,
}

/// The version before or after.
#[derive(Debug, Serialize)]
struct NeighborView {
    /// The version.
    version: LinkView,
    /// From when it is in force.
    from: DayView,
    /// From when it is in force no more.
    until: Option<DayView>,
}

impl FrozenPage {
    /// Gathers what the page of the version at a position shows.
    pub(in crate::render) fn new(
        life: Life<'_>,
        at: usize,
        navigation: NavigationView,
    ) -> Self {
        let version = &life.lineage.versions[at];
        let page = FrozenView::new(life, at);
        let name = format!("{}, version {}", page.title, version.version);
        let head = HeadView::new(life.site, &name, &version.url())
            .described(page.summary.clone())
            .in_history(life.relations(Some(at)))
            .with(page.formats.clone());
        let head = found_as(life, version, head);
        let here = life.here(&version.url());
        let here = match version.exposure {
            Exposure::Words => here.around(life.facts(version)),
            _ => here,
        };
        Self { head, here, navigation, page }
    }
}

/// Says what search engines are to make of a version.
fn found_as(life: Life<'_>, version: &VersionPage, head: HeadView) -> HeadView {
    if version.is_withdrawn() {
        return head.unlisted();
    }
    let versions = life.site.config.versions;
    let is_own =
        versions.canonical == Canonical::Version && version.force != Force::InForce;
    let head = match life.lineage.page {
        Some(_) if !is_own => head.standing_for(life.site, &life.lineage.url),
        _ => head,
    };
    match versions.search_engines {
        SearchEngines::Current => head.unindexed(),
        SearchEngines::All => head,
    }
}

impl FrozenView {
    fn new(life: Life<'_>, at: usize) -> Self {
        let version = &life.lineage.versions[at];
        let entry = &life.frozen(version).entry;
        let withdrawn = WithdrawnView::of(version);
        // Of what was taken back, nothing is said but that it was there.
        let is_told = withdrawn.is_none();
        let links = &life.site.frozen[version.frozen].links;
        let has_body = version.exposure == Exposure::Words;
        let text = has_body.then(|| life.text(version));
        let filled = text.as_ref().map(|it| Filled::new(&it.shown.body, links));
        let filled = filled.unwrap_or_default();
        let facts = life.facts(version);
        let front_matter = &facts.front_matter;
        let summary = front_matter.summary.as_ref().map(|it| it.value.clone());
        let neighbor = |at: usize| NeighborView::new(life, at);
        let headings: &[Heading] = if has_body { &facts.headings } else { &[] };
        Self {
            kind: entry.kind.into(),
            title: if is_told { &entry.title } else { &life.lineage.title }.to_owned(),
            heading: Markup::new(filled.title()),
            summary: summary.filter(|_| is_told),
            standing: StandingView::new(life, at),
            facts: FactsView::new(life, version),
            has_body,
            body: Markup::new(filled.rest()),
            contents: contents(headings),
            class: entry.change_class.filter(|_| is_told).map(TermView::from),
            change_summary: entry.change_summary.clone().filter(|_| is_told),
            step: life.lineage.step_url(at).map(|url| life.href(&url)),
            proof: has_body.then(|| ProofView::new(life, version)),
            history: life.href(&life.lineage.history_url()),
            previous: at.checked_sub(1).and_then(neighbor),
            next: neighbor(at + 1),
            formats: formats(life, version),
            withdrawn,
        }
    }
}

impl StandingView {
    fn new(life: Life<'_>, at: usize) -> Self {
        let version = &life.lineage.versions[at];
        let document = life.lineage.page.map(|page| LinkView::to_page(life.site, page));
        let is_last = at + 1 == life.lineage.versions.len();
        Self {
            name: version.force.as_str(),
            version: version.version.to_string(),
            from: version.from.into(),
            until: version.until.map(DayView::from),
            in_force: life.in_force().filter(|_| version.force != Force::InForce),
            document,
            comparison: life.comparison(at),
            is_retired: life.is_retired(),
            instead: if is_last { life.successors() } else { Vec::new() },
        }
    }
}

impl FactsView {
    fn new(life: Life<'_>, version: &VersionPage) -> Self {
        let entry = &life.frozen(version).entry;
        let front_matter = &life.facts(version).front_matter;
        let is_told = WithdrawnView::of(version).is_none();
        let names = |names| if is_told { texts(names) } else { Vec::new() };
        Self {
            version: version.version.to_string(),
            from: version.from.into(),
            is_in_force: version.from <= life.site.context.as_of,
            until: version.until.map(DayView::from),
            approved: entry.approved_on.map(DayView::from),
            approvers: names(&front_matter.approver),
            owners: names(&front_matter.owner),
            frozen: entry.frozen_on.into(),
            releases: life.releases(version),
        }
    }
}

impl ProofView {
    fn new(life: Life<'_>, version: &VersionPage) -> Self {
        let base_url = &life.site.config.site.base_url;
        let words = words(version);
        let address = base_url.origin().map(|_| base_url.absolute(&words.encoded()));
        Self {
            digest: life.frozen(version).entry.words_sha256.clone(),
            href: life.href(&words),
            address,
        }
    }
}

impl NeighborView {
    fn new(life: Life<'_>, at: usize) -> Option<Self> {
        let version = life.lineage.versions.get(at)?;
        Some(Self {
            version: life.link(version),
            from: version.from.into(),
            until: version.until.map(DayView::from),
        })
    }
}

/// Returns where the words of a version are published.
fn words(version: &VersionPage) -> UrlPath {
    version.url().below("index.txt")
}

fn formats(life: Life<'_>, version: &VersionPage) -> Vec<AlternateView> {
    let mut formats = Vec::new();
    if version.exposure == Exposure::Words {
        formats.push(AlternateView {
            label: "Markdown",
            media_type: "text/markdown",
            href: life.href(&version.url().below("index.md")),
        });
        formats.push(AlternateView {
            label: "Plain text",
            media_type: "text/plain",
            href: life.href(&words(version)),
        });
    }
    formats.extend(life.data());
    formats
}

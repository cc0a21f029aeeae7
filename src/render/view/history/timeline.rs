//! The history of a document as one list: its versions, its reviews, where it
//! moved and how it ended, the newest first.

use serde::Serialize;

use crate::archive::{Outcome, Review};
use crate::render::navigation::NavigationView;
use crate::resolve::{Exposure, VersionPage};

use super::{Current, Life, WithdrawnView};
use crate::render::view::head::AlternateView;
use crate::render::view::here::HereView;
use crate::render::view::{DayView, HeadView, LinkView, TermView};

/// What the template of a history sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TimelinePage {
    /// The head.
    head: HeadView,
    /// Where the page is.
    here: HereView,
    /// The navigation beside it: the versions of the document.
    navigation: NavigationView,
    /// The history.
    page: TimelineView,
}

/// A history.
#[derive(Debug, Serialize)]
struct TimelineView {
    /// What the page is called.
    title: String,
    /// How many frozen versions there are.
    count: usize,
    /// From when the first of them was in force.
    since: Option<DayView>,
    /// The version in force.
    in_force: Option<LinkView>,
    /// What happened, the newest first.
    events: Vec<EventView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// Something that happened.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum EventView {
    /// There is a text that is not frozen.
    Current(CurrentView),
    /// The document ceased to be valid.
    End(EndView),
    /// A version.
    Version(Box<VersionEvent>),
    /// Somebody reviewed it.
    Review(ReviewView),
}

/// The current text, where it is not frozen.
#[derive(Debug, Serialize)]
struct CurrentView {
    /// Its version, or what stands for it.
    version: LinkView,
    /// From when it is in force, or when it was changed.
    day: Option<DayView>,
    /// What changed, in the words of the author.
    summary: Option<String>,
    /// The comparison of the last version with it.
    comparison: Option<String>,
}

/// The end of a document.
#[derive(Debug, Serialize)]
struct EndView {
    /// When.
    day: Option<DayView>,
    /// What replaces it.
    instead: Vec<LinkView>,
}

/// A version.
#[derive(Debug, Serialize)]
struct VersionEvent {
    /// The version and its page.
    version: LinkView,
    /// Whether it is in force.
    force: TermView,
    /// From when it is in force.
    day: DayView,
    /// From when it is in force no more.
    until: Option<DayView>,
    /// Why it cannot be read, where it was taken back.
    withdrawn: Option<WithdrawnView>,
    /// Whether its text is given on request only.
    is_restricted: bool,
    /// How much it differs from the version before it.
    class: Option<TermView>,
    /// What changed, in the words of the author.
    summary: Option<String>,
    /// What the document was called before.
    former_title: Option<String>,
    /// Where the document was before.
    former_address: Option<String>,
    /// How it differs from the version before it.
    step: Option<String>,
    /// The version before it.
    before: Option<String>,
    /// The comparison with the current text.
    comparison: Option<String>,
    /// The releases that it is part of.
    releases: Vec<LinkView>,
}

/// A review.
#[derive(Debug, Serialize)]
struct ReviewView {
    /// When.
    day: DayView,
    /// Who.
    by: String,
    /// What came of it.
    outcome: &'static str,
    /// The version that was reviewed, if it had one.
    version: Option<String>,
}

impl TimelinePage {
    /// Gathers what the history of a document shows.
    pub(in crate::render) fn new(life: Life<'_>, navigation: NavigationView) -> Self {
        let url = life.lineage.history_url();
        let title = if life.lineage.is_withdrawn() {
            "History of a withdrawn document".to_owned()
        } else {
            format!("History of {}", &life.lineage.title)
        };
        let formats: Vec<_> = life.data().into_iter().collect();
        let head = HeadView::new(life.site, &title, &url)
            .in_history(life.relations(None))
            .with(formats.clone());
        let head = if life.lineage.is_withdrawn() { head.unlisted() } else { head };
        let versions = &life.lineage.versions;
        let page = TimelineView {
            title,
            count: versions.len(),
            since: versions.first().map(|version| version.from.into()),
            in_force: life.in_force(),
            events: life.events(),
            formats,
        };
        Self { head, here: life.here(&url), navigation, page }
    }
}

impl Life<'_> {
    /// Returns what happened, the newest first. Versions stay in their order;
    /// each review stands above the versions that were there on its day.
    fn events(self) -> Vec<EventView> {
        let current = self.current().filter(|current| current.frozen.is_none());
        let mut events: Vec<EventView> = current
            .map(|current| EventView::Current(CurrentView::new(self, current)))
            .into_iter()
            .chain(self.end().map(EventView::End))
            .collect();
        let reviews = self.site.archive.reviews_of(&self.lineage.id);
        let is_told = !self.lineage.is_withdrawn();
        let mut reviews = reviews.iter().rev().filter(|_| is_told).peekable();
        for at in (0..self.lineage.versions.len()).rev() {
            let from = self.lineage.versions[at].from;
            while let Some(review) = reviews.next_if(|review| review.on >= from) {
                events.push(EventView::Review(review.into()));
            }
            events.push(EventView::Version(Box::new(VersionEvent::new(self, at))));
        }
        events.extend(reviews.map(|review| EventView::Review(review.into())));
        events
    }

    fn end(self) -> Option<EndView> {
        let last = self.lineage.versions.last().filter(|_| self.is_retired())?;
        Some(EndView { day: last.until.map(DayView::from), instead: self.successors() })
    }
}

impl Current<'_> {
    /// Returns what readers call it.
    pub(super) fn title(self) -> String {
        match self.version {
            Some(version) => format!("Version {version}"),
            None => "Current text".to_owned(),
        }
    }
}

impl CurrentView {
    fn new(life: Life<'_>, current: Current<'_>) -> Self {
        let dates = &life.site.page(current.index).dates;
        let front_matter = &life.site.document(current.index).front_matter;
        let last = life.lineage.versions.len().checked_sub(1);
        Self {
            version: LinkView {
                title: current.title(),
                href: life.href(&life.lineage.url),
            },
            day: dates.effective_on.or(dates.last_updated_on).map(DayView::from),
            summary: front_matter.change_summary.as_ref().map(|it| it.value.clone()),
            comparison: last.and_then(|at| life.comparison(at)),
        }
    }
}

impl VersionEvent {
    fn new(life: Life<'_>, at: usize) -> Self {
        let version = &life.lineage.versions[at];
        let entry = &life.frozen(version).entry;
        let before = at.checked_sub(1).map(|at| &life.lineage.versions[at]);
        let withdrawn = WithdrawnView::of(version);
        let is_told = withdrawn.is_none();
        let told = |text: &Option<String>| text.clone().filter(|_| is_told);
        Self {
            version: life.link(version),
            force: version.force.into(),
            day: version.from.into(),
            until: version.until.map(DayView::from),
            is_restricted: version.exposure == Exposure::Metadata,
            class: entry.change_class.filter(|_| is_told).map(TermView::from),
            summary: told(&entry.change_summary),
            former_title: before.and_then(|before| former_title(life, before, version)),
            former_address: before
                .filter(|before| before.home != version.home)
                .map(|before| before.home.to_string()),
            step: life.lineage.step_url(at).map(|url| life.href(&url)),
            before: before.map(|before| before.version.to_string()),
            comparison: life.comparison(at),
            releases: life.releases(version),
            withdrawn,
        }
    }
}

/// Returns the title that a version took the place of, where readers may know
/// both.
fn former_title(
    life: Life<'_>,
    before: &VersionPage,
    version: &VersionPage,
) -> Option<String> {
    let is_told = [before, version].into_iter().all(|it| WithdrawnView::of(it).is_none());
    let [old, new] = [before, version].map(|it| &life.frozen(it).entry.title);
    (is_told && old != new).then(|| old.clone())
}

impl From<&Review> for ReviewView {
    fn from(review: &Review) -> Self {
        let outcome = match review.outcome {
            Outcome::NoChange => "no change was needed",
            Outcome::Revised => "the text was revised",
            Outcome::Retire => "it is to be retired",
        };
        Self {
            day: review.on.into(),
            by: review.by.clone(),
            outcome,
            version: review.version.as_ref().map(ToString::to_string),
        }
    }
}

//! What happened: to the documents each version, review, move and withdrawal, with
//! its day; and what `notices` tells besides.
//!
//! What happened to a document is told from the archive, so that it stays when the
//! content moves on. One that was never frozen has only what its front matter says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, ChangeClass, Outcome, Review};
use crate::base::date::Date;
use crate::base::path::UrlPath;
use crate::base::slug::slug;
use crate::base::version::Version;
use crate::parse::{Document, Registers, Status};

use super::frozen::FrozenDocument;
use super::lineage::{Exposure, Lineage, VersionPage};
use super::notices::notices;
use super::{Page, PageIndex, Publication, SettledText};

/// How many events the first list and the Atom feed have.
pub const LATEST_EVENTS: usize = 100;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// To what sort of thing.
    pub subject: Subject,
    /// What.
    pub kind: EventKind,
    /// When.
    pub on: Date,
    /// The id of the document or of the entry of a register.
    pub id: String,
    /// The title that it had.
    pub title: String,
    /// The version that it is about.
    pub version: Option<Version>,
    /// How much was changed.
    pub class: Option<ChangeClass>,
    /// What was changed, in the author's words.
    pub summary: Option<String>,
    /// The page that it is best read on.
    pub url: UrlPath,
    /// Where on that page.
    pub anchor: Option<String>,
    /// The page that shows what was changed.
    pub redline: Option<UrlPath>,
    /// The SHA-256 of the words that it is about.
    pub words_sha256: Option<String>,
    /// What tells it from every other event, for ever: an address of its own,
    /// below the site's, with a fragment.
    pub key: String,
}

/// What something can happen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A controlled document.
    Document,
    /// An advisory.
    Advisory,
    /// A certification.
    Certification,
    /// A report.
    Report,
    /// A sub-processor.
    Subprocessor,
    /// News for customers.
    Update,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// The first version of a document; an advisory.
    Published,
    /// A later version.
    Revised,
    /// It was looked at, and found to be right or not.
    Reviewed {
        /// The role that did.
        by: Option<String>,
        /// What came of it.
        outcome: Outcome,
    },
    /// It has another address.
    Renamed {
        /// The one it had.
        from: UrlPath,
    },
    /// Another document took its place.
    Superseded,
    /// It is valid no more, or must not be read.
    Withdrawn,
    /// An advisory says something else.
    Changed,
    /// A sub-processor is to be used.
    Announced {
        /// From when.
        begins: Option<Date>,
        /// Until when customers can object.
        objection_until: Option<Date>,
    },
    /// A sub-processor is used from that day on.
    Added,
    /// A sub-processor is used no more from that day on.
    Removed,
    /// A certification was obtained, or renewed.
    Obtained,
    /// A report was issued.
    Issued,
    /// Customers were told something.
    Told,
}

impl EventKind {
    /// Returns the word for it in data.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Revised => "revised",
            Self::Reviewed { .. } => "reviewed",
            Self::Renamed { .. } => "renamed",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
            Self::Changed => "changed",
            Self::Announced { .. } => "announced",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Obtained => "obtained",
            Self::Issued => "issued",
            Self::Told => "told",
        }
    }
}

impl Event {
    /// Describes what is known of every event; the key is for its maker to give.
    pub(super) fn new(
        subject: Subject,
        kind: EventKind,
        on: Date,
        (id, title): (&str, &str),
        url: &UrlPath,
    ) -> Self {
        Self {
            subject,
            kind,
            on,
            id: id.to_owned(),
            title: title.to_owned(),
            version: None,
            class: None,
            summary: None,
            url: url.clone(),
            anchor: None,
            redline: None,
            words_sha256: None,
            key: String::new(),
        }
    }

    /// Returns where the events of its year are listed, once there are more than
    /// [`LATEST_EVENTS`].
    pub fn year_url(&self) -> UrlPath {
        let day = self.on.to_string();
        let year = day.split('-').next().unwrap_or_default();
        UrlPath::root().below(&format!("api/v1/changes/{year}.json"))
    }
}

/// Returns the lists of events by year, sorted.
pub(super) fn lists(events: &[Event]) -> BTreeSet<UrlPath> {
    let is_long = events.len() > LATEST_EVENTS;
    events.iter().filter(|_| is_long).map(Event::year_url).collect()
}

/// What events are told from.
pub(super) struct Sources<'a> {
    pub(super) documents: &'a [Arc<Document>],
    pub(super) pages: &'a [Page],
    pub(super) ids: &'a BTreeMap<String, PageIndex>,
    pub(super) archive: &'a Archive,
    pub(super) frozen: &'a [FrozenDocument],
    pub(super) lineages: &'a [Lineage],
    /// What the registers hold, and their texts.
    pub(super) registers: (&'a Registers, &'a [SettledText]),
}

/// Tells every event, the latest first. Of a document that is internal now
/// nothing is told.
pub(super) fn events(sources: &Sources<'_>) -> Vec<Event> {
    let mut events = notices(sources);
    let known = sources.lineages.par_iter().filter(|lineage| is_known(lineage));
    events.par_extend(known.flat_map_iter(|lineage| sources.of_lineage(lineage)));
    for review in &sources.archive.reviews {
        events.extend(sources.of_review(review));
    }
    for (document, page) in sources.documents.iter().zip(sources.pages) {
        sources.of_unfrozen(document, page, &mut events);
    }
    events.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| a.key.cmp(&b.key)));
    events.dedup_by(|later, first| later.key == first.key);
    events
}

/// Returns whether readers may know what the document was called.
fn is_known(lineage: &Lineage) -> bool {
    let hidden = |version: &VersionPage| {
        matches!(version.exposure, Exposure::Tombstone { note: None, on: None })
    };
    lineage.page.is_some() || !lineage.versions.iter().all(hidden)
}

impl Sources<'_> {
    fn lineage(&self, id: &str) -> Option<&Lineage> {
        let at = self.lineages.binary_search_by(|lineage| lineage.id.as_str().cmp(id));
        at.ok().and_then(|at| self.lineages.get(at))
    }

    fn of_lineage(&self, lineage: &Lineage) -> Vec<Event> {
        let mut events = Vec::new();
        self.of_versions(lineage, &mut events);
        self.of_moves(lineage, &mut events);
        self.of_end(lineage, &mut events);
        events
    }

    fn of_versions(&self, lineage: &Lineage, events: &mut Vec<Event>) {
        for (at, version) in lineage.versions.iter().enumerate() {
            let Some(event) = self.of_version(lineage, at, version) else { continue };
            if let Exposure::Tombstone { on, .. } = &version.exposure {
                // What it said is not told any more, only that it is gone.
                let Some(on) = *on else { continue };
                let key = format!("{}#withdrawn", version.url().encoded());
                let (kind, summary) = (EventKind::Withdrawn, None);
                let title = lineage.title.clone();
                events.push(Event { kind, on, title, summary, key, ..event });
            } else {
                events.push(event);
            }
        }
    }

    fn of_version(
        &self,
        lineage: &Lineage,
        at: usize,
        version: &VersionPage,
    ) -> Option<Event> {
        let entry = &self.archive.versions.get(version.frozen)?.entry;
        let document = self.frozen.get(version.frozen).map(|frozen| &frozen.document);
        let status = document.and_then(|it| it.front_matter.status.as_ref());
        let kind = match (status.map(|status| status.value), entry.change_class) {
            (Some(Status::Superseded), _) => EventKind::Superseded,
            (Some(Status::Withdrawn), _) => EventKind::Withdrawn,
            (_, Some(ChangeClass::ReviewOnly)) => {
                EventKind::Reviewed { by: None, outcome: Outcome::NoChange }
            }
            _ if at == 0 => EventKind::Published,
            _ => EventKind::Revised,
        };
        let url = version.url();
        let name = (entry.id.as_str(), entry.title.as_str());
        Some(Event {
            key: format!("{}#{}", url.encoded(), kind.as_str()),
            version: Some(entry.version.clone()),
            class: entry.change_class,
            summary: entry.change_summary.clone(),
            redline: lineage.step_url(at),
            words_sha256: Some(entry.words_sha256.clone()),
            ..Event::new(Subject::Document, kind, entry.frozen_on, name, &url)
        })
    }

    /// A version that was frozen at another address than the one before it, and
    /// a document that has moved since: from the first release that has it there.
    fn of_moves(&self, lineage: &Lineage, events: &mut Vec<Event>) {
        for pair in lineage.versions.windows(2) {
            let [before, after] = pair else { continue };
            let frozen = self.archive.versions.get(after.frozen);
            if let Some(frozen) = frozen.filter(|_| before.home != after.home) {
                let on = frozen.entry.frozen_on;
                events.extend(self.moved(lineage, before, (&after.home, on)));
            }
        }
        let Some(last) = lineage.versions.last() else { return };
        if lineage.page.is_none() || last.home == lineage.url {
            return;
        }
        let release = self.archive.releases.iter().find(|release| {
            release.pin(&lineage.id) == Some(&last.version)
                && self.archive.surface(&release.name).is_some_and(|surface| {
                    surface.urls.iter().any(|published| published.path == lineage.url)
                })
        });
        if let Some(release) = release {
            events.extend(self.moved(lineage, last, (&lineage.url, release.on)));
        }
    }

    fn moved(
        &self,
        lineage: &Lineage,
        before: &VersionPage,
        (to, on): (&UrlPath, Date),
    ) -> Option<Event> {
        let at = lineage.versions.iter().position(|version| version == before)?;
        let event = self.of_version(lineage, at, before)?;
        Some(Event {
            kind: EventKind::Renamed { from: before.home.clone() },
            on,
            key: format!("{}#renamed", to.encoded()),
            url: to.clone(),
            class: None,
            summary: None,
            redline: None,
            ..event
        })
    }

    /// A document that a release had and the next one has not.
    fn of_end(&self, lineage: &Lineage, events: &mut Vec<Event>) {
        let ended = |event: &Event| {
            matches!(event.kind, EventKind::Withdrawn | EventKind::Superseded)
        };
        let Some((at, last)) = lineage.versions.iter().enumerate().next_back() else {
            return;
        };
        if events.iter().any(ended) {
            return;
        }
        let is_over = lineage.page.is_none_or(|page| {
            let status = self.pages[page.index()].status;
            matches!(status, Status::Superseded | Status::Withdrawn)
        });
        let Some(on) = last.until.filter(|_| is_over) else { return };
        let status = lineage.page.map(|page| self.pages[page.index()].status);
        let kind = match status {
            Some(Status::Superseded) => EventKind::Superseded,
            _ => EventKind::Withdrawn,
        };
        let Some(event) = self.of_version(lineage, at, last) else { return };
        let key = format!("{}#{}", last.url().encoded(), kind.as_str());
        let (class, summary, redline) = (None, None, None);
        events.push(Event { kind, on, class, summary, redline, key, ..event });
    }

    fn of_review(&self, review: &Review) -> Option<Event> {
        let lineage = self.lineage(&review.id);
        let page = self.ids.get(&review.id).map(|page| &self.pages[page.index()]);
        let is_listed = page.is_some_and(|page| page.publication.is_listed());
        if !lineage.map_or(is_listed, is_known) {
            return None;
        }
        let version = review.version.as_ref();
        let known = version.and_then(|version| lineage?.find(version.as_str()));
        let place = match known {
            Some((_, version)) => version.url(),
            None => UrlPath::root().below(&format!("api/v1/policies/{}.json", review.id)),
        };
        let title = page.map(|page| &page.title).or(lineage.map(|it| &it.title))?;
        let home = page.map(|page| &page.url).or(lineage.map(|it| &it.url))?;
        let (by, outcome) = (Some(review.by.clone()), review.outcome);
        let kind = EventKind::Reviewed { by, outcome };
        let url = known.map_or_else(|| home.clone(), |(_, version)| version.url());
        let name = (review.id.as_str(), title.as_str());
        Some(Event {
            key: format!(
                "{}#reviewed-{}-{}",
                place.encoded(),
                review.on,
                slug(&review.by)
            ),
            version: review.version.clone(),
            words_sha256: Some(review.words_sha256.clone()),
            ..Event::new(Subject::Document, kind, review.on, name, &url)
        })
    }

    /// What a controlled document that was never frozen says of itself.
    fn of_unfrozen(&self, document: &Document, page: &Page, events: &mut Vec<Event>) {
        let is_published =
            matches!(page.publication, Publication::Full | Publication::MetadataOnly);
        if !is_published || !page.kind.is_controlled() || self.lineage(&page.id).is_some()
        {
            return;
        }
        let matter = &document.front_matter;
        let version = matter.version.as_ref();
        let event = |kind: EventKind, on: Date| Event {
            key: format!("{}#{}-{on}", page.url.encoded(), kind.as_str()),
            version: version.and_then(|version| Version::new(&version.value).ok()),
            ..Event::new(Subject::Document, kind, on, (&page.id, &page.title), &page.url)
        };
        let days: BTreeSet<Date> = [page.dates.issued_on, page.dates.last_updated_on]
            .into_iter()
            .flatten()
            .collect();
        let mut days = days.into_iter();
        if let Some(first) = days.next() {
            events.push(event(EventKind::Published, first));
        }
        let summary = matter.change_summary.as_ref().map(|it| it.value.clone());
        events.extend(days.map(|on| Event {
            summary: summary.clone(),
            ..event(EventKind::Revised, on)
        }));
    }
}

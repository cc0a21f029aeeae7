//! The life of each document that was ever frozen: its versions in order, where
//! each has its pages for ever, and which is in force.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, Frozen, FrozenText};
use crate::base::date::Date;
use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::UrlPath;
use crate::base::version::{Scheme, Version};
use crate::config::{Config, Withdrawal};
use crate::parse::{Classification, Document, Status};

use super::{Page, PageIndex};

/// What stands for the title of a document whose title nobody may know.
const UNNAMED: &str = "Withdrawn document";

/// The life of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The document.
    pub id: String,
    /// Its page today; `None` where the content has it no more, or not for
    /// readers.
    pub page: Option<PageIndex>,
    /// Where the document is, or was last.
    pub url: UrlPath,
    /// Other URLs at which versions of it were frozen, sorted.
    pub former_urls: Vec<UrlPath>,
    /// Its title today, or the last one that readers may know.
    pub title: String,
    /// Its frozen versions, the first one first.
    pub versions: Vec<VersionPage>,
}

/// A frozen version as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionPage {
    /// The version.
    pub version: Version,
    /// Its position in [`Archive::versions`] and [`Site::frozen`](super::Site::frozen).
    pub frozen: usize,
    /// Where the document was when it was frozen; the pages of the version are
    /// below, for ever.
    pub home: UrlPath,
    /// From when it was, or will be, in force: the day that it states, else the
    /// day on which it was frozen.
    pub from: Date,
    /// From when it is in force no more: the day of the version after it, or
    /// the day on which the document ceased to be valid, where that is known.
    pub until: Option<Date>,
    /// Whether it is in force on the day for which the site is judged.
    pub force: Force,
    /// How much of it readers may see.
    pub exposure: Exposure,
    /// The releases that it is part of, as positions in [`Archive::releases`].
    pub releases: Vec<usize>,
}

/// Whether a version is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// It will be.
    Pending,
    /// It is.
    InForce,
    /// A later version is.
    Superseded,
    /// The document is valid no more.
    Retired,
}

impl Force {
    /// Returns the word for it in data and templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InForce => "in_force",
            Self::Superseded => "superseded",
            Self::Retired => "retired",
        }
    }
}

/// How much of a frozen version readers may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// Its words.
    Words,
    /// Its metadata: the document is `restricted`, and the text is given on
    /// request.
    Metadata,
    /// Nothing but that it was there.
    Tombstone {
        /// Since when, if that is stated.
        on: Option<Date>,
        /// What readers are told.
        note: Option<String>,
    },
    /// Nothing at all: the archive has not got it as it was.
    Lost,
}

impl Lineage {
    /// Returns the digest of all that it says. Positions in other lists are not
    /// part of it: they change when another document gets a version.
    pub fn inputs(&self) -> Inputs {
        let Self { id, page, url, former_urls, title, versions } = self;
        let is_there = page.is_some();
        let own = format!("{id:?} {is_there} {url:?} {former_urls:?} {title:?}");
        let all = Ingredients::default().text(&own);
        let all = versions.iter().fold(all, |all, page| {
            let VersionPage { version, home, from, until, force, exposure, .. } = page;
            let releases = &page.releases;
            let when = format!("{from:?} {until:?} {force:?} {exposure:?} {releases:?}");
            all.text(version.as_str()).text(home.as_str()).text(&when)
        });
        all.finish()
    }

    /// Returns whether nothing may be said about the document but that it was
    /// there: it has gone, and all its words were taken back.
    pub fn is_withdrawn(&self) -> bool {
        self.page.is_none() && self.versions.iter().all(VersionPage::is_withdrawn)
    }

    /// Returns the page on which the versions are listed.
    pub fn history_url(&self) -> UrlPath {
        self.url.below("history/")
    }

    /// Returns a version and its position among [`Lineage::versions`].
    pub fn find(&self, version: &str) -> Option<(usize, &VersionPage)> {
        let mut versions = self.versions.iter().enumerate();
        versions.find(|(_, page)| page.version.as_str() == version)
    }

    /// Returns the version that is in force on the day for which the site is
    /// judged.
    pub fn in_force(&self) -> Option<&VersionPage> {
        self.versions.iter().find(|version| version.force == Force::InForce)
    }

    /// Returns the page that shows how the version at a position differs from
    /// the one before it; none for the first, and none where readers must not
    /// see the words of both.
    pub fn step_url(&self, at: usize) -> Option<UrlPath> {
        let before = self.versions.get(at.checked_sub(1)?)?;
        let after = self.versions.get(at)?;
        if !before.has_words() || !after.has_words() {
            return None;
        }
        Some(after.step_url(before))
    }

    /// Returns every address that the history of the document has, besides
    /// those that its current text has.
    pub fn urls(&self) -> Vec<UrlPath> {
        let mut urls = vec![self.history_url()];
        for (at, version) in self.versions.iter().enumerate() {
            urls.push(version.url());
            urls.extend(self.step_url(at));
            if version.has_words() {
                urls.push(version.changes_url());
                urls.push(version.url().below("index.md"));
                urls.push(version.url().below("index.txt"));
            }
        }
        urls
    }
}

impl VersionPage {
    /// Returns whether nothing may be said about it but that it was there.
    pub const fn is_withdrawn(&self) -> bool {
        matches!(self.exposure, Exposure::Tombstone { .. })
    }

    /// Returns whether its words are for readers. Those that the archive has lost
    /// are: no site is written until they are back, and a link to them is not
    /// what is wrong.
    const fn has_words(&self) -> bool {
        matches!(self.exposure, Exposure::Words | Exposure::Lost)
    }

    /// Returns its page.
    pub fn url(&self) -> UrlPath {
        self.home.below(&format!("v/{}/", self.version))
    }

    /// Returns the page that shows how it differs from the version before it;
    /// there is one only where readers may see the words of both.
    pub(super) fn step_url(&self, before: &Self) -> UrlPath {
        self.home.below(&format!("diff/{}...{}/", before.version, self.version))
    }

    /// Returns the page that compares it with the current text; there is one
    /// only where readers may see its words.
    pub fn changes_url(&self) -> UrlPath {
        self.url().below("changes/")
    }
}

/// What the lives of documents are told from.
pub(super) struct Sources<'a> {
    pub(super) documents: &'a [Arc<Document>],
    pub(super) pages: &'a [Page],
    pub(super) ids: &'a BTreeMap<String, PageIndex>,
    pub(super) archive: &'a Archive,
    /// The frozen texts, at the same positions as [`Archive::versions`].
    pub(super) frozen: &'a [Arc<Document>],
    pub(super) config: &'a Config,
    pub(super) as_of: Date,
}

/// Tells the life of each document that was ever frozen, sorted by id.
pub(super) fn lineages(sources: &Sources<'_>) -> Vec<Lineage> {
    let versions = &sources.archive.versions;
    let mut groups = Vec::new();
    let mut start = 0;
    for group in versions.chunk_by(|a, b| a.entry.id == b.entry.id) {
        groups.push((start, group));
        start += group.len();
    }
    let lineages = groups.into_par_iter();
    lineages.filter_map(|(start, group)| sources.lineage(start, group)).collect()
}

/// Returns the scheme that the versions of a document have to follow, if the
/// document or the site says so.
pub fn stated_scheme(document: &Document, config: &Config) -> Option<Scheme> {
    let own = document.front_matter.version_scheme.as_ref().map(|stated| stated.value);
    own.or(config.versions.scheme)
}

/// Returns what `site.toml` says about a version that must not be read.
pub(super) fn withdrawal<'a>(
    config: &'a Config,
    id: &str,
    version: &Version,
) -> Option<&'a Withdrawal> {
    config.withdrawals.iter().find(|withdrawal| {
        let named = withdrawal.version.as_ref();
        withdrawal.id.value == id
            && named.is_none_or(|named| named.value == version.as_str())
    })
}

impl Sources<'_> {
    fn lineage(&self, start: usize, group: &[Frozen]) -> Option<Lineage> {
        let mut order: Vec<(usize, &Frozen)> = (start..).zip(group).collect();
        let versions = group.iter().map(|frozen| &frozen.entry.version);
        let document = group.first().and_then(|first| self.ids.get(&first.entry.id));
        let document = document.map(|page| &self.documents[page.index()]);
        let stated = document.map_or(self.config.versions.scheme, |document| {
            stated_scheme(document, self.config)
        });
        let scheme = stated.or_else(|| Scheme::detect(versions));
        order.sort_by(|(_, a), (_, b)| {
            let (a, b) = (&a.entry, &b.entry);
            let by_day = || (from(a), a.frozen_on).cmp(&(from(b), b.frozen_on));
            let by_scheme = |scheme: Scheme| scheme.compare(&a.version, &b.version);
            scheme.map_or_else(by_day, by_scheme).then_with(|| a.version.cmp(&b.version))
        });
        let (last_at, last) = *order.last()?;
        let id = &last.entry.id;
        let known = self.ids.get(id).map(|&index| (index, &self.pages[index.index()]));
        let listed = known.filter(|(_, page)| page.publication.is_listed());
        let url = listed.map_or(&last.entry.url, |(_, page)| &page.url);
        let mut former: Vec<_> = group
            .iter()
            .map(|frozen| frozen.entry.url.clone())
            .filter(|former| former != url)
            .collect();
        former.sort();
        former.dedup();
        let classification = known.map(|(_, page)| page.classification);
        let classification = classification.unwrap_or_else(|| self.stated(last_at));
        let mut versions: Vec<VersionPage> = order
            .iter()
            .map(|&(at, frozen)| self.version(at, frozen, classification))
            .collect();
        self.place_in_time(id, listed.map(|(index, _)| index), &mut versions);
        let known = versions.iter().rev().find(|version| !version.is_withdrawn());
        let known = known.and_then(|version| self.archive.versions.get(version.frozen));
        let title = match (listed, known) {
            (Some((_, page)), _) => &page.title,
            (None, Some(frozen)) => &frozen.entry.title,
            (None, None) => UNNAMED,
        };
        Some(Lineage {
            id: id.clone(),
            page: listed.map(|(index, _)| index),
            url: url.clone(),
            former_urls: former,
            title: title.to_owned(),
            versions,
        })
    }

    /// Returns who may read a document that the content has no more, as its last
    /// version says.
    fn stated(&self, frozen: usize) -> Classification {
        let document = self.frozen.get(frozen);
        let stated = document.and_then(|it| it.front_matter.classification.as_ref());
        stated.map_or(Classification::Public, |stated| stated.value)
    }

    fn version(
        &self,
        at: usize,
        frozen: &Frozen,
        classification: Classification,
    ) -> VersionPage {
        let entry = &frozen.entry;
        let withdrawal = withdrawal(self.config, &entry.id, &entry.version);
        let exposure = match (withdrawal, classification) {
            (Some(it), _) => Exposure::Tombstone { on: it.on, note: it.note.clone() },
            (None, Classification::Internal) => {
                Exposure::Tombstone { on: None, note: None }
            }
            (None, Classification::Restricted) => Exposure::Metadata,
            (None, Classification::Public) => match frozen.text {
                FrozenText::Intact(_) => Exposure::Words,
                _ => Exposure::Lost,
            },
        };
        let pins = |id: &str, version: &Version| {
            let releases = self.archive.releases.iter().enumerate();
            let with = releases.filter(|(_, release)| release.pin(id) == Some(version));
            with.map(|(at, _)| at).collect()
        };
        VersionPage {
            version: entry.version.clone(),
            frozen: at,
            home: entry.url.clone(),
            from: from(entry),
            until: None,
            force: Force::Pending,
            exposure,
            releases: pins(&entry.id, &entry.version),
        }
    }

    /// Says of each version when it was in force, and whether it is.
    fn place_in_time(
        &self,
        id: &str,
        page: Option<PageIndex>,
        versions: &mut [VersionPage],
    ) {
        let mut until = self.end(id, page, versions);
        for version in versions.iter_mut().rev() {
            version.until = until;
            until = Some(version.from);
        }
        let is_retired = page.is_none_or(|page| {
            let status = self.pages[page.index()].status;
            matches!(status, Status::Superseded | Status::Withdrawn)
        });
        let mut is_last = true;
        for version in versions.iter_mut().rev() {
            let has_ended = version.until.is_some_and(|until| until <= self.as_of);
            version.force = match version.from <= self.as_of {
                _ if is_last && is_retired => Force::Retired,
                _ if has_ended => Force::Superseded,
                true => Force::InForce,
                false => Force::Pending,
            };
            is_last = false;
        }
    }

    /// Returns the day from which the last frozen version is in force no more.
    fn end(
        &self,
        id: &str,
        page: Option<PageIndex>,
        versions: &[VersionPage],
    ) -> Option<Date> {
        let Some(page) = page else {
            // The first release without it.
            let last = versions.iter().flat_map(|version| &version.releases).max()?;
            return self.archive.releases.get(last + 1).map(|release| release.on);
        };
        let (document, page) = (&self.documents[page.index()], &self.pages[page.index()]);
        let stated = document.front_matter.version.as_ref();
        let stated = stated.and_then(|stated| Version::new(&stated.value).ok());
        let is_frozen =
            stated.is_none_or(|version| self.archive.find(id, &version).is_some());
        match page.status {
            Status::Superseded | Status::Withdrawn => page.dates.expires_on,
            // The current text has a version that is not frozen yet.
            _ if !is_frozen => page.dates.effective_on.or(page.dates.last_updated_on),
            _ => None,
        }
    }
}

/// Returns the day from which a version is in force.
fn from(entry: &crate::archive::Entry) -> Date {
    entry.effective_on.unwrap_or(entry.frozen_on)
}

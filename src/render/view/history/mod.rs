//! The pages of the history of one document.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::archive::{ChangeClass, Frozen};
use crate::base::path::UrlPath;
use crate::parse::{Document, Status};
use crate::render::Theme;
use crate::render::outline::Outline;
use crate::render::texts::{Ready, Texts};
use crate::resolve::{
    Departure, Exposure, Force, Lineage, PageIndex, Publication, Site, VersionPage,
};

use super::head::{AlternateView, RelationView};
use super::here::HereView;
use super::notice::successors;
use super::{DayView, LinkView, TermView};

mod beside;
mod comparison;
mod gone;
mod list;
mod timeline;
mod version;

pub(in crate::render) use beside::HistoryView;
pub(in crate::render) use comparison::{ComparisonPage, Words};
pub(in crate::render) use gone::GonePage;
pub(in crate::render) use list::VersionsView;
pub(in crate::render) use timeline::TimelinePage;
pub(in crate::render) use version::FrozenPage;

/// The life of one document, and what its pages are made from.
#[derive(Clone, Copy)]
pub(in crate::render) struct Life<'a> {
    /// The site.
    pub(in crate::render) site: &'a Site,
    /// Its outline.
    pub(in crate::render) outline: &'a Outline,
    /// The life.
    pub(in crate::render) lineage: &'a Lineage,
    texts: &'a Texts,
    /// How the last two versions differ, if somebody has asked for it.
    last_step: Option<&'a OnceLock<Words>>,
}

/// Says what its pages take from elsewhere in the site.
impl fmt::Debug for Life<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Life")
            .field("here", &self.here(&self.lineage.url))
            .field("current", &self.current().map(|it| (it.version, it.frozen)))
            .field("shown", &self.current().is_some_and(|it| it.is_shown))
            .field("successors", &self.successors())
            .finish_non_exhaustive()
    }
}

/// The text that the content has today.
#[derive(Clone, Copy, Debug)]
struct Current<'a> {
    /// Its page.
    index: PageIndex,
    /// The version that it states.
    version: Option<&'a str>,
    /// Its position among the versions, where its words are frozen.
    frozen: Option<usize>,
    /// Whether readers may see its words.
    is_shown: bool,
}

/// Why there are no words to read.
#[derive(Debug, PartialEq, Serialize)]
struct WithdrawnView {
    /// Since when.
    on: Option<DayView>,
    /// What there is to say about it.
    note: Option<String>,
}

impl<'a> Life<'a> {
    /// Looks at the life of a document.
    pub(in crate::render) fn new(
        site: &'a Site,
        theme: &'a Theme,
        lineage: &'a Lineage,
    ) -> Self {
        let (outline, texts) = (&theme.outline, &theme.texts);
        let last_step = theme.last_step(site, lineage);
        Self { site, outline, lineage, texts, last_step }
    }

    /// Returns the address of the version at a position.
    pub(in crate::render) fn version_href(self, at: usize) -> Option<String> {
        self.lineage.versions.get(at).map(|version| self.href(&version.url()))
    }

    /// Returns the address of the current text for ever, where it is frozen.
    pub(in crate::render) fn permanent(self) -> Option<String> {
        self.version_href(self.current()?.frozen?)
    }

    /// Returns a URL as a link.
    pub(in crate::render) fn href(self, url: &UrlPath) -> String {
        self.site.config.site.base_url.href(&url.encoded())
    }

    fn frozen(self, version: &VersionPage) -> &'a Frozen {
        &self.site.archive.versions[version.frozen]
    }

    /// Returns a frozen text, ready to be shown and compared.
    fn text(self, version: &VersionPage) -> Arc<Ready> {
        self.texts.frozen(self.site, version.frozen)
    }

    /// Returns the facts of a frozen text.
    fn facts(self, version: &VersionPage) -> &'a Document {
        &self.site.frozen[version.frozen].document
    }

    /// Returns the link to a version.
    fn link(self, version: &VersionPage) -> LinkView {
        LinkView {
            title: format!("Version {}", version.version),
            href: self.href(&version.url()),
        }
    }

    /// Returns the link to the document: to its page, or to what is said where
    /// that was.
    fn document(self) -> LinkView {
        LinkView { title: self.lineage.title.clone(), href: self.href(&self.lineage.url) }
    }

    /// Describes the place of a page that belongs to the document.
    fn here(self, url: &UrlPath) -> HereView {
        let document = (self.document(), self.lineage.page);
        HereView::below(self.site, self.outline, document, url)
    }

    /// Returns the text that the content has today.
    fn current(self) -> Option<Current<'a>> {
        let index = self.lineage.page?;
        let version = self.site.document(index).front_matter.version.as_ref();
        let version = version.map(|version| version.value.as_str());
        let standing = self.site.standing(index);
        let is_changed = standing.is_some_and(|standing| {
            standing.departures.contains(&Departure::WordsChanged)
        });
        let frozen = version.and_then(|version| self.lineage.find(version));
        Some(Current {
            index,
            version,
            frozen: frozen.map(|(at, _)| at).filter(|_| !is_changed),
            is_shown: self.site.page(index).publication == Publication::Full,
        })
    }

    /// Returns the link to the version in force: to the page of the document,
    /// where its text is there.
    fn in_force(self) -> Option<LinkView> {
        let version = self.lineage.in_force()?;
        let (at, _) = self.lineage.find(version.version.as_str())?;
        let is_current = self.current().is_some_and(|it| it.frozen == Some(at));
        let href = if is_current { &self.lineage.url } else { &version.url() };
        Some(LinkView { href: self.href(href), ..self.link(version) })
    }

    /// Returns whether the document is valid no more.
    fn is_retired(self) -> bool {
        let last = self.lineage.versions.last();
        last.is_some_and(|version| version.force == Force::Retired)
    }

    /// Returns what replaces the document, as its page or its last version says.
    fn successors(self) -> Vec<LinkView> {
        if let Some(index) = self.lineage.page {
            let status = self.site.page(index).status;
            let is_replaced = status == Status::Superseded;
            return if is_replaced { successors(self.site, index) } else { Vec::new() };
        }
        let last = self.lineage.versions.last().filter(|last| !last.is_withdrawn());
        let Some(last) = last else { return Vec::new() };
        let names = &self.facts(last).front_matter.superseded_by;
        let pages = names.iter().filter_map(|name| self.site.ids.get(&name.value));
        pages
            .filter(|page| self.site.page(**page).publication.is_listed())
            .map(|page| LinkView::to_page(self.site, *page))
            .collect()
    }

    /// Returns the page that compares a version with the current text, where
    /// there is something to compare.
    fn comparison(self, at: usize) -> Option<String> {
        let current = self.current().filter(|current| current.is_shown)?;
        let version = self.lineage.versions.get(at)?;
        let is_shown = version.exposure == Exposure::Words && current.frozen != Some(at);
        is_shown.then(|| self.href(&version.changes_url()))
    }

    /// Returns the releases that a version is part of.
    fn releases(self, version: &VersionPage) -> Vec<LinkView> {
        let releases = version.releases.iter();
        let releases = releases.filter_map(|at| self.site.archive.releases.get(*at));
        releases
            .map(|release| LinkView {
                title: release.name.clone(),
                href: self.href(&super::release::url(release)),
            })
            .collect()
    }

    /// Returns the pages around a version, or around the current text.
    fn relations(self, at: Option<usize>) -> Vec<RelationView> {
        let versions = &self.lineage.versions;
        let before = at.and_then(|at| versions.get(at.checked_sub(1)?));
        let after = at.and_then(|at| versions.get(at + 1));
        let latest = match (self.lineage.page, versions.last()) {
            (None, Some(last)) => last.url(),
            _ => self.lineage.url.clone(),
        };
        let all = [
            ("predecessor-version", before.map(VersionPage::url)),
            ("successor-version", after.map(VersionPage::url)),
            ("latest-version", Some(latest)),
            ("version-history", Some(self.lineage.history_url())),
        ];
        all.into_iter()
            .filter_map(|(rel, url)| Some(RelationView { rel, href: self.href(&url?) }))
            .collect()
    }

    /// Returns the data about the document; none where nothing may be said.
    fn data(self) -> Option<AlternateView> {
        let path = format!("/api/v1/policies/{}.json", self.lineage.id);
        (!self.lineage.is_withdrawn()).then(|| AlternateView {
            label: "JSON",
            media_type: "application/json",
            href: self.site.config.site.base_url.href(&path),
        })
    }
}

impl WithdrawnView {
    /// Returns why readers may not see a version, if they may not.
    fn of(version: &VersionPage) -> Option<Self> {
        match &version.exposure {
            Exposure::Tombstone { on, note } => {
                Some(Self { on: on.map(DayView::from), note: note.clone() })
            }
            Exposure::Words | Exposure::Metadata | Exposure::Lost => None,
        }
    }
}

impl From<Force> for TermView {
    fn from(force: Force) -> Self {
        let label = match force {
            Force::Pending => "Not yet in force",
            Force::InForce => "In force",
            Force::Superseded => "Superseded",
            Force::Retired => "Retired",
        };
        Self { name: force.as_str(), label }
    }
}

impl From<ChangeClass> for TermView {
    fn from(class: ChangeClass) -> Self {
        let label = match class {
            ChangeClass::Editorial => "Editorial change",
            ChangeClass::Material => "Material change",
            ChangeClass::ReviewOnly => "Reviewed, no change",
        };
        Self { name: class.as_str(), label }
    }
}

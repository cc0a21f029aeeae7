//! Frozen versions, and the texts that follow them.

use crate::archive::LOCK;
use crate::base::span::Span;
use crate::base::version::Version;
use crate::check::Finding;
use crate::check::rules::walk::top;
use crate::parse::Document;
use crate::resolve::{Departure, Page, Site, Standing};

use super::words::either;

pub(super) mod altered;
pub(super) mod bumped_no_change;
pub(super) mod date_backwards;
pub(super) mod duplicate;
pub(super) mod link_broken;
pub(super) mod links_changed;
pub(super) mod lock_unreadable;
pub(super) mod not_bumped;
pub(super) mod not_monotonic;
pub(super) mod removed;
pub(super) mod scheme_mismatch;
pub(super) mod unfrozen;
pub(super) mod unlocked;
pub(super) mod url_lost;

/// A document that has frozen versions.
#[derive(Clone, Copy, Debug)]
struct Followed<'a> {
    document: &'a Document,
    page: &'a Page,
    standing: &'a Standing,
}

/// Returns each way in which a document departs from what its next text may be.
fn departures(site: &Site) -> impl Iterator<Item = (Followed<'_>, &Departure)> {
    site.standings.iter().flat_map(|standing| {
        let (document, page) = (site.document(standing.page), site.page(standing.page));
        let followed = Followed { document, page, standing };
        standing.departures.iter().map(move |departure| (followed, departure))
    })
}

impl Followed<'_> {
    /// Returns where the version is written, or where it should be.
    fn version_place(&self) -> Span {
        let written = self.document.front_matter.version.as_ref();
        written.map_or_else(|| top(self.document), |version| version.span)
    }

    /// Returns the version as written; empty if there is none.
    fn version(&self) -> &str {
        let written = self.document.front_matter.version.as_ref();
        written.map_or("", |version| version.value.as_str())
    }
}

/// Points at the entry of a frozen version in the lock.
fn see_entry(site: &Site, finding: &mut Finding, id: &str, version: &Version) {
    let Some(frozen) = site.archive.find(id, version) else { return };
    let Some(lock) = site.source_named(LOCK) else { return };
    let day = frozen.entry.frozen_on;
    finding.see(lock, frozen.span, format!("frozen on {day}"));
}

/// Says what the next version may be called.
fn raise(site: &Site, page: &Page, latest: &Version) -> String {
    let scheme = site.scheme(&page.id);
    let next = scheme.map(|scheme| scheme.next(latest, site.context.as_of));
    let next = next.unwrap_or_default();
    let mut named: Vec<&str> = next.iter().map(Version::as_str).collect();
    // The smallest step and the largest one.
    if let [first, .., last] = named.as_slice() {
        named = vec![first, last];
    }
    match named.as_slice() {
        [] => "raise `version`".to_owned(),
        named => format!("raise `version`, to {} for example", either(named)),
    }
}

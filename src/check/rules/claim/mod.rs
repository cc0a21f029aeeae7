//! What sentences claim, and whether it can still be true.

use crate::base::span::SourceId;
use crate::config::Kind;
use crate::parse::{Certificate, Claim, Holder};
use crate::resolve::{Page, PageIndex, Site};

pub(super) mod absolute;
pub(super) mod cadence_broken;
pub(super) mod certification_unbacked;
pub(super) mod contradictory;
pub(super) mod count_mismatch;
pub(super) mod forecast_elapsed;
pub(super) mod in_progress;
pub(super) mod law_outdated;
pub(super) mod malformed;
pub(super) mod relative_time;
pub(super) mod stale;
pub(super) mod wording;

pub(super) use forecast_elapsed::written_on;

/// Parts of a path below which texts tell what happened.
const LOGS: [&str; 13] = [
    "archive",
    "blog",
    "changelog",
    "history",
    "incident",
    "incidents",
    "minutes",
    "news",
    "postmortem",
    "postmortems",
    "releases",
    "retrospective",
    "retrospectives",
];

/// Returns what the pages claim that readers take for valid today. Where a page
/// tells what happened, dated claims are right.
pub(super) fn claims(site: &Site) -> impl Iterator<Item = (PageIndex, SourceId, &Claim)> {
    let pages = site.flaws.claims.iter().copied();
    let current = pages.filter(move |&index| is_current(site, index));
    current.flat_map(move |index| {
        let claims = site.document(index).claims.iter();
        claims.map(move |claim| (index, site.source_of(index), claim))
    })
}

/// Returns whether a certification is the publisher's own.
fn is_ours(site: &Site, certificate: &Certificate) -> bool {
    match &certificate.holder {
        Holder::Us => true,
        Holder::Named(name) => {
            let publisher = &site.config.site.publisher;
            publisher.split_whitespace().any(|word| word == name)
        }
    }
}

fn is_current(site: &Site, index: PageIndex) -> bool {
    let page = site.page(index);
    super::walk::is_current(page) && !is_log(page)
}

fn is_log(page: &Page) -> bool {
    let is_record = match page.kind {
        Kind::Record | Kind::Advisory => true,
        Kind::Policy
        | Kind::Procedure
        | Kind::Standard
        | Kind::Plan
        | Kind::Guide
        | Kind::Notice
        | Kind::Agreement
        | Kind::Handbook
        | Kind::Page => false,
    };
    is_record || page.url.as_str().split('/').any(|part| LOGS.contains(&part))
}

//! What sentences claim, and whether it can still be true.

use crate::base::date::Date;
use crate::base::span::{SourceId, Span};
use crate::config::Kind;
use crate::parse::{Certificate, Claim, Document, Holder};
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

/// A claim, and the text that makes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'s> {
    pub(super) claim: &'s Claim,
    pub(super) source: SourceId,
    /// Where it is reported: at its words, or at the text in a register that has
    /// them.
    pub(super) span: Span,
    pub(super) document: &'s Document,
    /// When the text was last updated, as far as it says.
    pub(super) written: Option<Date>,
}

/// Returns what the pages and the answers to questions claim that readers take for
/// valid today. Where a page tells what happened, dated claims are right, and so
/// they are in updates.
pub(super) fn claims(site: &Site) -> impl Iterator<Item = Said<'_>> {
    let pages = site.flaws.claims.iter().copied();
    let current = pages.filter(move |&index| is_current(site, index));
    let on_pages = current.flat_map(move |index| {
        let document = site.document(index);
        let source = site.source_of(index);
        let written = written_on(document, site.page(index));
        let said =
            move |claim| Said { claim, source, span: claim.span, document, written };
        document.claims.iter().map(said)
    });
    let answers = site.registers.faq.iter().filter_map(move |entry| {
        let known = site.register_text(entry, "answer")?;
        Some((site.register_source(entry.file), entry.place("answer"), known))
    });
    let in_answers = answers.flat_map(|(source, span, known)| {
        let document = &known.text.document;
        let said = move |claim| Said { claim, source, span, document, written: None };
        document.claims.iter().map(said)
    });
    on_pages.chain(in_answers)
}

/// Returns when the text of a page was last updated, as far as it says.
fn written_on(document: &Document, page: &Page) -> Option<Date> {
    let in_text = document.body_date.as_ref().map(|date| date.value.date);
    page.dates.last_updated_on.or(in_text).or(page.dates.issued_on)
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

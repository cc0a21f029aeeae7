//! The pages that are made of registers and of advisories.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::parse::register::{Entry, Id, RegisterLink as Address};
use crate::render::apart::apart;
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::resolve::{RegisterPage, Site};

use super::head::AlternateView;
use super::{DayView, LinkView};

mod advisories;
mod certifications;
mod contacts;
mod faq;
mod subprocessors;
mod updates;

pub(in crate::render) use advisories::{AdvisoriesPage, AdvisoryView};
pub(super) use advisories::{WarnedView, last_warning};
pub(in crate::render) use certifications::{CertificationsPage, report_anchor};
pub(super) use certifications::{HeldView, held};
pub(in crate::render) use contacts::{ContactView, contacts};
pub(in crate::render) use faq::FaqPage;
pub(in crate::render) use subprocessors::SubprocessorsPage;
pub(super) use subprocessors::{InUseView, in_use};
pub(in crate::render) use updates::UpdatesPage;
pub(super) use updates::last_news;

/// Returns the link to a page that is made of a register.
pub(super) fn register_link(site: &Site, page: RegisterPage) -> LinkView {
    LinkView {
        title: page.title().to_owned(),
        href: site.config.site.base_url.href(&page.url().encoded()),
    }
}

/// Returns where a link of a register leads, if it leads anywhere.
fn address(site: &Site, link: Option<&Address>) -> Option<String> {
    let text = link?.as_str();
    let known = site.register_links.iter().find(|it| it.href.value == text)?;
    known.settled.defect.is_none().then(|| known.settled.href.clone())
}

/// Returns a link of a register under a title.
fn link(site: &Site, title: &str, address: Option<&Address>) -> Option<LinkView> {
    let href = self::address(site, address)?;
    Some(LinkView { title: title.to_owned(), href })
}

/// Returns a text in markdown of an entry as HTML; its ids begin with `prefix`.
fn markup<T>(site: &Site, (entry, key): (&Entry<T>, &str), prefix: &str) -> Markup {
    let Some(known) = site.register_text(entry, key) else { return Markup::default() };
    let document = &known.text.document;
    let Some(body) = &document.body else { return Markup::default() };
    let filled = Filled::new(body, &known.links);
    Markup::new(&apart(filled.rest(), prefix, &document.anchors))
}

/// The anchors of the entries on a page: each is there once.
#[derive(Debug, Default)]
struct Anchors(BTreeSet<String>);

impl Anchors {
    /// Returns the anchor of the next entry: its id. It is empty where there is
    /// none, or an entry before has it.
    fn of(&mut self, id: Option<&Id>) -> String {
        self.take(id.map_or("", Id::as_str))
    }

    fn take(&mut self, anchor: &str) -> String {
        let is_new = !anchor.is_empty() && self.0.insert(anchor.to_owned());
        if is_new { anchor.to_owned() } else { String::new() }
    }

    /// Returns what the ids in the text of an entry begin with: nothing that can
    /// be the id of an entry or of a part of the page.
    fn prefix(anchor: &str, position: usize) -> String {
        if anchor.is_empty() { format!("_.{position}.") } else { format!("_{anchor}.") }
    }
}

fn day(date: Option<Date>) -> Option<DayView> {
    date.map(DayView::from)
}

/// Returns the link to a page for machines.
fn data(site: &Site, path: &str) -> AlternateView {
    AlternateView {
        label: "JSON",
        media_type: "application/json",
        href: site.config.site.base_url.href(path),
    }
}

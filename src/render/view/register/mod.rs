//! The pages that are made of registers and of advisories.

use crate::base::date::Date;
use crate::parse::register::{Entry, RegisterLink as Address};
use crate::render::apart::apart;
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::resolve::{RegisterPage, Site};

use super::head::AlternateView;
use super::here::HereView;
use super::{DayView, LinkView};

mod advisories;
mod certifications;
mod contacts;
mod faq;
mod subprocessors;
mod updates;

pub(in crate::render) use advisories::{AdvisoriesPage, AdvisoryView};
pub(super) use advisories::{WarnedView, last_warning};
pub(in crate::render) use certifications::CertificationsPage;
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

/// Returns a text in markdown of an entry as HTML.
fn markup<T>(site: &Site, entry: &Entry<T>, key: &str) -> Markup {
    let Some(known) = site.register_text(entry, key) else { return Markup::default() };
    let document = &known.text.document;
    let Some(body) = &document.body else { return Markup::default() };
    let filled = Filled::new(body, &known.links);
    let prefix = site.register_ids.prefix(entry);
    Markup::new(&apart(filled.rest(), &prefix, &document.anchors))
}

fn day(date: Option<Date>) -> Option<DayView> {
    date.map(DayView::from)
}

/// Returns the id of an entry on its page.
fn id<T>(site: &Site, entry: &Entry<T>) -> String {
    site.register_ids.of(entry).to_owned()
}

/// Says where a page of a register is; its ids are apart from those of its entries.
fn here(site: &Site, page: RegisterPage) -> HereView {
    HereView::of_url(site, &page.url()).apart_from(site.register_ids.on(page))
}

/// Returns the link to a page for machines.
fn data(site: &Site, path: &str) -> AlternateView {
    AlternateView {
        label: "JSON",
        media_type: "application/json",
        href: site.config.site.base_url.href(path),
    }
}

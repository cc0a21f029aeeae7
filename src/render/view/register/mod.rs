//! The pages that are made of registers and of advisories.

use crate::base::date::Date;
use crate::parse::register::{Entry, RegisterLink as Address};
use crate::render::body::Filled;
use crate::render::markup::Markup;
use crate::resolve::Site;

use super::head::AlternateView;
use super::{DayView, LinkView};

mod advisories;
mod certifications;
mod contacts;
mod faq;
mod subprocessors;
mod updates;

pub(in crate::render) use advisories::{AdvisoriesPage, AdvisoryView};
pub(in crate::render) use certifications::{CertificationsPage, HeldView, held};
pub(in crate::render) use contacts::{ContactView, contacts};
pub(in crate::render) use faq::FaqPage;
pub(in crate::render) use subprocessors::SubprocessorsPage;
pub(in crate::render) use updates::UpdatesPage;

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
    let body = known.text.document.body.as_ref();
    body.map(|body| Markup::new(Filled::new(body, &known.links).rest()))
        .unwrap_or_default()
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

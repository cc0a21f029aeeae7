//! What the organisation tells its customers.

use std::cmp::Reverse;

use serde::Serialize;

use crate::render::markup::Markup;
use crate::resolve::{RegisterPage, Site};

use super::super::glance::DatedView;
use super::super::here::HereView;
use super::super::{DayView, HeadView, LinkView};
use super::{Anchors, day, markup, register_link};

/// What the template of the updates sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct UpdatesPage {
    head: HeadView,
    here: HereView,
    page: UpdatesView,
}

/// The updates.
#[derive(Debug, Serialize)]
struct UpdatesView {
    /// The updates, the latest first.
    updates: Vec<UpdateView>,
}

/// An update.
#[derive(Debug, Serialize)]
struct UpdateView {
    /// Its identity: the anchor.
    id: String,
    /// Its day.
    day: Option<DayView>,
    /// What happened, in a few words.
    title: String,
    /// What happened.
    text: Markup,
}

impl UpdatesPage {
    /// Gathers what the page shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let url = RegisterPage::Updates.url();
        let mut entries: Vec<_> = site.registers.updates.iter().collect();
        // Stable: what happened on one day stays in the order of the register.
        entries.sort_by_key(|entry| Reverse(entry.value.on));
        let mut anchors = Anchors::default();
        let updates = entries.into_iter().enumerate().map(|(at, entry)| {
            let one = &entry.value;
            let id = anchors.of(one.id.as_ref());
            UpdateView {
                day: day(one.on),
                title: one.title.clone().unwrap_or_default(),
                text: markup(site, (entry, "text"), &Anchors::prefix(&id, at)),
                id,
            }
        });
        let updates = updates.collect();
        let about = "What is new about security and privacy here.";
        Self {
            head: HeadView::new(site, "Updates", &url).described(Some(about.to_owned())),
            here: HereView::of_url(site, &url).apart_from(&anchors.0),
            page: UpdatesView { updates },
        }
    }
}

/// Returns the latest update, which the front page names.
pub(in crate::render::view) fn last_news(site: &Site) -> Option<DatedView> {
    let entries = site.registers.updates.iter().rev();
    let last = &entries.max_by_key(|entry| entry.value.on)?.value;
    let page = register_link(site, RegisterPage::Updates);
    let href = last
        .id
        .as_ref()
        .map_or_else(|| page.href.clone(), |id| format!("{}#{}", page.href, id.as_str()));
    let title = last.title.clone().unwrap_or(page.title);
    Some(DatedView { link: LinkView { title, href }, day: day(last.on) })
}

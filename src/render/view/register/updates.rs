//! What the organisation tells its customers.

use std::cmp::Reverse;

use serde::Serialize;

use crate::render::markup::Markup;
use crate::resolve::{RegisterPage, Site};

use super::super::glance::DatedView;
use super::super::here::HereView;
use super::super::{DayView, HeadView, LinkView};
use super::{day, here, id, markup};

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
        let updates = entries.into_iter().map(|entry| {
            let one = &entry.value;
            UpdateView {
                day: day(one.on),
                title: one.title.clone().unwrap_or_default(),
                text: markup(site, entry, "text"),
                id: id(site, entry),
            }
        });
        let updates = updates.collect();
        let about = "What is new about security and privacy here.";
        Self {
            head: HeadView::new(site, "Updates", &url).described(Some(about.to_owned())),
            here: here(site, RegisterPage::Updates),
            page: UpdatesView { updates },
        }
    }
}

/// Returns the latest update, which the front page names.
pub(in crate::render::view) fn last_news(site: &Site) -> Option<DatedView> {
    let entries = site.registers.updates.iter().rev();
    let last = entries.max_by_key(|entry| entry.value.on)?;
    let href = site.entry_href(RegisterPage::Updates, last);
    let last = &last.value;
    let title = last.title.clone();
    let title = title.unwrap_or_else(|| RegisterPage::Updates.title().to_owned());
    Some(DatedView { link: LinkView { title, href }, day: day(last.on) })
}

//! The ids on the pages that are made of registers.
//!
//! Comes in: what the registers and advisories hold. Goes out: a
//! [`RegisterIds`], from which links know which ids there are, and templates which
//! id an entry has.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::path::UrlPath;
use crate::base::span::Span;
use crate::parse::register::{Entry, Id, Registers, Report};
use crate::parse::{Anchor, RegisterText};

use super::registers::{RegisterPage, is_advisory};
use super::{Page, Site};

/// The id of the contacts on the front page.
pub(super) const CONTACTS: &str = "_contacts";

/// The ids on the pages that are made of registers.
#[derive(Clone, Debug, Default)]
pub struct RegisterIds {
    /// Of each entry, by its place.
    entries: BTreeMap<(usize, Span), EntryId>,
    /// Of each page, sorted by id.
    pages: Vec<(RegisterPage, Vec<Anchor>)>,
    /// Whether the front page shows whom to write to.
    has_contacts: bool,
}

/// How an entry is named on its page.
#[derive(Clone, Debug)]
struct EntryId {
    /// Its id; empty where it has none, or an entry before has the same.
    id: String,
    /// How many entries of its register come before it.
    position: usize,
}

impl RegisterIds {
    /// Names every entry.
    pub(super) fn new(
        (registers, texts): (&Registers, &[RegisterText]),
        pages: &[Page],
    ) -> Self {
        let mut names =
            Self { has_contacts: !registers.contacts.is_empty(), ..Self::default() };
        for page in RegisterPage::ALL {
            let mut ids: BTreeSet<String> =
                page.parts().iter().copied().map(str::to_owned).collect();
            match page {
                RegisterPage::Advisories => {
                    let listed = pages.iter().filter(|page| is_advisory(page));
                    ids.extend(listed.map(|page| page.id.clone()));
                }
                // They come first: their ids are theirs whatever a report is called.
                RegisterPage::Certifications => {
                    names.enter(
                        &registers.certifications,
                        |it| own(it.id.as_ref()),
                        &mut ids,
                    );
                    let report = |it: &Report| report_id(registers, it);
                    names.enter(&registers.reports, report, &mut ids);
                }
                RegisterPage::Faq => {
                    names.enter(&registers.faq, |it| own(it.id.as_ref()), &mut ids);
                    names.enter_texts(&registers.faq, "answer", texts, &mut ids);
                }
                RegisterPage::Subprocessors => {
                    names.enter(
                        &registers.subprocessors,
                        |it| own(it.id.as_ref()),
                        &mut ids,
                    );
                }
                RegisterPage::Updates => {
                    names.enter(&registers.updates, |it| own(it.id.as_ref()), &mut ids);
                    names.enter_texts(&registers.updates, "text", texts, &mut ids);
                }
            }
            let anchor = |id| Anchor { id, span: Span::default(), alias_of: None };
            names.pages.push((page, ids.into_iter().map(anchor).collect()));
        }
        names
    }

    /// Names the entries of a register.
    fn enter<T>(
        &mut self,
        entries: &[Entry<T>],
        id_of: impl Fn(&T) -> Option<String>,
        ids: &mut BTreeSet<String>,
    ) {
        for (position, entry) in entries.iter().enumerate() {
            let id = id_of(&entry.value).filter(|id| ids.insert(id.clone()));
            let id = id.unwrap_or_default();
            self.entries.insert(place(entry), EntryId { id, position });
        }
    }

    /// Adds the ids in the texts of a register.
    fn enter_texts<T>(
        &self,
        entries: &[Entry<T>],
        key: &str,
        texts: &[RegisterText],
        ids: &mut BTreeSet<String>,
    ) {
        for entry in entries {
            let wanted = (entry.file, entry.place(key));
            let at = texts.binary_search_by_key(&wanted, |text| (text.file, text.span));
            let text = at.ok().and_then(|at| texts.get(at));
            let prefix = self.prefix(entry);
            let anchors = text.into_iter().flat_map(|text| &text.document.anchors);
            ids.extend(anchors.map(|anchor| format!("{prefix}{}", anchor.id)));
        }
    }

    /// Returns the id of an entry on its page; empty where it has none, or an
    /// entry before has the same.
    pub fn of<T>(&self, entry: &Entry<T>) -> &str {
        self.entries.get(&place(entry)).map_or("", |known| known.id.as_str())
    }

    /// Returns what the ids in the text of an entry begin with: nothing that can be
    /// the id of an entry or of a part of the page.
    pub fn prefix<T>(&self, entry: &Entry<T>) -> String {
        match self.entries.get(&place(entry)) {
            Some(EntryId { id, position }) if id.is_empty() => format!("_.{position}."),
            known => format!("_{}.", known.map_or("", |known| known.id.as_str())),
        }
    }

    /// Returns every id of a page that links can name, sorted.
    pub fn on(&self, page: RegisterPage) -> &[Anchor] {
        let found = self.pages.iter().find(|(known, _)| *known == page);
        found.map_or(&[], |(_, ids)| ids)
    }

    /// Returns every id of the page at a URL, if a register makes that page.
    pub(super) fn at(&self, url: &UrlPath) -> Option<&[Anchor]> {
        let page = RegisterPage::ALL.into_iter().find(|page| page.url() == *url)?;
        Some(self.on(page))
    }

    /// Returns whether the front page has an id because of a register.
    pub(super) fn has_front(&self, id: &str) -> bool {
        self.has_contacts && id == CONTACTS
    }
}

fn place<T>(entry: &Entry<T>) -> (usize, Span) {
    (entry.file, entry.start())
}

fn own(id: Option<&Id>) -> Option<String> {
    id.map(|id| id.as_str().to_owned())
}

/// Returns the id of a report, on the page that has the certifications as well.
fn report_id(registers: &Registers, report: &Report) -> Option<String> {
    let id = report.id.as_ref()?;
    let mut certifications = registers.certifications.iter();
    let is_taken = certifications.any(|entry| entry.value.id.as_ref() == Some(id));
    let prefix = if is_taken { "_report-" } else { "" };
    Some(format!("{prefix}{}", id.as_str()))
}

impl RegisterPage {
    /// Returns the ids of the parts that the page may have.
    const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Certifications => &["_reports"],
            Self::Subprocessors => &["_announced", "_current", "_removed"],
            Self::Advisories | Self::Faq | Self::Updates => &[],
        }
    }
}

impl Site {
    /// Returns the address of an entry of a register.
    pub fn entry_href<T>(&self, page: RegisterPage, entry: &Entry<T>) -> String {
        let href = self.config.site.base_url.href(&page.url().encoded());
        match self.register_ids.of(entry) {
            "" => href,
            id => format!("{href}#{id}"),
        }
    }
}

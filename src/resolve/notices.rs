//! What happened besides the documents: to sub-processors, certifications, reports
//! and advisories, and what customers were told.
//!
//! A register says how things stand, and with which days; what it does not say any
//! more is told no longer. An entry without an id has nothing to be known by.

use crate::base::date::Date;
use crate::config::Kind;
use crate::parse::Document;
use crate::parse::register::{
    Certification, CertificationStatus, Id, Registers, Report, Subprocessor, Update,
};

use super::events::{Event, EventKind, Sources, Subject};
use super::{Page, RegisterPage, SettledText};

/// Tells what the registers and the advisories say.
pub(super) fn notices(sources: &Sources<'_>) -> Vec<Event> {
    let (registers, texts) = sources.registers;
    let mut notices = of_registers(registers, texts);
    let all = sources.documents.iter().zip(sources.pages);
    let told = all
        .filter(|(_, page)| page.kind == Kind::Advisory && page.publication.is_listed());
    notices.extend(told.flat_map(|(document, page)| of_advisory(document, page)));
    notices
}

fn of_registers(registers: &Registers, texts: &[SettledText]) -> Vec<Event> {
    let others = registers.subprocessors.iter();
    let others =
        others.flat_map(|entry| of_subprocessor(&entry.value, registers.notice_days));
    let certified = registers.certifications.iter();
    let certified = certified.filter_map(|entry| of_certification(&entry.value));
    let reports = registers.reports.iter().filter_map(|entry| of_report(&entry.value));
    let updates = registers.updates.iter().filter_map(|entry| {
        let place = (entry.file, entry.place("text"));
        let text = texts.iter().find(|it| (it.text.file, it.text.span) == place);
        let lead = text.map(|it| it.text.document.text.lead.clone());
        of_update(&entry.value, lead.filter(|lead| !lead.is_empty()))
    });
    others.chain(certified).chain(reports).chain(updates).collect()
}

fn of_advisory(document: &Document, page: &Page) -> Vec<Event> {
    let summary = document.front_matter.summary.as_ref().map(|it| it.value.clone());
    let event = |kind: EventKind, on: Date| Event {
        key: format!("{}#{}-{on}", page.url.encoded(), kind.as_str()),
        summary: summary.clone(),
        ..Event::new(Subject::Advisory, kind, on, (&page.id, &page.title), &page.url)
    };
    let issued = page.dates.issued_on.or(page.dates.last_updated_on);
    let changed = page.dates.last_updated_on.filter(|day| Some(*day) > issued);
    let issued = issued.map(|on| event(EventKind::Published, on));
    issued.into_iter().chain(changed.map(|on| event(EventKind::Changed, on))).collect()
}

fn of_subprocessor(one: &Subprocessor, notice_days: Option<u32>) -> Vec<Event> {
    let name = one.brand.as_ref().or(one.legal_name.as_ref());
    let (Some(id), Some(name)) = (one.id.as_ref(), name) else { return Vec::new() };
    let announced = EventKind::Announced {
        begins: one.effective_on,
        objection_until: one.objection_until(notice_days),
    };
    let events = [
        (announced, one.announced_on),
        (EventKind::Added, one.effective_on),
        (EventKind::Removed, one.removed_on),
    ];
    let told = events.into_iter().filter_map(|(kind, on)| {
        let (subject, page) = (Subject::Subprocessor, RegisterPage::Subprocessors);
        let event = of_entry((subject, page), kind, on?, (id, name));
        Some(Event { summary: one.purpose.clone(), ..event })
    });
    told.collect()
}

fn of_certification(one: &Certification) -> Option<Event> {
    let is_held = one.status.unwrap_or_default() == CertificationStatus::Obtained;
    let on = one.issued_on.or(one.valid_from).filter(|_| is_held)?;
    let (subject, page) = (Subject::Certification, RegisterPage::Certifications);
    let name = (one.id.as_ref()?, one.name.as_deref()?);
    let event = of_entry((subject, page), EventKind::Obtained, on, name);
    Some(Event { summary: one.scope.clone(), ..event })
}

fn of_report(one: &Report) -> Option<Event> {
    let (subject, page) = (Subject::Report, RegisterPage::Certifications);
    let name = (one.id.as_ref()?, one.title.as_deref()?);
    let event = of_entry((subject, page), EventKind::Issued, one.issued_on?, name);
    Some(Event { summary: one.summary.clone(), ..event })
}

fn of_update(one: &Update, lead: Option<String>) -> Option<Event> {
    let (subject, page) = (Subject::Update, RegisterPage::Updates);
    let name = (one.id.as_ref()?, one.title.as_deref()?);
    let event = of_entry((subject, page), EventKind::Told, one.on?, name);
    Some(Event { summary: lead, ..event })
}

/// Tells of an entry, which is read where its page shows it.
fn of_entry(
    (subject, page): (Subject, RegisterPage),
    kind: EventKind,
    on: Date,
    (id, name): (&Id, &str),
) -> Event {
    let (id, url) = (id.as_str(), page.url());
    Event {
        key: format!("{}#{id}-{}-{on}", url.encoded(), kind.as_str()),
        anchor: Some(id.to_owned()),
        ..Event::new(subject, kind, on, (id, name), &url)
    }
}

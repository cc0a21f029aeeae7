//! `/api/v1/changes.json` and `/changes.atom`: what happened to the documents, to
//! sub-processors, certifications, reports and advisories, and what customers were
//! told; the latest first. Nothing of it depends on the day of the build, so what is
//! to happen on a day to come is told with that day.
//!
//! The first file has the latest items, and leads to one for each year; an item
//! keeps its id wherever it stands. The forms are
//! [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/) and Atom
//! ([RFC 4287](https://www.rfc-editor.org/rfc/rfc4287)).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::archive::{ChangeClass, Outcome};
use crate::base::date::Date;
use crate::base::html::escape;
use crate::base::path::UrlPath;
use crate::resolve::{Event, EventKind, LATEST_EVENTS, Site, Subject};

use super::{Planned, absolute, json, text};

/// Before everything: the date of a feed in which nothing has a date.
const EPOCH: &str = "1970-01-01";

/// A JSON Feed.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of JSON Feed")]
struct Feed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    language: String,
    authors: [Author; 1],
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Author {
    name: String,
    url: String,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    url: String,
    title: String,
    content_text: String,
    date_published: String,
    tags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    _policy: Option<PolicyItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    _entry: Option<EntryItem>,
}

/// What a program wants to know of an item that is no document; every key is always
/// there.
#[derive(Debug, Serialize)]
struct EntryItem {
    /// What it is in: a register, or the advisories.
    register: &'static str,
    id: String,
    event: &'static str,
    /// Where all of it is.
    data_url: Option<String>,
    /// From when a sub-processor that was announced is used.
    effective_on: Option<Date>,
    /// Until when customers can object to it.
    objection_until: Option<Date>,
}

/// What a program wants to know of an item about a document; every key is always
/// there.
#[derive(Debug, Serialize)]
struct PolicyItem {
    id: String,
    event: &'static str,
    version: Option<String>,
    change_class: Option<ChangeClass>,
    outcome: Option<Outcome>,
    by: Option<String>,
    former_url: Option<String>,
    redline_url: Option<String>,
    text_sha256: Option<String>,
}

/// Plans the feeds.
pub(super) fn changes(site: &Site) -> Vec<Planned<'_>> {
    const FIRST: &str = "/api/v1/changes.json";
    let mut years: BTreeMap<UrlPath, Vec<&Event>> = BTreeMap::new();
    let is_all = site.events.len() <= LATEST_EVENTS;
    for event in site.events.iter().filter(|_| !is_all) {
        years.entry(event.year_url()).or_default().push(event);
    }
    let latest: Vec<&Event> = site.events.iter().take(LATEST_EVENTS).collect();
    let oldest = latest.last().filter(|_| !is_all).map(|event| event.year_url());
    let (first, of_atom, of_feed) = (latest.clone(), latest.clone(), latest);
    let mut files = vec![
        json(FIRST, move || feed(site, FIRST, &first, oldest.as_ref())),
        text("/changes.atom", move || atom(site, &of_atom)),
        // The name under which feed readers of old look for it.
        text("/feed.xml", move || atom(site, &of_feed)),
    ];
    let mut earlier: Option<UrlPath> = None;
    for (url, events) in years {
        let next = earlier.replace(url.clone());
        let path = url.as_str().to_owned();
        files.push(json(&path, move || feed(site, url.as_str(), &events, next.as_ref())));
    }
    files
}

fn feed(site: &Site, path: &str, events: &[&Event], next: Option<&UrlPath>) -> Feed {
    Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: site.config.site.title.clone(),
        home_page_url: absolute(site, "/"),
        feed_url: absolute(site, path),
        next_url: next.map(|next| absolute(site, next.as_str())),
        language: site.config.site.language.clone(),
        authors: [Author {
            name: site.config.site.publisher.clone(),
            url: absolute(site, "/"),
        }],
        items: events.iter().map(|event| item(site, event)).collect(),
    }
}

fn item(site: &Site, event: &Event) -> Item {
    let register = register(event.subject);
    let kind = event.kind.as_str();
    Item {
        id: absolute(site, &event.key),
        url: address(site, event),
        title: title(event),
        content_text: words(event),
        date_published: format!("{}T00:00:00Z", event.on),
        tags: register.map(|(name, _)| name).into_iter().chain([kind]).collect(),
        _policy: register.is_none().then(|| policy_item(site, event)),
        _entry: register.map(|register| entry_item(site, event, register)),
    }
}

/// Returns the address at which an event is best read.
fn address(site: &Site, event: &Event) -> String {
    let page = absolute(site, &event.url.encoded());
    event.anchor.as_ref().map_or(page.clone(), |anchor| format!("{page}#{anchor}"))
}

/// Returns what an entry is in, and the name of its data; nothing for a document.
const fn register(subject: Subject) -> Option<(&'static str, Option<&'static str>)> {
    match subject {
        Subject::Document => None,
        Subject::Advisory => Some(("advisories", Some("advisories"))),
        Subject::Certification => Some(("certifications", Some("certifications"))),
        Subject::Report => Some(("reports", Some("certifications"))),
        Subject::Subprocessor => Some(("subprocessors", Some("subprocessors"))),
        Subject::Update => Some(("updates", None)),
    }
}

fn entry_item(
    site: &Site,
    event: &Event,
    (register, data): (&'static str, Option<&str>),
) -> EntryItem {
    let (effective_on, objection_until) = match event.kind {
        EventKind::Announced { begins, objection_until } => (begins, objection_until),
        _ => (None, None),
    };
    EntryItem {
        register,
        id: event.id.clone(),
        event: event.kind.as_str(),
        data_url: data.map(|name| absolute(site, &format!("/api/v1/{name}.json"))),
        effective_on,
        objection_until,
    }
}

fn policy_item(site: &Site, event: &Event) -> PolicyItem {
    let (by, outcome, former) = match &event.kind {
        EventKind::Reviewed { by, outcome } => (by.clone(), Some(*outcome), None),
        EventKind::Renamed { from } => {
            (None, None, Some(absolute(site, &from.encoded())))
        }
        _ => (None, None, None),
    };
    PolicyItem {
        id: event.id.clone(),
        event: event.kind.as_str(),
        version: event.version.as_ref().map(ToString::to_string),
        change_class: event.class,
        outcome,
        by,
        former_url: former,
        redline_url: event.redline.as_ref().map(|url| absolute(site, &url.encoded())),
        text_sha256: event.words_sha256.clone(),
    }
}

/// Returns the headline of an event.
fn title(event: &Event) -> String {
    let name = &event.title;
    let version = event.version.as_ref();
    let version = version.map(|it| format!(" (version {it})")).unwrap_or_default();
    let day = event.on.long();
    match &event.kind {
        EventKind::Published if event.subject == Subject::Advisory => {
            format!("Advisory: {name}")
        }
        EventKind::Changed => format!("Advisory changed: {name}"),
        EventKind::Announced { .. } => format!("Sub-processor announced: {name}"),
        EventKind::Added => format!("Sub-processor in use from {day}: {name}"),
        EventKind::Removed => format!("Sub-processor not in use from {day}: {name}"),
        EventKind::Obtained => format!("Certification: {name}"),
        EventKind::Issued => format!("Report: {name}"),
        EventKind::Told => name.clone(),
        EventKind::Published => format!("Published: {name}{version}"),
        EventKind::Revised => format!("Revised: {name}{version}"),
        EventKind::Reviewed { .. } => format!("Reviewed: {name}{version}"),
        EventKind::Renamed { .. } => format!("Moved: {name}"),
        EventKind::Superseded => format!("Superseded: {name}{version}"),
        EventKind::Withdrawn => format!("Withdrawn: {name}{version}"),
    }
}

/// Returns what there is to say about an event: never nothing, as both feeds
/// need a text.
fn words(event: &Event) -> String {
    if let EventKind::Announced { begins, objection_until } = event.kind {
        return announcement(event, begins, objection_until);
    }
    if let Some(summary) = &event.summary {
        return summary.clone();
    }
    let by = |role: &Option<String>| {
        role.as_ref().map(|role| format!(" by {role}")).unwrap_or_default()
    };
    match &event.kind {
        EventKind::Published if event.subject == Subject::Document => {
            "The first version.".to_owned()
        }
        EventKind::Revised => "A new version.".to_owned(),
        EventKind::Reviewed { by: role, outcome } => {
            let outcome = match outcome {
                Outcome::NoChange => "it holds as it is",
                Outcome::Revised => "it was changed",
                Outcome::Retire => "it is to be withdrawn",
            };
            format!("Reviewed{}: {outcome}.", by(role))
        }
        EventKind::Renamed { from } => format!("It was at {from} before."),
        EventKind::Superseded => "Another document took its place.".to_owned(),
        EventKind::Withdrawn => "It is no longer valid.".to_owned(),
        EventKind::Published
        | EventKind::Added
        | EventKind::Announced { .. }
        | EventKind::Changed
        | EventKind::Issued
        | EventKind::Obtained
        | EventKind::Removed
        | EventKind::Told => title(event),
    }
}

fn announcement(event: &Event, begins: Option<Date>, until: Option<Date>) -> String {
    let summary = event.summary.as_ref().unwrap_or(&event.title);
    let summary = format!("{}.", summary.trim_end_matches('.'));
    let begins = begins.map(|day| format!("In use from {}.", day.long()));
    let until = until.map(|day| format!("Customers can object until {}.", day.long()));
    let parts: Vec<String> = [summary].into_iter().chain(begins).chain(until).collect();
    parts.join(" ")
}

fn atom(site: &Site, events: &[&Event]) -> String {
    // What a register plans for a day to come has not changed anything yet.
    let is_plan =
        |event: &&&Event| matches!(event.kind, EventKind::Added | EventKind::Removed);
    let latest = events.iter().find(|event| !is_plan(event)).or(events.first());
    let updated = latest.map_or(EPOCH.to_owned(), |event| event.on.to_string());
    let home = escape(&absolute(site, "/"));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        escape(&site.config.site.language),
        escape(&site.config.site.title),
        escape(&site.config.site.publisher),
        escape(&absolute(site, "/changes.atom")),
    );
    for event in events {
        let day = event.on;
        writeln!(
            xml,
            "<entry><id>{}</id><title>{}</title><updated>{day}T00:00:00Z</updated>\
             <category term=\"{}\"/>\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\
             <summary>{}</summary></entry>",
            escape(&absolute(site, &event.key)),
            escape(&title(event)),
            event.kind.as_str(),
            escape(&address(site, event)),
            escape(&words(event)),
        )
        .expect("strings grow");
    }
    xml.push_str("</feed>\n");
    xml
}

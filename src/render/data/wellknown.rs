//! What programs look for where every site has it: `security.txt`, the catalog of
//! data, and the list for language models.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::json;

use crate::base::date::Date;
use crate::parse::register::{Certification, CertificationStatus, Subprocessor};
use crate::render::GUIDE;
use crate::resolve::{CSAF_PROVIDER, RegisterPage, SECURITY_TXT, Site};

use super::policy::{Entries, PolicyEntry};
use super::{Planned, SCHEMA_VERSION, absolute, json as file, text};

/// The path of the catalog ([RFC 9727](https://www.rfc-editor.org/rfc/rfc9727)).
const CATALOG: &str = "/.well-known/api-catalog";

/// Plans the files.
pub(super) fn well_known<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
) -> [Planned<'a>; 3] {
    let known = Arc::clone(entries);
    [
        security_txt(site).and_then(|it| text(SECURITY_TXT, move || it.clone())),
        file(CATALOG, || catalog(site)),
        text("/llms.txt", move || llms(site, known.all())),
    ]
}

/// Returns `security.txt` as the register has it
/// ([RFC 9116](https://www.rfc-editor.org/rfc/rfc9116)); a file of the site takes
/// its place.
fn security_txt(site: &Site) -> Option<String> {
    let stated = &site.registers.security_txt.as_ref()?.value;
    if !site.security_txt.as_ref()?.is_made {
        return None;
    }
    let mut lines = Vec::new();
    let mail = site.registers.security_contact();
    let contact = mail.map(|mail| format!("mailto:{}", mail.as_str()));
    let general = || site.config.site.contact.as_deref().map(reachable);
    lines.push(("Contact", contact.or_else(general)?));
    lines.extend(stated.expires.map(|day| ("Expires", format!("{day}T00:00:00Z"))));
    let links = [
        ("Policy", &stated.policy),
        ("Acknowledgments", &stated.acknowledgments),
        ("Encryption", &stated.encryption),
        ("Hiring", &stated.hiring),
    ];
    for (field, link) in links {
        let href = link.as_ref().and_then(|link| {
            let known =
                site.register_links.iter().find(|it| it.href.value == link.as_str())?;
            Some(known.settled.href.as_str()).filter(|_| known.settled.defect.is_none())
        });
        lines.extend(href.map(|href| (field, whole(site, href))));
    }
    if site.csaf().next().is_some() {
        lines.push(("CSAF", absolute(site, CSAF_PROVIDER)));
    }
    if !stated.preferred_languages.is_empty() {
        lines.push(("Preferred-Languages", stated.preferred_languages.join(", ")));
    }
    if site.config.site.base_url.origin().is_some() {
        lines.push(("Canonical", absolute(site, SECURITY_TXT)));
    }
    let lines = lines.iter().map(|(field, value)| {
        // A value cannot begin another field.
        let value = value.replace(['\r', '\n'], " ");
        format!("{field}: {value}\n")
    });
    Some(lines.collect())
}

/// Returns an `href` as an absolute address, where the host is known.
fn whole(site: &Site, href: &str) -> String {
    match site.config.site.base_url.origin() {
        Some(origin) if href.starts_with('/') => format!("{origin}{href}"),
        _ => href.to_owned(),
    }
}

/// Returns a contact as an address: a mail address gets its scheme.
fn reachable(contact: &str) -> String {
    let is_mail = contact.contains('@') && !contact.contains(':');
    if is_mail { format!("mailto:{contact}") } else { contact.to_owned() }
}

fn catalog(site: &Site) -> serde_json::Value {
    let href = |path: &str| absolute(site, path);
    let schema =
        |name: &str| href(&format!("/api/v1/schema/{name}-{SCHEMA_VERSION}.json"));
    let mut apis = vec![
        ("policies", "policy-index"),
        ("staleness", "staleness"),
        ("controls", "controls"),
    ];
    for page in site.register_pages() {
        match page {
            RegisterPage::Advisories => apis.push(("advisories", "advisories")),
            RegisterPage::Certifications => {
                apis.push(("certifications", "certifications"));
            }
            RegisterPage::Subprocessors => apis.push(("subprocessors", "subprocessors")),
            RegisterPage::Faq | RegisterPage::Updates => (),
        }
    }
    let path = |name: &str| format!("/api/v1/{name}.json");
    let items = apis.iter().map(
        |(name, _)| json!({ "href": href(&path(name)), "type": "application/json" }),
    );
    let mut linkset =
        vec![json!({ "anchor": href(CATALOG), "item": items.collect::<Vec<_>>() })];
    linkset.extend(apis.iter().map(|(name, described)| {
        json!({
            "anchor": href(&path(name)),
            "describedby": [{ "href": schema(described), "type": "application/schema+json" }],
            "service-doc": [{ "href": href(GUIDE), "type": "text/html" }],
        })
    }));
    json!({ "linkset": linkset })
}

/// Lists what language models should read ([llmstxt.org](https://llmstxt.org)).
fn llms(site: &Site, entries: &[PolicyEntry]) -> String {
    let mut text = format!("# {}\n", line(&site.config.site.title));
    let front = site.published().find(|(_, _, page)| page.url.as_str() == "/");
    let summary =
        front.and_then(|(_, document, _)| document.front_matter.summary.as_ref());
    if let Some(summary) = summary {
        _ = writeln!(text, "\n> {}", line(&summary.value));
    }
    let held = site.registers.certifications.iter();
    list(
        &mut text,
        "Certifications",
        held.filter_map(|entry| certification(&entry.value)),
    );
    list(&mut text, "Documents", entries.iter().map(document));
    let others = site.registers.subprocessors.iter();
    list(&mut text, "Sub-processors", others.filter_map(|entry| other(&entry.value)));
    let data = [("Policy index", "policies"), ("Changes", "changes")];
    let data = data.map(|(title, name)| {
        format!("[{title}]({})", absolute(site, &format!("/api/v1/{name}.json")))
    });
    list(&mut text, "Data", data.into_iter());
    text
}

fn certification(one: &Certification) -> Option<String> {
    let name = line(one.name.as_ref()?);
    match one.status.unwrap_or_default() {
        CertificationStatus::Obtained => {
            let until = one.valid_until.or(one.period_end);
            Some(format!("{name}{}", said("until", until)))
        }
        CertificationStatus::InProgress => {
            Some(format!("{name}: in progress{}", said("expected", one.expected_on)))
        }
        CertificationStatus::Lapsed => None,
    }
}

fn document(entry: &PolicyEntry) -> String {
    let version = entry.version.as_ref().map(|it| format!("version {it}"));
    let since = said("in force since", entry.effective_on);
    let facts = format!("{}{since}", version.unwrap_or_default());
    let facts = facts.trim_start_matches(", ");
    let href = entry.text_url.as_ref().unwrap_or(&entry.url);
    let about = entry.summary.as_deref().map(line).unwrap_or_default();
    format!("[{}]({href}): {facts}. {about}", line(&entry.title))
}

fn other(one: &Subprocessor) -> Option<String> {
    let name = one.brand.as_ref().or(one.legal_name.as_ref());
    let name = name.filter(|_| one.removed_on.is_none())?;
    let purpose = one.purpose.as_deref().unwrap_or_default();
    Some(format!("{}: {}", line(name), line(purpose)))
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        _ = writeln!(text, "\n## {title}\n");
    }
    for line in lines {
        _ = writeln!(text, "- {line}");
    }
}

fn said(what: &str, day: Option<Date>) -> String {
    day.map(|day| format!(", {what} {day}")).unwrap_or_default()
}

/// Returns a text on one line.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

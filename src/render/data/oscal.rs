//! `/oscal/component-definition.json`: the documents and the controls that they name,
//! in the form of [OSCAL](https://pages.nist.gov/OSCAL/).
//!
//! A document is a component, and a resource with the digests of its texts. Which
//! control it supports is all that front matter says; so that is all that is said of
//! the control here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::base::framework::Framework;
use crate::base::slug::slug;
use crate::config::Kind;
use crate::resolve::Site;

use super::index::last_modified;
use super::policy::{Digests, Entries, Party, PolicyEntry, uuid};
use super::wellknown::line;
use super::{Planned, absolute, json as file};

/// The path of the file.
const PATH: &str = "/oscal/component-definition.json";

/// The version of OSCAL that the file follows.
const OSCAL: &str = "1.2.1";

/// The day of a site in which nothing has one.
const EPOCH: &str = "1970-01-01";

/// Plans the file; there is none without documents.
pub(super) fn oscal<'a>(site: &'a Site, entries: &Arc<Entries<'a>>) -> Planned<'a> {
    // Without one there is nothing to define.
    site.controlled().next()?;
    let known = Arc::clone(entries);
    file(PATH, move || definition(site, known.all()))
}

fn definition(site: &Site, entries: &[PolicyEntry]) -> Value {
    let components = entries.iter().map(|entry| component(site, entry));
    let resources = entries.iter().map(|entry| resource(site, entry));
    let unpublished = unpublished(site, entries).into_values();
    let definition = json!({
        "uuid": uuid(site, "oscal/definition"),
        "metadata": metadata(site, entries),
        "components": components.collect::<Vec<_>>(),
        "back-matter": { "resources": resources.chain(unpublished).collect::<Vec<_>>() },
    });
    json!({ "component-definition": definition })
}

fn metadata(site: &Site, entries: &[PolicyEntry]) -> Value {
    let day =
        last_modified(entries).map_or_else(|| EPOCH.to_owned(), |day| day.to_string());
    let publisher = uuid(site, "oscal/publisher");
    let mut roles = BTreeMap::from([("creator".to_owned(), "Publisher".to_owned())]);
    for party in entries.iter().flat_map(owners) {
        roles.entry(role_id(party)).or_insert_with(|| line(&party.role));
    }
    let roles = roles.into_iter().map(|(id, title)| json!({ "id": id, "title": title }));
    json!({
        "title": line(&site.config.site.title),
        "last-modified": format!("{day}T00:00:00Z"),
        "version": day,
        "oscal-version": OSCAL,
        "links": [
            { "href": absolute(site, PATH), "rel": "canonical" },
            { "href": absolute(site, "/api/v1/policies.json"), "rel": "alternate" },
        ],
        "roles": roles.collect::<Vec<_>>(),
        "parties": [{
            "uuid": publisher,
            "type": "organization",
            "name": line(&site.config.site.publisher),
            "links": [{ "href": absolute(site, "/") }],
        }],
        "responsible-parties": [{ "role-id": "creator", "party-uuids": [publisher] }],
    })
}

fn owners(entry: &PolicyEntry) -> impl Iterator<Item = &Party> {
    let all = entry.owner.iter().chain(&entry.co_owners);
    all.filter(|party| !slug(&party.role).is_empty())
}

fn role_id(party: &Party) -> String {
    token(&slug(&party.role))
}

fn component(site: &Site, entry: &PolicyEntry) -> Value {
    let mut links = vec![
        json!({ "href": entry.url, "rel": "canonical" }),
        json!({ "href": format!("#{}", resource_id(site, entry)), "rel": "reference" }),
    ];
    links.extend(
        entry.version_url.as_ref().map(|url| json!({ "href": url, "rel": "self" })),
    );
    let mut component = json!({
        "uuid": entry.uuid,
        "type": component_type(entry.kind),
        "title": line(&entry.title),
        "description": description(entry),
        "links": links,
    });
    if let Some(version) = &entry.version {
        component["props"] = json!([{ "name": "version", "value": line(version) }]);
    }
    let roles: BTreeSet<String> = owners(entry).map(role_id).collect();
    if !roles.is_empty() {
        let roles = roles.into_iter().map(|id| json!({ "role-id": id }));
        component["responsible-roles"] = roles.collect();
    }
    let implementations = implementations(site, entry);
    if !implementations.is_empty() {
        component["control-implementations"] = json!(implementations);
    }
    component
}

/// Returns what the document says of itself; its title where it says nothing.
fn description(entry: &PolicyEntry) -> String {
    line(entry.summary.as_ref().unwrap_or(&entry.title))
}

const fn component_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Procedure => "process-procedure",
        Kind::Guide | Kind::Handbook => "guidance",
        other => other.as_str(),
    }
}

/// Returns the controls that a document names, by framework. Without a framework an
/// id says nothing.
fn by_framework(entry: &PolicyEntry) -> BTreeMap<&str, BTreeMap<String, &str>> {
    let mut known: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    for control in &entry.controls {
        let Some(framework) = control.framework.as_deref() else { continue };
        for id in control.id.split([',', ';']).map(str::trim) {
            if let Some(token) = control_id(framework, id) {
                known.entry(framework).or_default().insert(token, id);
            }
        }
    }
    known
}

fn implementations(site: &Site, entry: &PolicyEntry) -> Vec<Value> {
    let one = |(framework, controls): (&str, BTreeMap<String, &str>)| {
        let name =
            |rest: &str| uuid(site, &format!("oscal/{}/{framework}{rest}", entry.id));
        let version =
            entry.version.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let requirements = controls.iter().map(|(token, id)| {
            let said = format!("{}{version} names this control: {id}.", entry.title);
            json!({
                "uuid": name(&format!("/{token}")),
                "control-id": token,
                "description": line(&said),
            })
        });
        let requirements: Vec<_> = requirements.collect();
        let title = Framework::named(framework).map_or(framework, |known| known.title);
        json!({
            "uuid": name(""),
            "source": source(site, framework),
            "description": line(&format!("The controls of {title} that this document names.")),
            "implemented-requirements": requirements,
        })
    };
    by_framework(entry).into_iter().map(one).collect()
}

/// Returns where the controls of a framework are: its catalog in OSCAL, else where it
/// is published, else a resource of this file that has its name.
fn source(site: &Site, framework: &str) -> String {
    const CATALOGS: &str =
        "https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/";
    let catalog = match framework {
        "nist-800-53" => Some("SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json"),
        "nist-csf" => Some("CSF/v2.0/json/NIST_CSF_v2.0_catalog.json"),
        _ => None,
    };
    match (catalog, Framework::named(framework)) {
        (Some(catalog), _) => format!("{CATALOGS}{catalog}"),
        (None, Some(known)) => known.url.to_owned(),
        (None, None) => format!("#{}", framework_id(site, framework)),
    }
}

fn framework_id(site: &Site, framework: &str) -> String {
    uuid(site, &format!("oscal/framework/{framework}"))
}

/// Returns a resource for each framework that documents name and we do not know.
fn unpublished<'a>(site: &Site, entries: &'a [PolicyEntry]) -> BTreeMap<&'a str, Value> {
    let named = entries.iter().flat_map(|entry| by_framework(entry).into_keys());
    let unknown = named.filter(|name| Framework::named(name).is_none());
    let resource =
        |name: &str| json!({ "uuid": framework_id(site, name), "title": line(name) });
    unknown.map(|name| (name, resource(name))).collect()
}

/// Returns the id of a control as OSCAL writes it: NIST's as in its catalog
/// (`ac-2.1`), all others with what a token cannot hold replaced. A range is no
/// control.
fn control_id(framework: &str, id: &str) -> Option<String> {
    if id.is_empty() || id.contains(['–', '—']) || id.contains("..") || id.contains(" - ")
    {
        return None;
    }
    let token = token(id);
    Some(if framework == "nist-800-53" { token.to_lowercase() } else { token })
}

/// Returns a text as a token: letters, digits, dots, hyphens and underscores, the
/// first of them no digit.
fn token(text: &str) -> String {
    let mut token = String::new();
    for character in text.chars() {
        match character {
            '(' | '[' => token.push('.'),
            ')' | ']' => (),
            '.' | '_' | '-' => token.push(character),
            other if other.is_alphanumeric() => token.push(other),
            _ if token.ends_with('-') => (),
            _ => token.push('-'),
        }
    }
    if !token.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        token.insert(0, '_');
    }
    token
}

fn resource_id(site: &Site, entry: &PolicyEntry) -> String {
    uuid(site, &format!("oscal/{}", entry.id))
}

/// Describes a document with its texts and their digests.
fn resource(site: &Site, entry: &PolicyEntry) -> Value {
    let mut props = Vec::new();
    props.extend(
        resource_type(entry.kind).map(|it| json!({ "name": "type", "value": it })),
    );
    props.extend(
        entry.version.as_ref().map(|it| json!({ "name": "version", "value": line(it) })),
    );
    props.extend(
        entry.effective_on.or(entry.issued_on).map(
            |day| json!({ "name": "published", "value": format!("{day}T00:00:00Z") }),
        ),
    );
    let mut links = vec![json!({ "href": entry.url, "media-type": "text/html" })];
    if let Some(Digests { source, text }) = &entry.digests {
        let files = [
            (&entry.source_url, "text/markdown", source),
            (&entry.text_url, "text/plain", text),
        ];
        links.extend(files.into_iter().filter_map(|(url, media_type, digest)| {
            Some(json!({
                "href": url.as_ref()?,
                "media-type": media_type,
                "hashes": [{ "algorithm": "SHA-256", "value": digest.sha256 }],
            }))
        }));
    }
    let mut resource = json!({
        "uuid": resource_id(site, entry),
        "title": line(&entry.title),
        "description": description(entry),
        "rlinks": links,
    });
    if !props.is_empty() {
        resource["props"] = json!(props);
    }
    if let Some(reference) = &entry.reference {
        resource["document-ids"] = json!([{ "identifier": line(reference) }]);
    }
    resource
}

/// Returns the word that OSCAL has for a sort of document, if it has one.
const fn resource_type(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Policy
        | Kind::Procedure
        | Kind::Standard
        | Kind::Plan
        | Kind::Agreement => Some(kind.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_control_becomes_a_token() {
        #[rustfmt::skip]
        let cases = [
            ("nist-800-53", "AC-2(1)",               Some("ac-2.1")),
            ("nist-800-53", "AC-2",                  Some("ac-2")),
            ("nist-csf",    "PR.AA-01",              Some("PR.AA-01")),
            ("soc2-tsc",    "CC6.1",                 Some("CC6.1")),
            ("hipaa",       "164.308(a)(1)(ii)(A)",  Some("_164.308.a.1.ii.A")),
            ("gdpr",        "Art. 28(2)",            Some("Art.-28.2")),
            ("pci-dss",     "1.2.3",                 Some("_1.2.3")),
            ("iso-27001",   "A.5.9–A.5.12",          None),
            ("other",       "",                      None),
        ];
        for (framework, id, expected) in cases {
            assert_eq!(control_id(framework, id).as_deref(), expected, "{id}");
        }
    }
}

//! `/api/v1/policies/<id>.json`: everything about one document.

use schemars::JsonSchema;
use serde::Serialize;

use crate::resolve::{PageIndex, Publication, Site};

use super::index::{program, publisher};
use super::policy::PolicyEntry;
use super::{Planned, Program, Publisher, SCHEMA_VERSION, absolute, json};

/// Everything about one document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyDetail {
    /// The schema that this file follows.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of that schema.
    pub schema_version: String,
    /// Where this file is published.
    pub canonical_url: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What made it.
    pub generator: Program,
    /// The document, as in the index.
    pub policy: PolicyEntry,
    /// Its sections, in order; empty where the text is not public.
    pub sections: Vec<SectionEntry>,
}

/// One heading of a document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionEntry {
    /// The level that the author gave it, 1 to 6.
    pub level: u8,
    /// Its text.
    pub title: String,
    /// Its page and anchor.
    pub url: String,
    /// Former anchors that still lead to it.
    pub aliases: Vec<String>,
}

/// Plans the file of each document.
pub(super) fn details(
    site: &Site,
    entries: Vec<(PageIndex, PolicyEntry)>,
) -> Vec<Planned<'static>> {
    let file = |(at, entry)| {
        let detail = detail(site, at, entry);
        let url = format!("/api/v1/policies/{}.json", detail.policy.id);
        json(&url, &detail)
    };
    entries.into_iter().map(file).collect()
}

fn detail(site: &Site, at: PageIndex, policy: PolicyEntry) -> PolicyDetail {
    let document = site.document(at);
    let is_public = site.page(at).publication == Publication::Full;
    let headings = document.headings.iter().filter(|_| is_public);
    let sections = headings.map(|heading| {
        let aliases = document
            .anchors
            .iter()
            .filter(|anchor| anchor.alias_of.as_ref() == Some(&heading.anchor));
        SectionEntry {
            level: heading.level,
            title: heading.text.clone(),
            url: format!("{}#{}", policy.url, heading.anchor),
            aliases: aliases.map(|anchor| anchor.id.clone()).collect(),
        }
    });
    PolicyDetail {
        schema: absolute(site, "/api/v1/schema/policy-1.0.0.json"),
        schema_version: SCHEMA_VERSION.to_owned(),
        canonical_url: policy.versions_url.clone(),
        publisher: publisher(site),
        generator: program(),
        sections: sections.collect(),
        policy,
    }
}

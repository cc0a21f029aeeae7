//! `/api/v1/policies/<id>.json`: everything about one document.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::digest::{Ingredients, Inputs};
use crate::base::path::UrlPath;
use crate::resolve::{Lineage, PageIndex, Publication, Site};

use super::policy::{Entries, PolicyEntry};
use super::texts::FrozenSources;
use super::versions::{ReviewEntry, VersionEntry, reviews, versions};
use super::{Envelope, OutputFile, Planned, Recipe, absolute, json_text};

/// Everything about one document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyDetail {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The document's id.
    pub id: String,
    /// The document, as in the index; `null` where it is not published any more.
    pub policy: Option<PolicyEntry>,
    /// The page on which its versions are listed; `null` where none was frozen.
    pub history_url: Option<String>,
    /// Its frozen versions, the first one first.
    pub versions: Vec<VersionEntry>,
    /// Its reviews, the first one first.
    pub reviews: Vec<ReviewEntry>,
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

/// Plans the file of each document, and of each that was frozen once.
pub(super) fn details<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
    sources: &Arc<FrozenSources<'a>>,
) -> Vec<Planned<'a>> {
    let current: Vec<&str> = site.controlled().map(|(_, _, it)| it.id.as_str()).collect();
    let known: BTreeSet<&str> = current.iter().copied().collect();
    let frozen = site.lineages.iter().map(|lineage| lineage.id.as_str());
    let gone = frozen.filter(|id| !known.contains(id));
    current.into_iter().chain(gone).map(|id| plan(site, id, entries, sources)).collect()
}

/// Plans one file. It is made when it is asked for: the digests of all versions
/// of all documents are much work.
fn plan<'a>(
    site: &'a Site,
    id: &'a str,
    entries: &Arc<Entries<'a>>,
    sources: &Arc<FrozenSources<'a>>,
) -> Planned<'a> {
    let url = UrlPath::new(&format!("/api/v1/policies/{id}.json")).ok()?;
    let known = Arc::clone(entries);
    let inputs = move || Some(inputs(site, id, known.find(id)));
    let (known, sources) = (Arc::clone(entries), Arc::clone(sources));
    let render = move || {
        let entry = known.find(id);
        let sections = entry.map(|(at, entry)| sections(site, at, entry));
        let entry = entry.map(|(_, entry)| entry.clone());
        let sections = sections.unwrap_or_default();
        let versions = site.lineage(id).map(|lineage| versions(site, lineage, &sources));
        let detail =
            detail(site, id.to_owned(), entry, (versions.unwrap_or_default(), sections));
        Ok(json_text(&detail).unwrap_or_default().into_bytes())
    };
    Some(OutputFile::new(url, Recipe::Render(Box::new(render))).with_inputs(inputs))
}

/// Returns a digest of what a file is made from.
fn inputs(site: &Site, id: &str, entry: Option<(PageIndex, &PolicyEntry)>) -> Inputs {
    let lineage = site.lineage(id);
    let versions = lineage.map_or(&[][..], |lineage| &lineage.versions).iter();
    let entries = versions
        .filter_map(|version| Some(&site.archive.versions.get(version.frozen)?.entry));
    let headings = entry.map(|(at, _)| {
        let document = site.document(at);
        (&document.headings, &document.anchors)
    });
    let releases = site.archive.releases.iter().map(|release| release.name.as_str());
    let mut all = Ingredients::default()
        .text(&site.config.text)
        .text(&json_text(&entry.map(|(_, entry)| entry)).unwrap_or_default())
        .text(&format!("{:?} {:?} {headings:?}", lineage.is_some(), reviews(site, id)))
        .inputs(lineage.map_or_else(|| Inputs::of(""), Lineage::inputs))
        .list(releases.collect::<Vec<_>>().into_iter());
    for entry in entries {
        all = all.value(entry);
    }
    all.finish()
}

fn detail(
    site: &Site,
    id: String,
    policy: Option<PolicyEntry>,
    (versions, sections): (Vec<VersionEntry>, Vec<SectionEntry>),
) -> PolicyDetail {
    let lineage = site.lineage(&id);
    PolicyDetail {
        envelope: Envelope::new(site, "policy", &format!("/api/v1/policies/{id}.json")),
        history_url: lineage
            .map(|lineage| absolute(site, &lineage.history_url().encoded())),
        versions,
        reviews: if policy.is_some() { reviews(site, &id) } else { Vec::new() },
        id,
        policy,
        sections,
    }
}

fn sections(site: &Site, at: PageIndex, policy: &PolicyEntry) -> Vec<SectionEntry> {
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
    sections.collect()
}

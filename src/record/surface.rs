//! What a release publishes: every address, and the anchors of each.

use std::collections::BTreeMap;

use crate::archive::{PublishedUrl, Surface};
use crate::base::span::Span;
use crate::parse::Document;
use crate::resolve::{Exposure, Publication, Site};

/// Lists what a site publishes, for a release of this name: the addresses that
/// readers and programs were given, and not those of the theme.
pub fn surface(release: &str, site: &Site) -> Surface {
    let documents = documents(site);
    let urls = site.addresses.iter().map(|url| {
        let document = documents.get(url.as_str());
        let anchors = document.map_or(&[][..], |document| document.anchors.as_slice());
        let anchors = anchors.iter().map(|anchor| anchor.id.clone()).collect();
        PublishedUrl { path: url.clone(), anchors, span: Span::default() }
    });
    let mut urls: Vec<_> = urls.collect();
    for url in &mut urls {
        url.anchors.sort();
    }
    Surface { release: release.to_owned(), urls }
}

/// Returns the document on each page that shows the words of one.
fn documents(site: &Site) -> BTreeMap<String, &Document> {
    let current =
        site.published().filter(|(_, _, page)| page.publication == Publication::Full);
    let current = current.map(|(_, document, page)| (page.url.to_string(), document));
    let versions = site.lineages.iter().flat_map(|lineage| &lineage.versions);
    let frozen = versions.filter(|version| version.exposure == Exposure::Words);
    let frozen = frozen.filter_map(|version| {
        let frozen = site.frozen.get(version.frozen)?;
        Some((version.url().to_string(), frozen.document.as_ref()))
    });
    frozen.chain(current).collect()
}

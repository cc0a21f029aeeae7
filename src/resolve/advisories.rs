//! Which advisories can be told in the form of CSAF, and where.

use std::sync::Arc;

use crate::base::path::UrlPath;
use crate::config::{Config, Kind};
use crate::parse::Document;

use super::{Page, PageIndex, Site};

/// The path of what says where the CSAF documents of an organisation are.
pub const CSAF_PROVIDER: &str = "/.well-known/csaf/provider-metadata.json";

/// The path of what lists them.
pub const CSAF_FEED: &str = "/.well-known/csaf/csaf-feed-tlp-white.json";

impl Site {
    /// Returns the advisories that have what CSAF 2.0 needs, in order, each with the
    /// path of its document: a summary, a day, and the name of a product that is
    /// affected, on a site whose address is known.
    pub fn csaf(&self) -> impl Iterator<Item = (PageIndex, UrlPath)> {
        self.published().filter_map(|(index, document, page)| {
            Some((index, path(document, page, &self.config)?))
        })
    }
}

/// Returns what is made of the advisories that can be told.
pub(super) fn made(
    documents: &[Arc<Document>],
    pages: &[Page],
    config: &Config,
) -> Vec<UrlPath> {
    let known = documents.iter().zip(pages);
    let documents = known.filter_map(|(document, page)| path(document, page, config));
    let mut made: Vec<UrlPath> = documents.collect();
    if !made.is_empty() {
        made.extend(
            [CSAF_PROVIDER, CSAF_FEED].into_iter().filter_map(|it| UrlPath::new(it).ok()),
        );
    }
    made
}

fn path(document: &Document, page: &Page, config: &Config) -> Option<UrlPath> {
    let is_advisory = page.kind == Kind::Advisory && page.publication.is_listed();
    config.site.base_url.origin().filter(|_| is_advisory)?;
    let matter = &document.front_matter;
    matter.summary.as_ref()?;
    let affected = &matter.advisory.as_ref()?.affected;
    affected.iter().find_map(|it| it.product.as_ref())?;
    let year = page.dates.issued_on.or(page.dates.last_updated_on)?.year();
    Some(UrlPath::root().below(&format!(".well-known/csaf/{year}/{}.json", page.id)))
}

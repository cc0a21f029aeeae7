//! What machines read: the policy index, its schemas, the texts beside the
//! pages, the sitemap, the feed and the redirects.
//!
//! # Invariants
//!
//! - Only `staleness.json` depends on the day; everything else changes when the
//!   content does.
//! - Every digest is of the bytes that are served at the URL beside it.

mod changes;
mod crosswalk;
mod csaf;
mod detail;
mod discovery;
mod envelope;
mod frameworks;
mod headers;
mod index;
mod oscal;
mod policy;
mod redirects;
mod registers;
mod releases;
mod schema;
mod search;
mod staleness;
mod texts;
mod versions;
mod wellknown;

use crate::base::path::UrlPath;
use crate::resolve::Site;

use super::{OutputFile, Recipe};

pub use crosswalk::{ControlCoverage, ControlledFramework, Controls};
pub use detail::{PolicyDetail, SectionEntry};
pub use envelope::{Envelope, Program, Publisher};
pub use frameworks::FrameworkEntry;
pub(in crate::render) use frameworks::title as framework_title;
pub use headers::CONTENT_SECURITY_POLICY;
pub use index::{Counts, Digest, IndexLink, PolicyIndex};
pub use policy::{ControlEntry, Digests, Party, PolicyEntry};
pub use registers::{Advisories, AdvisoryEntry, Certifications, Subprocessors};
pub use releases::{
    PinChange, PinChangeKind, PinEntry, ReleaseDetail, ReleaseEntry, Releases,
};
pub use staleness::{Staleness, StalenessEntry};
pub use versions::{ReviewEntry, VersionEntry, WithdrawnEntry};

/// The version of the published schemas
/// ([Semantic Versioning](https://semver.org)): patch for documentation, minor
/// for optional additions, major for what would break a reader.
pub const SCHEMA_VERSION: &str = "1.0.0";

/// Plans every data file of the site.
pub(super) fn files(site: &Site) -> Vec<OutputFile<'_>> {
    let entries = policy::entries(site);
    let mut files = vec![
        json("/api/v1/policies.json", &index::index(site, &entries)),
        json("/api/v1/staleness.json", &staleness::staleness(site)),
        bytes("/_headers", headers::headers(site)),
        bytes("/robots.txt", discovery::robots(site)),
        bytes("/sitemap.xml", discovery::sitemap(site)),
    ];
    files.extend(schema::schemas(site));
    let listed: Vec<_> = entries.iter().map(|(_, entry)| entry.clone()).collect();
    files.extend(crosswalk::crosswalk(site, &listed));
    files.push(oscal::oscal(site, &listed));
    files.extend(wellknown::well_known(site, &listed));
    files.extend(registers::registers(site));
    files.extend(csaf::csaf(site));
    files.extend(detail::details(site, entries));
    files.extend(texts::texts(site));
    files.extend(texts::frozen_texts(site));
    files.extend(releases::releases(site));
    files.extend(changes::changes(site));
    files.extend(redirects::redirects(site));
    files.push(search::index(site));
    files.into_iter().flatten().collect()
}

/// A file whose bytes are known; `None` where the text is not a URL path.
type Planned<'a> = Option<OutputFile<'a>>;

/// Plans a file with these bytes.
fn bytes<'a>(url: &str, text: String) -> Planned<'a> {
    let url = UrlPath::new(url).ok()?;
    Some(OutputFile::new(url, Recipe::Bytes(text.into_bytes().into())))
}

/// Plans a JSON file: indented, in the order of the type's fields, ending in a
/// line break.
fn json<'a>(url: &str, value: &impl serde::Serialize) -> Planned<'a> {
    bytes(url, json_text(value)?)
}

fn json_text(value: &impl serde::Serialize) -> Option<String> {
    let mut text = serde_json::to_string_pretty(value).ok()?;
    text.push('\n');
    Some(text)
}

/// Returns a URL of this site, absolute where the host is known.
fn absolute(site: &Site, encoded: &str) -> String {
    site.config.site.base_url.absolute(encoded)
}

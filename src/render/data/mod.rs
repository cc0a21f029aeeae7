//! What machines read: the policy index, its schemas, the texts beside the
//! pages, the sitemap, the feed and the redirects.
//!
//! # Invariants
//!
//! - Only `staleness.json` depends on the day; everything else changes when the
//!   content does.
//! - Every digest is of the bytes that are served at the URL beside it.

mod detail;
mod discovery;
mod feed;
mod frameworks;
mod headers;
mod index;
mod policy;
mod redirects;
mod schema;
mod staleness;
mod texts;

use crate::base::path::UrlPath;
use crate::resolve::Site;

use super::{OutputFile, Recipe};

pub use detail::{PolicyDetail, SectionEntry};
pub use frameworks::FrameworkEntry;
pub(in crate::render) use frameworks::title as framework_title;
pub use headers::CONTENT_SECURITY_POLICY;
pub use index::{Counts, Digest, IndexLink, PolicyIndex, Program, Publisher};
pub use policy::{ControlEntry, Digests, Party, PolicyEntry};
pub use staleness::{Staleness, StalenessEntry};

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
        bytes("/feed.xml", feed::feed(site, &entries)),
        bytes("/_headers", headers::headers(site)),
        bytes("/robots.txt", discovery::robots(site)),
        bytes("/sitemap.xml", discovery::sitemap(site)),
    ];
    files.extend(schema::schemas(site));
    files.extend(detail::details(site, entries));
    files.extend(texts::texts(site));
    files.extend(redirects::redirects(site));
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
    let mut text = serde_json::to_string_pretty(value).ok()?;
    text.push('\n');
    bytes(url, text)
}

/// Returns a URL of this site, absolute where the host is known.
fn absolute(site: &Site, encoded: &str) -> String {
    site.config.site.base_url.absolute(encoded)
}

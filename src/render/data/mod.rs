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

use std::sync::Arc;

use crate::base::path::UrlPath;
use crate::resolve::Site;

use super::{OutputFile, Recipe};
use texts::FrozenSources;

pub use crosswalk::{ControlCoverage, ControlledFramework, Controls};
pub use detail::{PolicyDetail, SectionEntry};
pub use envelope::{Envelope, Program, Publisher};
pub use frameworks::FrameworkEntry;
pub(in crate::render) use frameworks::title as framework_title;
pub use headers::CONTENT_SECURITY_POLICY;
pub use index::{Counts, Digest, IndexLink, PolicyIndex};
pub(in crate::render) use policy::Entries;
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
pub(super) fn files<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
) -> Vec<OutputFile<'a>> {
    let sources = Arc::new(FrozenSources::new(site));
    let mut files = with_sources(site, entries, &sources);
    files.extend(texts::frozen_texts(site, &sources).into_iter().flatten());
    files
}

/// Plans the data files but those that stand beside frozen versions, of which
/// there may be more than of all others.
pub(super) fn listed<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
) -> Vec<OutputFile<'a>> {
    with_sources(site, entries, &Arc::new(FrozenSources::new(site)))
}

fn with_sources<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
    sources: &Arc<FrozenSources<'a>>,
) -> Vec<OutputFile<'a>> {
    let known = Arc::clone(entries);
    let mut files = vec![
        json("/api/v1/policies.json", move || index::index(site, known.all())),
        json("/api/v1/staleness.json", || staleness::staleness(site)),
        text("/_headers", || headers::headers(site)),
        text("/robots.txt", || discovery::robots(site)),
        text("/sitemap.xml", || discovery::sitemap(site)),
    ];
    files.extend(schema::schemas(site));
    files.extend(crosswalk::crosswalk(site, entries));
    files.push(oscal::oscal(site, entries));
    files.extend(wellknown::well_known(site, entries));
    files.extend(registers::registers(site));
    files.extend(csaf::csaf(site));
    files.extend(detail::details(site, entries, sources));
    files.extend(texts::texts(site));
    files.extend(releases::releases(site));
    files.extend(changes::changes(site));
    files.extend(redirects::redirects(site));
    files.push(search::index(site));
    files.into_iter().flatten().collect()
}

/// A file that is planned; `None` where the text is not a URL path.
type Planned<'a> = Option<OutputFile<'a>>;

/// Plans a file with this text. All files together take longer to make than a
/// page takes to appear, and the preview is hardly ever asked for one.
fn text<'a>(url: &str, make: impl Fn() -> String + Send + Sync + 'a) -> Planned<'a> {
    let url = UrlPath::new(url).ok()?;
    let make = move || Ok(make().into_bytes());
    Some(OutputFile::new(url, Recipe::Render(Box::new(make))))
}

/// Plans a JSON file: indented, in the order of the type's fields, ending in a
/// line break.
fn json<'a, T: serde::Serialize>(
    url: &str,
    make: impl Fn() -> T + Send + Sync + 'a,
) -> Planned<'a> {
    text(url, move || json_text(&make()).unwrap_or_default())
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

//! The pages of releases: the whole trust center as it stood on a day.

use crate::archive::Release;
use crate::base::path::UrlPath;

/// Where releases are listed.
const RELEASES: &str = "releases/";

/// Returns the page of a release.
pub(in crate::render) fn url(release: &Release) -> UrlPath {
    UrlPath::root().below(&format!("{RELEASES}{}/", release.name))
}

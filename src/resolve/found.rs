//! What a path led to, and the verdicts that need nothing else.

use globset::GlobSet;

use crate::base::path::UrlPath;
use crate::config::BaseUrl;
use crate::load::WithheldReason;
use crate::parse::{Link, LinkRole};

use super::href;
use super::routes::{Place, Route};
use super::{Defect, PageIndex, Settled, Target};

/// Where a path led, before its fragment is looked at.
pub(super) enum Found {
    /// A page.
    Page(PageIndex),
    /// A file that is published as it is.
    Asset(usize),
    /// Something that the build makes.
    Generated(UrlPath),
    /// A former URL, as a position in the list of redirects.
    Redirect(usize),
    /// A path of the own origin that something else serves.
    Elsewhere,
    /// Nothing.
    Defect(Defect),
}

/// A link that leaves the site.
pub(super) fn external(href: String) -> Settled {
    Settled { href, target: Target::External, defect: None, notice: None }
}

/// A link that leads nowhere.
pub(super) fn broken(href: String, defect: Defect) -> Settled {
    let defect = Some(Box::new(defect));
    Settled { href, target: Target::Nowhere, defect, notice: None }
}

/// Returns what is published in place of a refused target.
pub(super) fn refused(href: &str, defect: &Defect) -> String {
    match defect {
        Defect::SchemeForbidden { .. } => "#".to_owned(),
        _ => href::encode(href),
    }
}

/// Extensions of files that a writer means to hand out, not to render.
const FILE_EXTENSIONS: [&str; 28] = [
    "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "zip", "gz", "tar",
    "docx", "xlsx", "pptx", "odt", "ods", "csv", "txt", "json", "xml", "yaml", "yml",
    "mp4", "webm", "mp3", "css", "js",
];

/// A page or a file that does not exist, by what the link is for.
pub(super) fn missing(
    link: &Link,
    resolved: String,
    suggestion: Option<String>,
) -> Defect {
    let extension = resolved.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_file =
        FILE_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    if link.role != LinkRole::Page || is_file {
        Defect::AssetMissing { resolved, suggestion }
    } else {
        Defect::PageMissing { resolved, suggestion }
    }
}

/// What a link to a place leads to; `key` is the place's path.
pub(super) fn found_place(place: Place, key: String) -> Found {
    match place {
        Place::Document(page) | Place::Folder(Some(page)) => Found::Page(page),
        Place::Asset(asset) => Found::Asset(asset),
        Place::Withheld(WithheldReason::Outside) => Found::Defect(Defect::OutsideRoot),
        Place::Withheld(reason) => {
            Found::Defect(Defect::Withheld { resolved: key, reason })
        }
        Place::List => Found::Generated(UrlPath::root().below(&folder(&key))),
        Place::Folder(None) => Found::Defect(Defect::IndexMissing { resolved: key }),
    }
}

/// Returns the path of a folder below the root.
fn folder(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key}/") }
}

/// What a link to a URL leads to.
pub(super) fn found_route(route: &Route) -> Found {
    match route {
        Route::Page(page) => Found::Page(*page),
        Route::Asset(asset) => Found::Asset(*asset),
        Route::Generated(url) => Found::Generated(url.clone()),
        Route::Redirect(at) => Found::Redirect(*at),
    }
}

/// Returns a URL path without the path of `base_url`, or nothing where it is
/// not below it.
pub(super) fn below_base(path: &str, base: &BaseUrl) -> Option<String> {
    if path == base.path().trim_end_matches('/') {
        return Some("/".to_owned());
    }
    path.strip_prefix(base.path()).map(|rest| format!("/{rest}"))
}

/// Returns whether something else serves a path of the own origin.
pub(super) fn matches_route(routes: &GlobSet, path: &str) -> bool {
    routes.is_match(path) || routes.is_match(path.trim_end_matches('/'))
}

//! Every address of the site: what is published at which path.
//!
//! Comes in: what the passes before have found. Goes out: a sorted list of the
//! paths of all pages and files that the build makes or copies. What belongs to
//! the theme (`/assets/<digest>/…`) or speaks to the host (`/_headers`,
//! `/_redirects`) is no address that anybody was given, and not among them.

use rayon::prelude::*;

use crate::archive::Archive;
use crate::base::path::UrlPath;
use crate::load::AssetFile;

use super::found::matches_route;
use super::frozen::asset_url;
use super::lineage::{Exposure, Lineage};
use super::{Page, Publication, Redirect, Section, Site};

/// What every build makes.
const MADE: [&str; 33] = [
    "/",
    "/.well-known/api-catalog",
    "/404.html",
    "/api/",
    "/api/pages.json",
    "/api/v1/changes.json",
    "/api/v1/controls.json",
    "/api/v1/policies.csv",
    "/api/v1/policies.json",
    "/api/v1/schema/advisories-1.0.0.json",
    "/api/v1/schema/certifications-1.0.0.json",
    "/api/v1/schema/controls-1.0.0.json",
    "/api/v1/schema/policy-1.0.0.json",
    "/api/v1/schema/policy-index-1.0.0.json",
    "/api/v1/schema/register-certifications-1.0.0.json",
    "/api/v1/schema/register-contacts-1.0.0.json",
    "/api/v1/schema/register-faq-1.0.0.json",
    "/api/v1/schema/register-reports-1.0.0.json",
    "/api/v1/schema/register-subprocessors-1.0.0.json",
    "/api/v1/schema/register-updates-1.0.0.json",
    "/api/v1/schema/release-1.0.0.json",
    "/api/v1/schema/releases-1.0.0.json",
    "/api/v1/schema/staleness-1.0.0.json",
    "/api/v1/schema/subprocessors-1.0.0.json",
    "/api/v1/staleness.json",
    "/changes.atom",
    "/feed.xml",
    "/library/",
    "/llms.txt",
    "/robots.txt",
    "/search/",
    "/search/index.json",
    "/sitemap.xml",
];

/// What a build makes once there is a release.
const MADE_OF_RELEASES: [&str; 2] = ["/api/v1/releases.json", "/releases/"];

/// What the build makes besides the pages and files of the content.
pub(super) fn made(
    pages: &[Page],
    sections: &[Section],
    lineages: &[Lineage],
    archive: &Archive,
) -> Vec<UrlPath> {
    let mut made: Vec<UrlPath> = paths(MADE).collect();
    let is_indexed =
        |page: &Page| page.publication.is_listed() && page.kind.is_controlled();
    if pages.iter().any(is_indexed) {
        made.extend(UrlPath::new("/oscal/component-definition.json"));
    }
    let lists = sections.iter().filter(|section| section.index.is_none());
    made.extend(lists.map(|section| section.url.clone()));
    for page in pages {
        if !is_indexed(page) {
            continue;
        }
        made.push(data_url(&page.id));
        if page.publication == Publication::Full {
            made.extend(texts(&page.url));
        }
    }
    for lineage in lineages {
        made.push(lineage.url.clone());
        made.push(data_url(&lineage.id));
        made.extend(assets(lineage, archive));
        let page = lineage.page.and_then(|page| pages.get(page.index()));
        let is_read = page.is_some_and(|page| {
            page.publication == Publication::Full && page.kind.is_controlled()
        });
        let former = lineage.former_urls.iter().filter(|_| is_read);
        made.extend(former.flat_map(texts));
    }
    made.extend(promised(lineages, archive));
    made
}

/// Returns what the build makes of frozen versions and releases, for ever.
fn promised(lineages: &[Lineage], archive: &Archive) -> Vec<UrlPath> {
    let mut promised: Vec<UrlPath> =
        lineages.par_iter().flat_map_iter(Lineage::urls).collect();
    if !archive.releases.is_empty() {
        promised.extend(paths(MADE_OF_RELEASES));
    }
    for release in &archive.releases {
        let name = &release.name;
        let root = UrlPath::root();
        promised.push(root.below(&format!("releases/{name}/")));
        promised.push(root.below(&format!("api/v1/releases/{name}.json")));
    }
    promised
}

/// Returns every address, sorted.
pub(super) fn addresses(
    made: impl IntoIterator<Item = UrlPath>,
    pages: &[Page],
    assets: &[AssetFile],
    redirects: &[Redirect],
) -> Vec<UrlPath> {
    let mut addresses: Vec<UrlPath> = made.into_iter().collect();
    let listed = pages.iter().filter(|page| page.publication.is_listed());
    addresses.extend(listed.map(|page| page.url.clone()));
    let files = assets.iter().map(|asset| format!("/{}", asset.path.key()));
    addresses.extend(files.filter_map(|path| UrlPath::new(&path).ok()));
    let exact = redirects.iter().filter(|redirect| !redirect.is_pattern());
    addresses.extend(exact.map(|redirect| redirect.from.clone()));
    addresses.par_sort_unstable();
    addresses.dedup();
    addresses
}

/// Returns the data about one document.
pub(super) fn data_url(id: &str) -> UrlPath {
    UrlPath::root().below(&format!("api/v1/policies/{id}.json"))
}

/// Returns the source and the words that are published beside a page.
pub(super) fn texts(page: &UrlPath) -> [UrlPath; 2] {
    ["index.md", "index.txt"].map(|name| page.below(name))
}

/// Returns the images and files that were frozen with what readers may see.
fn assets<'a>(
    lineage: &'a Lineage,
    archive: &'a Archive,
) -> impl Iterator<Item = UrlPath> + 'a {
    let shown = lineage.versions.iter().filter(|it| it.exposure == Exposure::Words);
    let entries = shown.filter_map(|it| Some(&archive.versions.get(it.frozen)?.entry));
    let assets = entries.flat_map(|entry| &entry.assets);
    let kept = assets.filter(|(_, sha256)| archive.asset(sha256).is_some());
    kept.map(|(path, sha256)| asset_url(path, sha256))
}

fn paths<const N: usize>(texts: [&'static str; N]) -> impl Iterator<Item = UrlPath> {
    texts.into_iter().filter_map(|text| UrlPath::new(text).ok())
}

impl Site {
    /// Returns whether the build puts a page or a file at an address.
    pub fn publishes(&self, url: &UrlPath) -> bool {
        self.addresses.binary_search(url).is_ok()
    }

    /// Returns every address that belongs to frozen versions and releases, and
    /// to nothing else.
    pub fn promised(&self) -> Vec<UrlPath> {
        promised(&self.lineages, &self.archive)
    }

    /// Returns whether somebody who asks for an address gets an answer: from
    /// the build, from a line of `_redirects`, or from what else serves the
    /// origin.
    pub fn answers(&self, url: &UrlPath) -> bool {
        let path = url.as_str();
        self.publishes(url)
            || self
                .redirects
                .iter()
                .any(|redirect| leads_on(redirect.from.as_str(), path))
            || matches_route(&self.config.site.external_routes, path)
    }
}

/// Returns whether a host applies a line of `_redirects` to a path: segment by
/// segment, `*` for the rest and `:name` for one segment. A slash at the end
/// makes no difference.
fn leads_on(from: &str, path: &str) -> bool {
    let mut segments = path.trim_end_matches('/').split('/');
    for part in from.trim_end_matches('/').split('/') {
        if part == "*" {
            return true;
        }
        let is_met = segments.next().is_some_and(|segment| {
            segment == part || (part.starts_with(':') && !segment.is_empty())
        });
        if !is_met {
            return false;
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_redirects_answers_for_what_it_covers() {
        #[rustfmt::skip]
        let cases = [
            // from            path            answered
            ("/old/",          "/old/",        true),
            ("/old",           "/old/",        true),
            ("/old/",          "/old/more/",   false),
            ("/old/*",         "/old/",        true),
            ("/old/*",         "/old/a/b.txt", true),
            ("/old/*",         "/older/",      false),
            ("/old/:name/x/",  "/old/a/x/",    true),
            ("/old/:name/x/",  "/old/x/",      false),
            ("/*",             "/anything",    true),
        ];
        for (from, path, expected) in cases {
            assert_eq!(leads_on(from, path), expected, "{from} {path}");
        }
    }
}

//! Where a site is served, by its own pages: most name their address in
//! `<link rel=canonical>`.

use std::collections::BTreeMap;

use crate::config::BaseUrl;

use super::scan::{Role, scan};
use super::{Reader, Served, is_page};

/// How many pages are asked.
const ASKED: usize = 24;

/// Returns where the site is served: as was said, or else as most of its pages
/// say.
pub(super) fn with_root(reader: &Reader<'_>, served: &Served) -> Served {
    let mut served = served.clone();
    if served.base.origin().is_none()
        && let Some(base) = root(reader)
        && (served.base.path() == "/" || served.base.path() == base.path())
    {
        served.base = base;
    }
    served
}

/// Returns the address of the root that most of those pages agree on that name
/// any.
fn root(reader: &Reader<'_>) -> Option<BaseUrl> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let mut naming = 0;
    let paths = reader.folder.paths();
    for (at, path) in
        paths.iter().enumerate().filter(|(_, path)| is_page(path)).take(ASKED)
    {
        let Ok(html) = reader.folder.bytes(at) else { continue };
        let scanned = scan(&html);
        let canonical = scanned.first(Role::Canonical).map(|link| scanned.text(link));
        naming += usize::from(canonical.is_some());
        if let Some(root) = canonical.and_then(|url| root_of(url, path)) {
            *votes.entry(root.to_owned()).or_default() += 1;
        }
    }
    let (root, votes) = votes.into_iter().max_by_key(|(_, votes)| *votes)?;
    if votes * 2 <= naming {
        return None;
    }
    BaseUrl::parse(&root).ok()
}

/// Returns the root of the site on which the page at `path` is called `url`.
fn root_of<'u>(url: &'u str, path: &str) -> Option<&'u str> {
    if !url.contains("://") {
        return None;
    }
    let folder = path.strip_suffix("index.html").unwrap_or(path);
    let bare = folder.trim_end_matches('/');
    let page = path.strip_suffix(".html").unwrap_or(path);
    let tails = [path, folder, bare, page];
    let root = tails.into_iter().find_map(|tail| url.strip_suffix(tail))?;
    (root.ends_with('/') || bare.is_empty()).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_root() {
        #[rustfmt::skip]
        let cases = [
            ("https://a.example/t/b/c/",      "b/c/index.html", Some("https://a.example/t/")),
            ("https://a.example/t/b/c",       "b/c/index.html", Some("https://a.example/t/")),
            ("https://a.example/b.html",      "b.html",         Some("https://a.example/")),
            ("https://a.example/b",           "b.html",         Some("https://a.example/")),
            ("https://a.example/",            "index.html",     Some("https://a.example/")),
            ("https://a.example",             "index.html",     Some("https://a.example")),
            ("https://a.example/other/",      "b/index.html",   None),
            ("/b/",                           "b/index.html",   None),
        ];
        for (url, path, expected) in cases {
            assert_eq!(root_of(url, path), expected, "{url} {path}");
        }
    }
}

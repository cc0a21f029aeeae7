//! The pages whose addresses are like one that leads nowhere.

use serde::Serialize;

use crate::base::nearest::nearest;
use crate::resolve::Site;

/// How many are offered.
const MOST: usize = 5;

/// A page that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Near {
    /// Its address, as an `href`.
    pub(super) href: String,
    /// Its title.
    pub(super) title: String,
}

/// Returns the pages that may have been meant by a path: the one that is spelled
/// almost like it, those with the same last segment, and those in its folder.
pub(super) fn near(site: &Site, path: &str) -> Vec<Near> {
    let path = format!("{}/", path.trim_end_matches('/'));
    let urls = || site.published().map(|(_, _, page)| page.url.as_str());
    let spelled = nearest(&path, urls());
    let last = segments(&path).next_back();
    let is_same_name = |url: &&str| last.is_some() && segments(url).next_back() == last;
    let folder = path.trim_end_matches('/').rsplit_once('/').map_or("/", |(it, _)| it);
    let folder = format!("{folder}/");
    let is_beside = |url: &&str| folder != "/" && url.starts_with(&folder);
    let all = spelled.into_iter().chain(urls().filter(is_same_name));
    let mut found: Vec<&str> = Vec::new();
    for url in all.chain(urls().filter(is_beside)) {
        if found.len() < MOST && !found.contains(&url) {
            found.push(url);
        }
    }
    let near = found.into_iter().filter_map(|url| {
        let (_, _, page) =
            site.published().find(|(_, _, page)| page.url.as_str() == url)?;
        let href = site.config.site.base_url.href(&page.url.encoded());
        Some(Near { href, title: page.title.clone() })
    });
    near.collect()
}

fn segments(url: &str) -> impl DoubleEndedIterator<Item = &str> {
    url.split('/').filter(|segment| !segment.is_empty())
}

//! Where an address on a page leads: a look-up among the files, never a question
//! to the disk.

use std::borrow::Cow;

use globset::GlobSet;
use percent_encoding::percent_decode_str;

use crate::base::hash::{HashMap, HashSet};
use crate::base::span::SourceId;
use crate::config::{BaseUrl, Origin};

use super::Why;
use super::redirects::Redirects;

/// Where the site is served.
#[derive(Clone, Debug)]
pub struct Served {
    /// The address of its root.
    pub base: BaseUrl,
    /// Other origins under which it is known.
    pub own_origins: Vec<Origin>,
    /// Routes that somebody else serves below the same origin.
    pub external_routes: GlobSet,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a file.
    To(SourceId),
    /// To what a redirect leads on to, and that is found elsewhere.
    Redirected,
    /// To somebody else's site, to mail, to a telephone: not ours to prove.
    Away,
    /// To nothing.
    Nowhere(Why),
}

/// An address in its parts, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Up to the first `?` or `#`.
    pub(super) path: &'a str,
    /// After the first `#`.
    pub(super) fragment: Option<&'a str>,
}

/// The page that an address is on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'a> {
    /// The page.
    pub(super) source: SourceId,
    /// Its path below the folder.
    pub(super) path: &'a str,
    /// Its `<base href>`.
    pub(super) base: Option<&'a str>,
}

/// The files by every address that a server answers with them.
#[derive(Debug)]
pub(super) struct Map<'a> {
    /// By path below the root, decoded: `a/index.html`, and `a/` and `a` as well.
    files: HashMap<Cow<'a, str>, SourceId>,
    /// Folders without a final slash.
    folders: HashSet<&'a str>,
    redirects: &'a Redirects,
    served: &'a Served,
}

impl<'a> Map<'a> {
    pub(super) fn new(
        paths: &'a [String],
        redirects: &'a Redirects,
        served: &'a Served,
    ) -> Self {
        let mut files = HashMap::default();
        let mut folders = HashSet::default();
        for (source, path) in (0..).map(SourceId).zip(paths) {
            files.insert(Cow::Borrowed(path.as_str()), source);
            for (at, _) in path.match_indices('/') {
                folders.insert(path.get(..at).unwrap_or_default());
            }
        }
        for (source, path) in (0..).map(SourceId).zip(paths) {
            for other in other_names(path) {
                files.entry(Cow::Borrowed(other)).or_insert(source);
            }
        }
        Self { files, folders, redirects, served }
    }

    /// Returns where an address on a page leads; it is not empty.
    pub(super) fn lead(&self, href: &str, here: &Here<'_>) -> Leads {
        if let Some(base) = here.base {
            return self.lead(&on_base(base, href), &Here { base: None, ..*here });
        }
        let Some(href) = self.own_path(href) else { return Leads::Away };
        let path = split(href).path;
        if path.is_empty() {
            return Leads::To(here.source);
        }
        match self.below_root(path, here.path) {
            Ok(inside) => self.find(&inside),
            Err(outside) => self.outside(path, &outside),
        }
    }

    /// Returns what of an address is a path on this site, with its query and
    /// fragment; `None` where it leads away.
    fn own_path<'h>(&self, href: &'h str) -> Option<&'h str> {
        let rest = match split_scheme(href) {
            Some((scheme, rest)) => {
                let is_web = scheme.eq_ignore_ascii_case("https")
                    || scheme.eq_ignore_ascii_case("http");
                rest.strip_prefix("//").filter(|_| is_web)?
            }
            None => match href.strip_prefix("//") {
                Some(rest) => rest,
                None => return Some(href),
            },
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let own = self.served.base.origin().into_iter().chain(&self.served.own_origins);
        let is_own = { own }.any(|own| own.authority().eq_ignore_ascii_case(authority));
        // Below our origin but not below our root is somebody else's.
        let path = if path.starts_with('/') { path } else { "/" };
        (is_own && path.starts_with(self.served.base.path().trim_end_matches('/')))
            .then_some(path)
    }

    /// Returns the path below the root of the site, decoded; an error, the path
    /// below the root of the host, where it is not below that of the site.
    fn below_root<'h>(&self, path: &'h str, page: &str) -> Result<Cow<'h, str>, String> {
        let root = self.served.base.path();
        if is_plain(path)
            && let Some(inside) = path.strip_prefix(root)
        {
            return Ok(Cow::Borrowed(inside));
        }
        let whole = if path.starts_with('/') {
            normalised("", path)
        } else {
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            normalised(&format!("{root}{folder}"), path)
        };
        let (root, inner) = (root.trim_start_matches('/'), whole.as_str());
        match inner.strip_prefix(root) {
            Some(inside) => Ok(Cow::Owned(inside.to_owned())),
            // The root itself, without its final slash.
            None if inner == root.trim_end_matches('/') => Ok(Cow::Borrowed("")),
            None => Err(whole),
        }
    }

    /// Judges a path on our host that is not below the root of the site. Where it
    /// would be right below it, the root was forgotten; else it is not ours.
    fn outside(&self, path: &str, whole: &str) -> Leads {
        if path.starts_with('/') && self.files.contains_key(whole) {
            return Leads::Nowhere(Why::RootMissing);
        }
        Leads::Away
    }

    /// Looks a decoded path below the root up.
    fn find(&self, path: &str) -> Leads {
        if let Some(&source) = self.files.get(path) {
            return Leads::To(source);
        }
        if self.redirects.answers(&self.served.base.href(path)) {
            return Leads::Redirected;
        }
        let bare = path.trim_end_matches('/');
        let routed = format!("/{path}");
        let routes = &self.served.external_routes;
        if routes.is_match(&routed) || routes.is_match(routed.trim_end_matches('/')) {
            return Leads::Away;
        }
        // `/a.html/` and `/a//`.
        if path.ends_with('/')
            && let Some(&source) = self.files.get(bare)
        {
            return Leads::To(source);
        }
        Leads::Nowhere(if self.folders.contains(bare) || path.is_empty() {
            Why::NoIndex
        } else {
            Why::Missing { path: path.to_owned() }
        })
    }
}

/// Returns the other addresses below the root at which servers answer with a
/// file: a folder's index without its name, a page without its extension.
fn other_names(path: &str) -> impl Iterator<Item = &str> {
    let folder =
        path.strip_suffix("index.html").or_else(|| path.strip_suffix("index.htm"));
    let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let bare = folder.map(|folder| folder.trim_end_matches('/'));
    let page = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
    [folder, bare, page].into_iter().flatten()
}

/// Splits an address at the first `#`, and what is before it at the first `?`.
pub(super) fn split(href: &str) -> Parts<'_> {
    let (before, fragment) = match href.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (href, None),
    };
    Parts { path: before.split('?').next().unwrap_or_default(), fragment }
}

fn split_scheme(href: &str) -> Option<(&str, &str)> {
    let colon = href.bytes().position(|byte| !is_scheme_byte(byte))?;
    let (scheme, rest) = href.split_at_checked(colon)?;
    let rest = rest.strip_prefix(':')?;
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((scheme, rest))
}

fn is_scheme_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// Returns an address as it is on a page with a `<base href>`.
fn on_base(base: &str, href: &str) -> String {
    let origin_end = base.find("//").map_or(0, |at| {
        let after = base.get(at + 2..).unwrap_or_default();
        at + 2 + after.find(['/', '?', '#']).unwrap_or(after.len())
    });
    let (origin, path) = base.split_at_checked(origin_end).unwrap_or((base, ""));
    if split_scheme(href).is_some() || href.starts_with("//") {
        return href.to_owned();
    }
    if href.starts_with('/') {
        return format!("{origin}{href}");
    }
    let page = split(path).path;
    if href.starts_with(['#', '?']) {
        return format!("{origin}{page}{href}");
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Relative to a base that is relative itself.
    let slash = if origin.is_empty() && !page.contains('/') { "" } else { "/" };
    format!("{origin}{folder}{slash}{href}")
}

/// Returns whether a path is what a normalised one would be.
fn is_plain(path: &str) -> bool {
    !path.contains('%') && !path.contains("/.") && !path.contains("//")
}

/// Walks a path from a folder, as browsers do: `..` at the top stays there, and
/// what is percent-encoded is decoded once.
fn normalised(folder: &str, path: &str) -> String {
    let mut segments: Vec<Cow<'_, str>> =
        folder.split('/').filter(|it| !it.is_empty()).map(Cow::Borrowed).collect();
    let mut is_folder = false;
    for segment in path.split('/') {
        let decoded = percent_decode_str(segment).decode_utf8_lossy();
        is_folder = matches!(decoded.as_ref(), "" | "." | "..");
        match decoded.as_ref() {
            "" | "." => (),
            ".." => {
                segments.pop();
            }
            _ => segments.push(decoded),
        }
    }
    let mut whole = segments.join("/");
    if is_folder && !whole.is_empty() {
        whole.push('/');
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 6] =
        ["about.html", "b/c/index.html", "b/d e.pdf", "index.html", "s.css", "x/y.txt"];

    fn told(base: &str, page: &str, href: &str, page_base: Option<&str>) -> String {
        let mut paths = FILES.map(str::to_owned).to_vec();
        paths.sort();
        let served = Served {
            base: BaseUrl::parse(base).unwrap(),
            own_origins: vec![Origin::parse("https://old.example").unwrap()],
            external_routes: GlobSet::empty(),
        };
        let redirects = Redirects::parse("/gone/* /b/ 301\n");
        let map = Map::new(&paths, &redirects, &served);
        let here = Here { source: SourceId(99), path: page, base: page_base };
        match map.lead(href, &here) {
            Leads::To(SourceId(99)) => "here".to_owned(),
            Leads::To(source) => paths[source.index()].clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn an_address_leads_to_what_a_server_would_answer_with() {
        #[rustfmt::skip]
        let cases = [
            ("/",                    "index.html"),
            ("../..",                "index.html"),
            ("../../../../..",       "index.html"),
            ("/b/c/",                "b/c/index.html"),
            ("/b/c",                 "b/c/index.html"),
            ("/b/c/index.html#x",    "b/c/index.html"),
            ("",                     "here"),
            ("#x",                   "here"),
            ("?x=1#y",               "here"),
            (".",                    "b/c/index.html"),
            ("../d%20e.pdf",         "b/d e.pdf"),
            ("../d e.pdf",           "b/d e.pdf"),
            ("/about",               "about.html"),
            ("/about.html/",         "about.html"),
            ("/s.css?v=3",           "s.css"),
            ("https://a.example/b/c/", "b/c/index.html"),
            ("HTTP://A.example",     "index.html"),
            ("//old.example/s.css",  "s.css"),
            ("https://b.example/x",  "Away"),
            ("mailto:a@b.example",   "Away"),
            ("javascript:void(0)",   "Away"),
            ("/gone/x/y",            "Redirected"),
            ("/x/",                  "Nowhere(NoIndex)"),
            ("/S.css",               "Nowhere(Missing { path: \"S.css\" })"),
            ("q",                    "Nowhere(Missing { path: \"b/c/q\" })"),
        ];
        for (href, expected) in cases {
            let page = "b/c/index.html";
            assert_eq!(told("https://a.example/", page, href, None), expected, "{href}");
        }
    }

    #[test]
    fn below_a_root_with_a_path_that_path_counts() {
        #[rustfmt::skip]
        let cases = [
            ("/t/b/c/",                  "b/c/index.html"),
            ("/t/",                      "index.html"),
            ("/t",                       "index.html"),
            ("../..",                    "index.html"),
            ("../../../other/",          "Away"),
            ("/other/",                  "Away"),
            ("/b/c/",                    "Nowhere(RootMissing)"),
            ("https://a.example/t/s.css", "s.css"),
            ("https://a.example/s.css",  "Away"),
        ];
        for (href, expected) in cases {
            let page = "b/c/index.html";
            assert_eq!(
                told("https://a.example/t/", page, href, None),
                expected,
                "{href}"
            );
        }
    }

    #[test]
    fn a_base_is_where_addresses_start() {
        #[rustfmt::skip]
        let cases = [
            ("/b/c/",                "../d%20e.pdf", "b/d e.pdf"),
            ("/b/x.html",            "c/",           "b/c/index.html"),
            ("/b/c/",                "#x",           "b/c/index.html"),
            ("https://a.example",    "s.css",        "s.css"),
            ("https://b.example/x/", "s.css",        "Away"),
            ("https://b.example/x/", "/s.css",       "Away"),
            ("https://b.example/x/", "//a.example/s.css", "s.css"),
            ("../",                  "s.css",        "s.css"),
        ];
        for (base, href, expected) in cases {
            let found = told("https://a.example/", "x/index.html", href, Some(base));
            assert_eq!(found, expected, "{base} {href}");
        }
    }
}

//! The fourth pass: what each link leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::path::{ContentPath, PathError};
use crate::base::slug::nfc;
use crate::config::Config;
use crate::parse::{Document, Link, LinkForm, LinkRole};

use super::found::{
    Found, below_base, broken, external, found_place, found_route, matches_route,
    missing, refused,
};
use super::href::{self, Form, Reference};
use super::outward::Outward;
use super::register_ids::RegisterIds;
use super::routes::{Place, Routes};
use super::suggest::Suggest;
use super::{Defect, Notice, Page, PageIndex, Redirect, Settled, Target};

/// Settles the links of one document after another, all against the same
/// tables.
pub(super) struct Links<'a> {
    pub(super) documents: &'a [Arc<Document>],
    pub(super) pages: &'a [Page],
    pub(super) routes: &'a Routes<'a>,
    pub(super) redirects: &'a [Redirect],
    pub(super) ids: &'a BTreeMap<String, PageIndex>,
    pub(super) register_ids: &'a RegisterIds,
    pub(super) config: &'a Config,
}

impl<'s> Links<'s> {
    /// Returns what became of every link of a document, in their order.
    pub(super) fn settle_document(&self, at: PageIndex) -> Vec<Settled> {
        let document = &self.documents[at.index()];
        document.links.iter().map(|link| self.settle(at, link)).collect()
    }

    /// Returns what became of one link.
    pub(super) fn settle(&self, from: PageIndex, link: &Link) -> Settled {
        let path = &self.documents[from.index()].path;
        self.settle_from(&Origin { page: Some(from), path, link })
    }

    /// Returns what becomes today of a link in a text that was at a path once.
    pub(super) fn settle_at(&self, path: &ContentPath, link: &Link) -> Settled {
        self.settle_from(&Origin { page: None, path, link })
    }

    fn settle_from(&self, origin: &Origin<'_>) -> Settled {
        let link = origin.link;
        let named = match link.form {
            LinkForm::FrontMatter(_) => self.ids.get(&link.href),
            _ => None,
        };
        let settled = match (link.form, named) {
            (LinkForm::EmailAutolink, _) => external(format!("mailto:{}", link.href)),
            (_, Some(&page)) => self.on_page(page, origin, href::split("")),
            _ if link.href.is_empty() => broken(String::new(), Defect::Empty),
            _ => self.settle_href(origin),
        };
        match link.role {
            LinkRole::Hint => Settled { defect: None, notice: None, ..settled },
            LinkRole::Page | LinkRole::Embed => settled,
        }
    }

    /// Returns what becomes of a link that stands in no document: of a line of
    /// `_redirects`, which starts at the content folder.
    pub(super) fn settle_from_root(&self, link: &Link) -> Settled {
        let Ok(path) = ContentPath::new("_redirects") else {
            return external(link.href.clone());
        };
        self.settle_href(&Origin { page: None, path: &path, link })
    }

    fn settle_href(&self, origin: &Origin<'_>) -> Settled {
        let href = origin.link.href.as_str();
        match href::classify(href) {
            Form::SamePage(reference) => match origin.page {
                Some(page) => self.on_page(page, origin, reference),
                None => external(href::encode(href)),
            },
            Form::Path(reference) => self.settle_path(origin, reference),
            Form::Web { scheme, authority, rest } => {
                self.settle_web(origin, (scheme, authority), rest)
            }
            Form::Other => external(href::encode(href)),
            // A picture may be in the page itself.
            Form::Bad(Defect::SchemeForbidden { scheme })
                if scheme == "data" && origin.link.role == LinkRole::Embed =>
            {
                external(href::encode(href))
            }
            Form::Bad(defect) => broken(refused(href, &defect), defect),
        }
    }

    /// A path without a host.
    fn settle_path(&self, origin: &Origin<'_>, reference: Reference<'_>) -> Settled {
        let suggest = self.suggest(origin);
        let Some(decoded) = href::decode(reference.path) else {
            let defect =
                Defect::UrlMalformed { reason: "its percent-encoding is not UTF-8" };
            return broken(href::encode(&origin.link.href), defect);
        };
        let count = |path: &str| path.bytes().filter(|&byte| byte == b'/').count();
        let has_odd_separator =
            decoded.contains(['\\', '\0']) || count(&decoded) != count(reference.path);
        if has_odd_separator {
            let suggestion = suggest.with_plain_separators(&decoded, reference);
            let resolved = decoded;
            let defect = missing(origin.link, resolved, suggestion);
            return broken(href::encode(&origin.link.href), defect);
        }
        let decoded = nfc(&decoded);
        let found = match decoded.strip_prefix('/') {
            Some(_) => self.find_from_root(origin, &decoded, reference),
            None => self.find_relative(origin, &decoded, reference),
        };
        self.finish(origin, found, reference)
    }

    /// A path relative to the file.
    fn find_relative(
        &self,
        origin: &Origin<'_>,
        decoded: &str,
        reference: Reference<'_>,
    ) -> Found {
        let joined = match origin.path.join(decoded) {
            Ok(joined) => joined.map(|path| path.key()).unwrap_or_default(),
            Err(PathError::Escapes) => return Found::Defect(Defect::OutsideRoot),
            Err(_) => {
                return Found::Defect(missing(origin.link, decoded.to_owned(), None));
            }
        };
        match self.routes.place(&joined) {
            Some(Place::Document(_)) if decoded.ends_with('/') => {
                let suggestion = self.suggest(origin).path(&joined, reference);
                Found::Defect(missing(origin.link, format!("{joined}/"), suggestion))
            }
            Some(place) => found_place(place, joined),
            None => Found::Defect(self.missing_path(origin, joined, reference)),
        }
    }

    /// A path from the root: of the site, with or without the path of
    /// `base_url`, or of the content folder.
    fn find_from_root(
        &self,
        origin: &Origin<'_>,
        decoded: &str,
        reference: Reference<'_>,
    ) -> Found {
        let Ok(joined) = origin.path.join(decoded) else {
            return Found::Defect(Defect::OutsideRoot);
        };
        let base = &self.config.site.base_url;
        let below_base = below_base(decoded, base);
        let candidates = [below_base.as_deref(), Some(decoded)];
        for path in candidates.into_iter().flatten() {
            if let Some(route) = self.routes.url(path) {
                return found_route(route);
            }
        }
        let keys = [below_base.as_deref(), Some(decoded)];
        for key in keys.into_iter().flatten().map(|path| path.trim_matches('/')) {
            if let Some(place) = self.routes.place(key) {
                return found_place(place, key.to_owned());
            }
        }
        if matches_route(&self.config.site.external_routes, decoded) {
            return Found::Elsewhere;
        }
        let resolved = joined.map(|path| path.key()).unwrap_or_default();
        Found::Defect(self.missing_path(origin, resolved, reference))
    }

    /// What is wrong with a path that leads nowhere.
    fn missing_path(
        &self,
        origin: &Origin<'_>,
        key: String,
        reference: Reference<'_>,
    ) -> Defect {
        let suggest = self.suggest(origin);
        if let Some(actual) = self.routes.folded(&key) {
            let suggestion = suggest.path_or_same(actual, reference);
            return Defect::CaseMismatch { actual: actual.to_owned(), suggestion };
        }
        let suggestion = suggest.for_missing(&key, reference);
        missing(origin.link, key, suggestion)
    }

    /// A URL with a host: ours, our repository's, or somebody else's.
    fn settle_web(
        &self,
        origin: &Origin<'_>,
        (scheme, authority): (Option<&str>, &str),
        rest: Reference<'_>,
    ) -> Settled {
        let written = href::encode(&origin.link.href);
        if self.is_own(authority) {
            return self.settle_own(origin, scheme, rest);
        }
        let path = self.repository_path(origin, rest);
        let place = path.and_then(|path| self.routes.place(&path));
        let Some(Place::Document(page)) = place else {
            let notice = Outward { scheme, authority, rest }.notice(&origin.link.href);
            return Settled { notice: notice.map(Box::new), ..external(written) };
        };
        let settled = self.on_page(page, origin, rest);
        // The link stays one to the repository; it is only known to be right.
        Settled { href: written, notice: None, ..settled }
    }

    fn is_own(&self, authority: &str) -> bool {
        let site = &self.config.site;
        let mut own = site.base_url.origin().into_iter().chain(&site.own_origins);
        own.any(|origin| origin.authority().eq_ignore_ascii_case(authority))
    }

    /// An absolute URL on our own host.
    fn settle_own(
        &self,
        origin: &Origin<'_>,
        scheme: Option<&str>,
        rest: Reference<'_>,
    ) -> Settled {
        let written = href::encode(&origin.link.href);
        let Some(decoded) = href::decode(rest.path).map(|path| nfc(&path)) else {
            return broken(
                written,
                Defect::UrlMalformed { reason: "its percent-encoding is not UTF-8" },
            );
        };
        let decoded = if decoded.is_empty() { "/".to_owned() } else { decoded };
        let Some(path) = below_base(&decoded, &self.config.site.base_url) else {
            return external(written);
        };
        let found = match self.routes.url(&path) {
            Some(route) => found_route(route),
            None if matches_route(&self.config.site.external_routes, &path) => {
                Found::Elsewhere
            }
            None => {
                let key = path.trim_matches('/').to_owned();
                let suggestion = self.suggest(origin).for_missing(&key, rest);
                Found::Defect(missing(origin.link, path, suggestion))
            }
        };
        let page = if let Found::Page(page) = found { Some(page) } else { None };
        let mut settled = self.finish(origin, found, rest);
        if settled.defect.is_none() && settled.notice.is_none() && scheme.is_some() {
            let suggestion = page.map(|page| self.suggest(origin).page(page, rest));
            settled.notice = suggestion
                .map(|suggestion| Box::new(Notice::SelfAbsolute { suggestion }));
        }
        settled
    }

    /// Returns the content path that a link to a file of our own repository
    /// names.
    fn repository_path(
        &self,
        origin: &Origin<'_>,
        rest: Reference<'_>,
    ) -> Option<String> {
        let repository = self.config.site.repository.as_ref()?;
        let before =
            origin.link.href.find(rest.path).filter(|_| !rest.path.is_empty())?;
        let url = origin.link.href.get(..before + rest.path.len())?;
        let tail = url.strip_prefix(repository.url.as_str())?.trim_start_matches("/-");
        let tail = ["/blob/", "/tree/", "/raw/", "/edit/"]
            .iter()
            .find_map(|kind| tail.strip_prefix(kind))?;
        let path = tail.strip_prefix(repository.branch.as_str())?.strip_prefix('/')?;
        let decoded = nfc(&href::decode(path)?);
        let content = format!("{}/", self.config.content.dir);
        let below = decoded.strip_prefix(&content).map(str::to_owned);
        below.or(Some(decoded))
    }

    /// Turns what a path led to into the link's verdict.
    fn finish(
        &self,
        origin: &Origin<'_>,
        found: Found,
        reference: Reference<'_>,
    ) -> Settled {
        let site = &self.config.site.base_url;
        let tail = |path: &str| {
            let fragment = reference.fragment.map(|fragment| format!("#{fragment}"));
            href::encode(&format!(
                "{path}{}{}",
                reference.query,
                fragment.unwrap_or_default()
            ))
        };
        match found {
            Found::Page(page) => self.on_page(page, origin, reference),
            Found::Asset(asset) => Settled {
                href: tail(&site.href(&self.routes.asset_url(asset).encoded())),
                target: Target::Asset(asset),
                defect: None,
                notice: None,
            },
            Found::Generated(url) => {
                let href = tail(&site.href(&url.encoded()));
                self.to_generated(origin, (url, href), reference)
            }
            Found::Redirect(at) => self.moved(origin, at, reference),
            Found::Elsewhere => {
                let href = href::encode(&origin.link.href);
                Settled { href, target: Target::Elsewhere, defect: None, notice: None }
            }
            Found::Defect(defect) => broken(href::encode(&origin.link.href), defect),
        }
    }

    /// A link that works through a redirect.
    fn moved(&self, origin: &Origin<'_>, at: usize, reference: Reference<'_>) -> Settled {
        let redirect = &self.redirects[at];
        let Some(page) = redirect.page else {
            let defect = Defect::Moved { suggestion: Some(redirect.to.clone()) };
            return broken(href::encode(&origin.link.href), defect);
        };
        let suggestion = self.suggest(origin).page(page, reference);
        let settled = self.on_page(page, origin, reference);
        let defect = settled
            .defect
            .or_else(|| Some(Box::new(Defect::Moved { suggestion: Some(suggestion) })));
        Settled { defect, notice: None, ..settled }
    }

    pub(super) fn suggest<'b>(&'b self, origin: &Origin<'b>) -> Suggest<'b, 's> {
        Suggest { links: self, from: origin.path, link: origin.link }
    }
}

/// A link and the document that it stands in.
pub(super) struct Origin<'a> {
    pub(super) page: Option<PageIndex>,
    path: &'a ContentPath,
    pub(super) link: &'a Link,
}

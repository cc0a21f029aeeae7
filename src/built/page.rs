//! What became of each address on one page.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::base::nearest::nearest;
use crate::base::span::{SourceId, Span};

use super::address::{Here, Leads, Map, split};
use super::scan::{Role, Scanned, scan};
use super::{AnchorMissing, BrokenLink, IdDuplicate, LinkRole};

/// What is known of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What a fragment may name, sorted.
    pub(super) anchors: Vec<Box<str>>,
    /// Where the page leads on to.
    pub(super) refresh: Option<Leads>,
    /// Links into other pages, to be proved when all of them are known.
    pub(super) pending: Vec<Pending>,
    pub(super) broken: Vec<BrokenLink>,
    pub(super) loose: Vec<AnchorMissing>,
    pub(super) duplicates: Vec<IdDuplicate>,
    /// How many addresses there are.
    pub(super) links: usize,
    /// How many of them lead to other sites.
    pub(super) away: usize,
}

/// A link to a place on another page.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) target: SourceId,
    pub(super) href: Box<str>,
    pub(super) span: Span,
}

/// Reads a page and settles what can be settled without the other pages.
pub(super) fn page(html: &[u8], source: SourceId, path: &str, map: &Map<'_>) -> Page {
    let scanned = scan(html);
    let mut page = Page { anchors: anchors(&scanned), ..Page::default() };
    page.add_duplicates(&scanned, source);
    let base = scanned.first(Role::Base).map(|base| scanned.text(base));
    let here = Here { source, path, base };
    for link in &scanned.links {
        let href = scanned.text(link);
        let role = match link.role {
            // What a page calls itself may be on another host; the fallback of
            // a `<base>` is itself.
            Role::Base | Role::Name => continue,
            Role::Asset => LinkRole::Asset,
            Role::Link | Role::Canonical | Role::Refresh => LinkRole::Page,
        };
        page.links += 1;
        // An empty address is that of the page itself.
        if href.is_empty() {
            continue;
        }
        let leads = map.lead(href, &here);
        if link.role == Role::Refresh {
            page.refresh = Some(leads.clone());
        }
        match leads {
            Leads::To(target) => page.add_fragment(href, target, source, link.span),
            Leads::Redirected => (),
            Leads::Away => page.away += 1,
            Leads::Nowhere(why) => page.broken.push(BrokenLink {
                source,
                span: link.span,
                href: href.to_owned(),
                role,
                why,
            }),
        }
    }
    page
}

impl Page {
    fn add_fragment(
        &mut self,
        href: &str,
        target: SourceId,
        source: SourceId,
        span: Span,
    ) {
        let Some(fragment) = split(href).fragment.filter(|it| is_anchor(it)) else {
            return;
        };
        if target != source {
            self.pending.push(Pending { target, href: href.into(), span });
        } else if !self.has(fragment) {
            let suggestion = self.nearest(href);
            let href = href.to_owned();
            self.loose.push(AnchorMissing { source, span, href, target, suggestion });
        }
    }

    /// Returns whether a fragment, as written, names a place on this page: as it
    /// is, or else decoded, as browsers look it up.
    pub(super) fn has(&self, fragment: &str) -> bool {
        let known = |name: &str| {
            self.anchors.binary_search_by(|anchor| anchor.as_ref().cmp(name)).is_ok()
        };
        known(fragment) || {
            let decoded = percent_decode_str(fragment).decode_utf8_lossy();
            matches!(&decoded, Cow::Owned(name) if known(name))
        }
    }

    /// Returns the place that was probably meant by the fragment of an address.
    pub(super) fn nearest(&self, href: &str) -> Option<String> {
        let fragment = split(href).fragment?;
        let decoded = percent_decode_str(fragment).decode_utf8_lossy();
        let anchors = self.anchors.iter().map(AsRef::as_ref);
        nearest(&decoded, anchors).map(str::to_owned)
    }

    fn add_duplicates(&mut self, scanned: &Scanned, source: SourceId) {
        let mut ids: Vec<_> =
            scanned.ids.iter().map(|id| (scanned.text(id), id.span)).collect();
        ids.sort_unstable();
        for same in ids.chunk_by(|(a, _), (b, _)| a == b) {
            if let [(id, first), (_, second), ..] = same
                && !id.is_empty()
            {
                self.duplicates.push(IdDuplicate {
                    source,
                    id: (*id).to_owned(),
                    first: *first,
                    span: *second,
                });
            }
        }
    }
}

/// Returns what a fragment may name, sorted.
pub(super) fn anchors(scanned: &Scanned) -> Vec<Box<str>> {
    let written = scanned.ids.iter().chain(&scanned.names);
    let names =
        written.map(|written| scanned.text(written)).filter(|name| !name.is_empty());
    let mut anchors: Vec<Box<str>> = names.map(Box::from).collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

/// Returns whether a fragment has to be on the page: the top is always there,
/// routes of scripts and directives to browsers never are, nor is `#_`, which leads
/// nowhere on purpose.
pub(super) fn is_anchor(fragment: &str) -> bool {
    !fragment.is_empty()
        && !fragment.eq_ignore_ascii_case("top")
        && fragment != "_"
        && !fragment.starts_with(['/', '!'])
        && !fragment.contains(":~:")
}

//! What a link to a page leads to: the page, and the place on it that its fragment
//! names.

use crate::base::path::UrlPath;

use super::anchors::{self, Fragment};
use super::found::broken;
use super::href::{self, Reference};
use super::links::{Links, Origin};
use super::{Defect, Notice, PageIndex, Publication, Settled, Target};

impl Links<'_> {
    /// A link to a page that exists, with whatever fragment it has.
    pub(super) fn on_page(
        &self,
        page: PageIndex,
        origin: &Origin<'_>,
        reference: Reference<'_>,
    ) -> Settled {
        if let Some(defect) = self.unpublished(page, origin.page) {
            return broken(href::encode(&origin.link.href), defect);
        }
        self.to_page(page, origin, reference)
    }

    /// Why a page must not be linked to, if so.
    fn unpublished(&self, page: PageIndex, from: Option<PageIndex>) -> Option<Defect> {
        let source =
            from.map_or(Publication::Full, |from| self.pages[from.index()].publication);
        match self.pages[page.index()].publication {
            Publication::Draft
                if source != Publication::Draft && source != Publication::Internal =>
            {
                Some(Defect::DraftTarget { page })
            }
            Publication::Internal if source != Publication::Internal => {
                Some(Defect::InternalTarget { page })
            }
            _ => None,
        }
    }

    fn to_page(
        &self,
        page: PageIndex,
        origin: &Origin<'_>,
        reference: Reference<'_>,
    ) -> Settled {
        let document = &self.documents[page.index()];
        let fragment = reference.fragment;
        let is_here = Some(page) == origin.page && reference.path.is_empty();
        let mut base = if is_here {
            String::new()
        } else {
            self.config.site.base_url.href(&self.pages[page.index()].url.encoded())
        };
        if !reference.query.is_empty() {
            base.push_str(&href::encode(reference.query));
        }
        let with = |id: &str| format!("{base}#{}", href::encode_fragment(id));
        let target = |anchor: Option<String>| Target::Page { page, anchor };
        let good = |href: String, anchor: Option<String>| Settled {
            href,
            target: target(anchor),
            defect: None,
            notice: None,
        };
        // A body that is not published has no anchors to be right or wrong.
        let has_body = self.pages[page.index()].publication != Publication::MetadataOnly;
        let found = fragment
            .filter(|_| has_body)
            .map(|fragment| anchors::find(fragment, &document.anchors));
        match found {
            None => good(base, None),
            Some(Fragment::Top) => {
                let raw = fragment.unwrap_or_default();
                good(format!("{base}#{}", href::encode_fragment(raw)), None)
            }
            Some(Fragment::Exact(id) | Fragment::Accepted(id)) => {
                good(with(&id), Some(id))
            }
            Some(Fragment::Noncanonical(id)) => {
                let suggestion = self.suggest(origin).with_fragment(&id);
                let notice =
                    Notice::AnchorNoncanonical { canonical: id.clone(), suggestion };
                Settled { notice: Some(Box::new(notice)), ..good(with(&id), Some(id)) }
            }
            Some(Fragment::Missing(id)) if self.is_on_front(page, &id) => {
                good(with(&id), Some(id))
            }
            Some(Fragment::Missing(id)) => {
                let suggestion = self.suggest(origin).anchor(page, &id);
                let href = with(&id);
                let defect = Defect::AnchorMissing { page, anchor: id, suggestion };
                Settled { defect: Some(Box::new(defect)), ..good(href, None) }
            }
        }
    }

    /// Returns whether a page is the front page, and has an id because of a register.
    fn is_on_front(&self, page: PageIndex, id: &str) -> bool {
        let page = &self.pages[page.index()];
        let is_front = page.url == UrlPath::root() && !page.kind.is_controlled();
        is_front && self.register_ids.has_front(id)
    }

    /// A link to something that the build makes. Of the pages that are made of
    /// registers it is known which ids they have.
    pub(super) fn to_generated(
        &self,
        origin: &Origin<'_>,
        (url, href): (UrlPath, String),
        reference: Reference<'_>,
    ) -> Settled {
        let known = self.register_ids.at(&url);
        let found = known.zip(reference.fragment);
        let found = found.map(|(ids, fragment)| (ids, anchors::find(fragment, ids)));
        let target = Target::Generated(url.clone());
        let good = Settled { href, target, defect: None, notice: None };
        let suggest = self.suggest(origin);
        match found {
            Some((_, Fragment::Noncanonical(id))) => {
                let before = good.href.split('#').next().unwrap_or_default();
                let href = format!("{before}#{}", href::encode_fragment(&id));
                let suggestion = suggest.with_fragment(&id);
                let notice = Notice::AnchorNoncanonical { canonical: id, suggestion };
                Settled { href, notice: Some(Box::new(notice)), ..good }
            }
            Some((ids, Fragment::Missing(anchor))) => {
                let near = anchors::nearest_anchor(&anchor, ids);
                let suggestion = near.map(|id| suggest.with_fragment(id));
                let defect = Defect::EntryMissing { url, anchor, suggestion };
                Settled { defect: Some(Box::new(defect)), ..good }
            }
            _ => good,
        }
    }
}

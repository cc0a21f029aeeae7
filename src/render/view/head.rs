//! What stands in the head of a page, for browsers and search engines.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::base::path::UrlPath;
use crate::render::markup::Markup;
use crate::resolve::Site;

/// How many characters of a title are in the margin of a sheet of paper.
const SHEET: usize = 120;

/// The head of a page.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct HeadView {
    /// The title of the window: the page's, then the site's.
    title: String,
    /// The title of the page alone.
    name: String,
    /// The same as far as a line in the margin of a sheet of paper has room for it.
    sheet: String,
    /// One or two sentences.
    description: Option<String>,
    /// The page's address for ever; `None` where the site's is not known.
    canonical: Option<String>,
    /// The same document in other formats.
    alternates: Vec<AlternateView>,
    /// Other pages of the history of the document.
    relations: Vec<RelationView>,
    /// What programs read about the page, as JSON-LD; empty where there is
    /// nothing to tell.
    structured: Markup,
    /// Whether search engines may list the page.
    is_indexed: bool,
}

/// A page that belongs to the same history ([RFC
/// 5829](https://www.rfc-editor.org/rfc/rfc5829)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::render) struct RelationView {
    /// What it is: `predecessor-version`.
    pub(in crate::render) rel: &'static str,
    /// Where it is.
    pub(in crate::render) href: String,
}

/// A document in another format.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct AlternateView {
    /// The format for readers: `Markdown`.
    pub(in crate::render) label: &'static str,
    /// The media type.
    pub(in crate::render) media_type: &'static str,
    /// Where it is.
    pub(in crate::render) href: String,
}

/// Shortens a title that has more characters than [`SHEET`].
fn on_sheet(title: &str) -> String {
    if title.len() <= SHEET {
        return title.to_owned();
    }
    let mut ends = title.grapheme_indices(true).map(|(at, _)| at).skip(SHEET);
    match ends.next().and_then(|end| title.get(..end)) {
        Some(start) => format!("{start}\u{2026}"),
        None => title.to_owned(),
    }
}

impl HeadView {
    /// Creates the head of a page that search engines may list.
    pub(in crate::render) fn new(site: &Site, title: &str, url: &UrlPath) -> Self {
        let config = &site.config.site;
        let known = config.base_url.origin();
        Self {
            title: if title == config.title {
                title.to_owned()
            } else {
                format!("{title} \u{2013} {}", config.title)
            },
            name: title.to_owned(),
            sheet: on_sheet(title),
            description: None,
            canonical: known.map(|_| config.base_url.absolute(&url.encoded())),
            alternates: Vec::new(),
            relations: Vec::new(),
            structured: Markup::default(),
            is_indexed: true,
        }
    }

    /// Adds a description.
    pub(in crate::render) fn described(self, description: Option<String>) -> Self {
        Self { description, ..self }
    }

    /// Adds other formats.
    pub(in crate::render) fn with(self, alternates: Vec<AlternateView>) -> Self {
        Self { alternates, ..self }
    }

    /// Adds what programs read.
    pub(in crate::render) fn telling(self, structured: Markup) -> Self {
        Self { structured, ..self }
    }

    /// Adds the pages that belong to the same history.
    pub(in crate::render) fn in_history(self, relations: Vec<RelationView>) -> Self {
        Self { relations, ..self }
    }

    /// Names another page as the one to remember and to find.
    pub(in crate::render) fn standing_for(self, site: &Site, url: &UrlPath) -> Self {
        let canonical = self.canonical.is_some();
        let base_url = &site.config.site.base_url;
        let canonical = canonical.then(|| base_url.absolute(&url.encoded()));
        Self { canonical, ..self }
    }

    /// Asks search engines not to list the page; it keeps its address.
    pub(in crate::render) fn unindexed(self) -> Self {
        Self { is_indexed: false, ..self }
    }

    /// Keeps the page out of search engines, and gives it no address.
    pub(in crate::render) fn unlisted(self) -> Self {
        Self { canonical: None, is_indexed: false, ..self }
    }
}

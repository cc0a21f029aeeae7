//! What stands in the head of a page, for browsers and search engines.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::resolve::Site;

/// The head of a page.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct HeadView {
    /// The title of the window: the page's, then the site's.
    title: String,
    /// One or two sentences.
    description: Option<String>,
    /// The page's address for ever; `None` where the site's is not known.
    canonical: Option<String>,
    /// The same document in other formats.
    alternates: Vec<AlternateView>,
    /// Whether search engines may list the page.
    is_indexed: bool,
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
            description: None,
            canonical: known.map(|_| config.base_url.absolute(&url.encoded())),
            alternates: Vec::new(),
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

    /// Keeps the page out of search engines.
    pub(in crate::render) fn unlisted(self) -> Self {
        Self { canonical: None, is_indexed: false, ..self }
    }
}

//! HTML that several pages share, rendered when the first of them asks for it.

use std::sync::OnceLock;

use crate::base::html::escape;
use crate::error::Error;

/// A piece of HTML, or the error in its template.
#[derive(Debug, Default)]
pub(super) struct Fragment(OnceLock<Result<String, String>>);

impl Fragment {
    /// Returns the HTML; `render` makes it, once.
    pub(super) fn get(
        &self,
        render: impl FnOnce() -> Result<String, Error>,
    ) -> Result<&str, Error> {
        let html = self.0.get_or_init(|| render().map_err(|error| error.to_string()));
        match html {
            Ok(html) => Ok(html),
            Err(report) => Err(Error::Template { report: report.clone() }),
        }
    }
}

/// What the link to a page is for the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The page itself.
    Page,
    /// What the page belongs to: a document, or a version of one.
    Above,
}

impl Mark {
    /// Marks the link to `href`, where there is one, in shared HTML.
    pub(super) fn put(self, html: &str, href: &str) -> String {
        let value = match self {
            Self::Page => "page",
            Self::Above => "true",
        };
        let link = format!("href=\"{}\"", escape(href));
        match html.split_once(&link) {
            Some((before, after)) => {
                [before, &link, " aria-current=\"", value, "\"", after].concat()
            }
            None => html.to_owned(),
        }
    }
}

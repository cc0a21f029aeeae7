//! The few pieces of HTML that exist only in the preview.

use crate::base::digest::Inputs;
use crate::base::html::escape;

use super::nearest::Near;
use super::snapshot::{Page, Snapshot, short};

/// The folder of what exists only here, below the site's root.
pub(super) const OWN: &str = "/_preview/";

/// What keeps an open page the newest one: one module, in parts.
pub(super) const SCRIPT: &str =
    concat!(include_str!("client/exchange.js"), "\n", include_str!("client/preview.js"));

/// What its overlay looks like.
pub(super) const STYLE: &str = include_str!("client/preview.css");

/// Returns what tells both from those of another trustpress.
pub(super) fn version() -> String {
    short(Inputs::of(&format!("{SCRIPT}{STYLE}")))
}

/// What tells one state of a page from another; empty where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks<'a> {
    /// The digest of its HTML.
    pub(super) page: &'a str,
    /// The digest of the images in it.
    pub(super) images: &'a str,
    /// The digest of the scripts.
    pub(super) scripts: &'a str,
}

/// Returns where the preview's own files are, as an `href`.
pub(super) fn own_folder(snapshot: &Snapshot) -> String {
    snapshot.draft.site.config.site.base_url.href(OWN)
}

/// Returns a page of the site as browsers get it.
pub(super) fn served(snapshot: &Snapshot, page: &Page) -> String {
    let marks =
        Marks { page: &page.digest, images: &page.images, scripts: &snapshot.scripts };
    with_script(&page.html, &own_folder(snapshot), marks)
}

/// Adds the preview's script to a page.
pub(super) fn with_script(html: &str, own: &str, marks: Marks<'_>) -> String {
    let Marks { page, images, scripts } = marks;
    let script = format!(
        "<script type=\"module\" src=\"{own}preview.js?v={version}\" data-preview=\"{page}\" \
         data-images=\"{images}\" data-scripts=\"{scripts}\"></script>\n",
        own = escape(own),
        version = version(),
    );
    match html.rsplit_once("</body>") {
        Some((before, after)) => format!("{before}{script}</body>{after}"),
        None => format!("{html}{script}"),
    }
}

/// Returns what is shown while there is no site at all.
pub(super) fn standing_in(title: &str, own: &str) -> String {
    let main = format!(
        "<h1>There is no site to show yet</h1>\n<p>{}</p>\n\
         <p>This page shows the site as soon as that is mended.</p>",
        escape(title)
    );
    page("No site yet", &main, own, "")
}

/// Returns what is shown in place of a page that could not be made.
pub(super) fn broken(report: &str, own: &str, digest: &str) -> String {
    let main =
        format!("<h1>This page could not be made</h1>\n<pre>{}</pre>", escape(report));
    page("Page not made", &main, own, digest)
}

fn page(title: &str, main: &str, own: &str, digest: &str) -> String {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{}preview.css?v={}\">\n</head>\n\
         <body class=\"preview-page\">\n<main>\n{main}\n</main>\n</body>\n</html>\n",
        escape(own),
        version(),
    );
    with_script(&html, own, Marks { page: digest, ..Marks::default() })
}

/// Returns the pages that may have been meant, as a list.
pub(super) fn near_list(path: &str, near: &[Near]) -> String {
    let mut list = format!("<p>There is no page at <code>{}</code>.", escape(path));
    if near.is_empty() {
        return list + "</p>\n";
    }
    list.push_str(" Near it:</p>\n<ul>\n");
    for Near { href, title } in near {
        let (href, title) = (escape(href), escape(title));
        list.extend(["<li><a href=\"", &href, "\">", &title, "</a> <code>", &href]);
        list.push_str("</code></li>\n");
    }
    list + "</ul>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_escaped_and_the_script_stands_at_the_end() {
        let page = broken("<script>alert(1)</script>", "/a/_preview/", "0f");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
        let script = format!(
            "<script type=\"module\" src=\"/a/_preview/preview.js?v={}\" \
             data-preview=\"0f\" data-images=\"\" data-scripts=\"\"></script>\n</body>",
            version()
        );
        assert!(page.contains(&script), "{page}");
        let near = Near { href: "/a\"b/".to_owned(), title: "<A>".to_owned() };
        let list = near_list("/<x>/", &[near]);
        assert!(!list.contains("<x>") && !list.contains("<A>") && !list.contains("a\"b"));
        assert!(with_script("text", "/", Marks::default()).starts_with("text<script "));
    }
}

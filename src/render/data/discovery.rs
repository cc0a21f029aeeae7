//! `sitemap.xml` and `robots.txt`.

use std::fmt::Write as _;

use crate::base::html::escape;
use crate::resolve::Site;

use crate::render::GUIDE;

use super::absolute;

/// Lists every page ([sitemaps.org](https://www.sitemaps.org/protocol.html)).
/// A page without a date has no `lastmod`: it is never dated for want of
/// knowledge.
pub(super) fn sitemap(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for &at in site.reading_order.iter() {
        let page = site.page(at);
        let url = escape(&absolute(site, &page.url.encoded()));
        let lastmod = page.dates.last_updated_on.or(page.dates.issued_on);
        let lastmod =
            lastmod.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        writeln!(xml, "<url><loc>{url}</loc>{lastmod}</url>").expect("strings grow");
    }
    for register in site.register_pages() {
        let url = register.url();
        // A page of the content takes its place.
        if !site.pages.iter().any(|page| page.url == url && page.publication.is_listed())
        {
            let url = escape(&absolute(site, &url.encoded()));
            writeln!(xml, "<url><loc>{url}</loc></url>").expect("strings grow");
        }
    }
    let guide = escape(&absolute(site, GUIDE));
    writeln!(xml, "<url><loc>{guide}</loc></url>").expect("strings grow");
    xml.push_str("</urlset>\n");
    xml
}

/// Lets everybody in and names the sitemap
/// ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309)).
pub(super) fn robots(site: &Site) -> String {
    let sitemap = absolute(site, "/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

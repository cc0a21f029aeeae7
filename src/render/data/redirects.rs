//! Former URLs: a page at each that leads on without a script, and one
//! `_redirects` for hosts that answer them themselves.

use std::fmt::Write as _;

use crate::base::html::escape;
use crate::resolve::{Redirect, Site};

use super::{Planned, absolute, text};

/// Plans a page for each redirect that is not a pattern, and `_redirects` if
/// there is any redirect.
pub(super) fn redirects(site: &Site) -> Vec<Planned<'_>> {
    let exact = site.redirects.iter().filter(|redirect| !redirect.is_pattern());
    let pages = exact.map(|it| text(it.from.as_str(), move || page(site, it)));
    let has_any = !site.redirects.is_empty();
    let list = has_any.then(|| text("/_redirects", || list(site)));
    pages.chain(list).collect()
}

/// Returns all redirects, in the form that hosts read.
fn list(site: &Site) -> String {
    let mut list = String::new();
    for redirect in site.redirects.iter() {
        let from = site.config.site.base_url.href(&redirect.from.encoded());
        let to = target(site, redirect);
        writeln!(list, "{from} {to} 301").expect("strings grow");
    }
    list
}

/// Returns where a redirect leads, as an `href`.
fn target(site: &Site, redirect: &Redirect) -> String {
    if redirect.to.starts_with('/') {
        site.config.site.base_url.href(&redirect.to)
    } else {
        redirect.to.clone()
    }
}

fn page(site: &Site, redirect: &Redirect) -> String {
    let to = target(site, redirect);
    let canonical = if redirect.to.starts_with('/') {
        absolute(site, &redirect.to)
    } else {
        to.clone()
    };
    let title = redirect.page.map_or(to.as_str(), |page| site.page(page).title.as_str());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title} has moved</title>\n<link rel=\"canonical\" href=\"{}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n</head>\n<body>\n\
         <h1>This page has moved</h1>\n<p><a href=\"{to}\">{title}</a></p>\n</body>\n</html>\n",
        escape(&site.config.site.language),
        escape(&canonical),
        title = escape(title),
        to = escape(&to),
    )
}

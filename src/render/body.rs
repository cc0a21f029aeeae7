//! Puts the settled links into the HTML of a document.

use std::borrow::Cow;
use std::ops::Range;

use crate::base::html::escape_into;
use crate::parse::Body;
use crate::resolve::Settled;

/// How many bytes a link target takes in the HTML, for the first allocation.
const TYPICAL_HREF: usize = 40;

/// A document's HTML, complete.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filled<'b> {
    html: Cow<'b, str>,
    title_end: usize,
}

impl<'b> Filled<'b> {
    /// Fills each hole of `body` with the target of its link.
    pub(super) fn new(body: &'b Body, links: &[Settled]) -> Self {
        if body.holes.is_empty() {
            let html = Cow::Borrowed(body.html.as_str());
            return Self { html, title_end: body.title_end as usize };
        }
        let room = body.html.len() + body.holes.len() * TYPICAL_HREF;
        let mut html = String::with_capacity(room);
        let mut title_end = 0;
        let mut done = 0;
        for hole in &body.holes {
            copy(body, done..hole.at, (&mut html, &mut title_end));
            if let Some(link) = links.get(hole.link as usize) {
                escape_into(&mut html, &link.href);
            }
            done = hole.at;
        }
        let end = u32::try_from(body.html.len()).unwrap_or(u32::MAX);
        copy(body, done..end, (&mut html, &mut title_end));
        Self { html: Cow::Owned(html), title_end }
    }

    /// Returns the page's own heading; empty if the document does not begin
    /// with one.
    pub(super) fn title(&self) -> &str {
        self.html.get(..self.title_end).unwrap_or_default()
    }

    /// Returns everything after the heading.
    pub(super) fn rest(&self) -> &str {
        self.html.get(self.title_end..).unwrap_or_default()
    }
}

/// Copies a range of the HTML, and notes where the title ends.
fn copy(body: &Body, range: Range<u32>, (html, title_end): (&mut String, &mut usize)) {
    let Range { start, end } = range;
    let part = |start: u32, end: u32| {
        body.html.get(start as usize..end as usize).unwrap_or_default()
    };
    if (start..end).contains(&body.title_end.saturating_sub(1)) {
        html.push_str(part(start, body.title_end));
        *title_end = html.len();
        html.push_str(part(body.title_end, end));
    } else {
        html.push_str(part(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Hole;
    use crate::resolve::Target;

    #[test]
    fn links_go_into_their_holes_and_the_title_is_set_apart() {
        let title = "<h1><a href=\"\">T</a></h1>";
        let html = format!("{title}<p><a href=\"\">x</a><a href=\"\">y</a></p>");
        let at = |nth: usize| html.match_indices("\"\"").nth(nth).unwrap().0 + 1;
        let hole = |nth, link| Hole { at: u32::try_from(at(nth)).unwrap(), link };
        let body = Body {
            holes: vec![hole(0, 1), hole(1, 0), hole(2, 7)],
            title_end: u32::try_from(title.len()).unwrap(),
            html: html.clone(),
        };
        let filled = Filled::new(&body, &[link("/a/?b&c"), link("/d/")]);

        assert_eq!(filled.title(), "<h1><a href=\"/d/\">T</a></h1>");
        let rest = "<p><a href=\"/a/?b&amp;c\">x</a><a href=\"\">y</a></p>";
        assert_eq!(filled.rest(), rest);
    }

    #[test]
    fn a_body_without_a_title_is_all_rest() {
        let body = Body { html: "<p>ä</p>".to_owned(), ..Body::default() };
        let filled = Filled::new(&body, &[]);
        assert_eq!((filled.title(), filled.rest()), ("", "<p>ä</p>"));
    }

    #[test]
    fn a_body_of_a_title_alone_has_no_rest() {
        let html = "<h1>T</h1>".to_owned();
        let body = Body { title_end: 10, html, ..Body::default() };
        let filled = Filled::new(&body, &[]);
        assert_eq!((filled.title(), filled.rest()), ("<h1>T</h1>", ""));
    }

    fn link(href: &str) -> Settled {
        Settled {
            href: href.to_owned(),
            target: Target::External,
            defect: None,
            notice: None,
        }
    }
}

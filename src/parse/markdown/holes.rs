//! Marks in HTML for what is settled later: link targets, the levels of raw
//! headings, the end of the title.
//!
//! A mark stands between two U+0082: a control character that HTML forbids,
//! that [`escape_text_into`](crate::base::html::escape_text_into) replaces, and
//! that no character reference can bring back, since HTML reads `&#x82;` as
//! U+201A. So nothing that an author writes is ever taken for a mark.

use crate::parse::document::{Body, Hole};

/// What a mark begins and ends with.
const MARK: char = '\u{82}';

/// The mark at the end of the page's title.
pub(super) const TITLE_END: &str = "\u{82}/\u{82}";

/// Returns the mark for the target of a link.
pub(super) fn mark(link: u32) -> String {
    format!("{MARK}{link}{MARK}")
}

/// Returns the mark for the name of a raw heading of this level, 1 to 6.
pub(super) fn heading_mark(level: u8) -> String {
    format!("{MARK}h{level}{MARK}")
}

/// Appends raw HTML with the names of its headings, `down` levels lower.
pub(super) fn name_headings(html: &mut String, raw: &str, down: u8) {
    for (mark, text) in parts(raw) {
        match mark.and_then(|mark| mark.strip_prefix('h')?.parse::<u8>().ok()) {
            Some(level) => {
                html.push('h');
                html.push(char::from(b'0' + (level + down).min(6)));
            }
            None => html.extend(mark.map(|mark| format!("{MARK}{mark}{MARK}"))),
        }
        html.push_str(text);
    }
}

/// Takes the marks out of a page and notes where they were.
///
/// `order` gives for the number in a mark the position of its link; positions
/// count from `links_before`.
pub(super) fn take_out(page: &str, order: &[u32], links_before: usize) -> Body {
    let before = u32::try_from(links_before).unwrap_or(u32::MAX);
    let mut body = Body { html: String::with_capacity(page.len()), ..Body::default() };
    for (mark, text) in parts(page) {
        let at = u32::try_from(body.html.len()).unwrap_or(u32::MAX);
        match mark {
            Some("/") => body.title_end = at,
            Some(mark) => {
                let number = mark.parse().ok().and_then(|nth: usize| order.get(nth));
                body.holes.extend(number.map(|link| Hole { at, link: before + link }));
            }
            None => (),
        }
        body.html.push_str(text);
    }
    body
}

/// Splits a page into marks and the text after each; the first text has none.
fn parts(page: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut pieces = page.split(MARK);
    let first = pieces.next().map(|text| (None, text));
    let mut rest = pieces;
    let marked = std::iter::from_fn(move || {
        let mark = rest.next()?;
        Some((Some(mark), rest.next().unwrap_or_default()))
    });
    first.into_iter().chain(marked)
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn marks_become_holes_in_the_order_of_the_file() {
        let page = format!(
            "<h1>é{}</h1>{TITLE_END}<a href=\"{}\">x</a><img src=\"{}\">",
            mark(0),
            mark(2),
            mark(1)
        );
        let body = take_out(&page, &[2, 0, 1], 10);
        assert_eq!(body.html, "<h1>é</h1><a href=\"\">x</a><img src=\"\">");
        let holes: Vec<_> = body
            .holes
            .iter()
            .map(|hole| (&body.html[..hole.at as usize], hole.link))
            .collect();
        assert_eq!(
            holes,
            [
                ("<h1>é", 12),
                ("<h1>é</h1><a href=\"", 11),
                ("<h1>é</h1><a href=\"\">x</a><img src=\"", 10),
            ]
        );
        assert_eq!(&body.html[..body.title_end as usize], "<h1>é</h1>");
    }

    #[test]
    fn raw_headings_go_down_with_the_others() {
        let raw =
            format!("<{0}>x</{0}> {1} <{2}>", heading_mark(2), mark(7), heading_mark(6));
        let mut html = String::new();
        name_headings(&mut html, &raw, 1);
        assert_eq!(html, format!("<h3>x</h3> {} <h6>", mark(7)));
    }
}

//! Former ids of headings, which keep the links of customers alive.

use super::document::{Anchor, Body, FrontMatter};

/// Adds the aliases of `anchor_aliases` to the anchors, and to the HTML: an
/// empty element with the old id stands before the heading.
///
/// An alias of an id that the page does not have, or one that is an id itself,
/// is left out; it could lead nowhere.
pub(super) fn add(
    front_matter: &FrontMatter,
    anchors: &mut Vec<Anchor>,
    body: Option<&mut Body>,
) {
    if front_matter.anchor_aliases.is_empty() {
        return;
    }
    let known =
        |anchors: &[Anchor], id: &str| anchors.iter().any(|anchor| anchor.id == id);
    let mut added: Vec<(&str, &str)> = Vec::new();
    for (old, new) in &front_matter.anchor_aliases {
        if known(anchors, &old.value) || !known(anchors, &new.value) {
            continue;
        }
        anchors.push(Anchor {
            id: old.value.clone(),
            span: old.span,
            alias_of: Some(new.value.clone()),
        });
        added.push((&old.value, &new.value));
    }
    anchors.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(body) = body {
        for (old, new) in added {
            insert(body, old, new);
        }
    }
}

/// Puts an element with the id `old` before the element with the id `new`.
fn insert(body: &mut Body, old: &str, new: &str) {
    let attribute = format!(" id=\"{}\"", crate::base::html::escape(new));
    let Some(at) = body.html.find(&attribute) else { return };
    let Some(start) = body.html.get(..at).and_then(|before| before.rfind('<')) else {
        return;
    };
    let element = format!("<a id=\"{}\"></a>", crate::base::html::escape(old));
    body.html.insert_str(start, &element);
    let moved = u32::try_from(element.len()).unwrap_or(u32::MAX);
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    for hole in body.holes.iter_mut().filter(|hole| hole.at > start) {
        hole.at += moved;
    }
    // An alias of the title stands inside the title's part.
    if body.title_end > start {
        body.title_end += moved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{Span, Spanned};
    use crate::parse::Hole;

    #[test]
    fn an_alias_stands_before_its_heading_and_moves_what_follows() {
        let html = "<p><a href=\"\">x</a></p><h2 id=\"new\">N</h2><a href=\"\">y</a>";
        let mut body = Body {
            html: html.to_owned(),
            holes: vec![Hole { at: 12, link: 0 }, Hole { at: 51, link: 1 }],
            title_end: 0,
        };
        let spanned = |text: &str| Spanned::new(text.to_owned(), Span::default());
        let front_matter = FrontMatter {
            anchor_aliases: vec![
                (spanned("old"), spanned("new")),
                (spanned("lost"), spanned("nowhere")),
            ],
            ..FrontMatter::default()
        };
        let mut anchors =
            vec![Anchor { id: "new".to_owned(), span: Span::default(), alias_of: None }];
        add(&front_matter, &mut anchors, Some(&mut body));
        let ids: Vec<_> = anchors.iter().map(|anchor| anchor.id.as_str()).collect();
        assert_eq!(ids, ["new", "old"]);
        assert!(body.html.contains("</p><a id=\"old\"></a><h2 id=\"new\">"));
        for hole in &body.holes {
            let before = body.html.get(..hole.at as usize).unwrap();
            assert!(before.ends_with("href=\""), "{before}");
        }
    }
}

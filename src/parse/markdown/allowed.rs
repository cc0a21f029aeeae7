//! What raw HTML may hold: one set of tables for the scan that reports what is
//! removed ([`super::raw_html`]) and for the cleaning ([`super::sanitise`]).

use crate::parse::document::LinkRole;

/// What becomes of an element of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays, with the attributes that are allowed.
    Kept(&'static Element),
    /// Its tags go, what is in it stays.
    Unwrapped,
    /// It goes with all that is in it.
    Dropped,
}

/// An element that may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    /// The attributes that it may have, besides [`GLOBAL`].
    pub(super) attributes: &'static [&'static str],
    /// How it stands in a text.
    pub(super) shape: Shape,
}

/// How an element stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Within a line.
    Inline,
    /// Within a line, and without content: `<br>`, `<img>`.
    Void,
    /// On lines of its own.
    Block,
    /// On lines of its own, and the next one of its kind ends it: `<li>`, `<p>`.
    Closing,
    /// A cell of a table, which the next one ends.
    Cell,
}

/// Attributes that every element may have.
pub(super) const GLOBAL: &[&str] =
    &["id", "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"];

/// Elements that are never published, nor is what is in them.
const DROPPED: &[&str] = &[
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Attributes with the address of something, and what for. `srcset` holds
/// several.
pub(super) const LINKS: &[(&str, &str, LinkRole)] = &[
    ("a", "href", LinkRole::Page),
    ("area", "href", LinkRole::Page),
    ("audio", "src", LinkRole::Embed),
    ("embed", "src", LinkRole::Embed),
    ("iframe", "src", LinkRole::Embed),
    ("img", "src", LinkRole::Embed),
    ("img", "srcset", LinkRole::Embed),
    ("link", "href", LinkRole::Embed),
    ("object", "data", LinkRole::Embed),
    ("source", "src", LinkRole::Embed),
    ("source", "srcset", LinkRole::Embed),
    ("track", "src", LinkRole::Embed),
    ("video", "poster", LinkRole::Embed),
    ("video", "src", LinkRole::Embed),
];

/// Classes that a body may have: those that our own writer uses, and
/// `language-…`.
pub(super) const CLASSES: &[&str] = &[
    "alert",
    "alert-title",
    "align-center",
    "align-left",
    "align-right",
    "anchor",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "table-scroll",
    "task",
];

/// The start of the classes of highlighted code and of its languages.
pub(super) const CLASS_PREFIXES: &[&str] = &["hl-", "language-"];

/// The elements that may stay, sorted by name.
#[rustfmt::skip]
pub(super) static KEPT: &[Element] = &[
    element("a", &["href", "name", "hreflang"], Shape::Inline),
    element("abbr", &[], Shape::Inline),
    element("area", &["href", "alt", "coords", "shape"], Shape::Void),
    element("article", &[], Shape::Block),
    element("aside", &[], Shape::Block),
    element("audio", &["src", "controls", "loop", "muted", "preload"], Shape::Block),
    element("b", &[], Shape::Inline),
    element("bdi", &[], Shape::Inline),
    element("bdo", &[], Shape::Inline),
    element("blockquote", &[], Shape::Block),
    element("br", &[], Shape::Void),
    element("caption", &[], Shape::Closing),
    element("cite", &[], Shape::Inline),
    element("code", &[], Shape::Inline),
    element("col", &["span"], Shape::Void),
    element("colgroup", &["span"], Shape::Closing),
    element("data", &["value"], Shape::Inline),
    element("dd", &[], Shape::Closing),
    element("del", &["datetime"], Shape::Inline),
    element("details", &["open", "name"], Shape::Block),
    element("dfn", &[], Shape::Inline),
    element("div", &[], Shape::Block),
    element("dl", &[], Shape::Block),
    element("dt", &[], Shape::Closing),
    element("em", &[], Shape::Inline),
    element("figcaption", &[], Shape::Block),
    element("figure", &[], Shape::Block),
    element("h1", &[], Shape::Block),
    element("h2", &[], Shape::Block),
    element("h3", &[], Shape::Block),
    element("h4", &[], Shape::Block),
    element("h5", &[], Shape::Block),
    element("h6", &[], Shape::Block),
    element("hr", &[], Shape::Void),
    element("i", &[], Shape::Inline),
    element("img", &["src", "srcset", "sizes", "alt", "width", "height", "usemap"], Shape::Void),
    element("ins", &["datetime"], Shape::Inline),
    element("kbd", &[], Shape::Inline),
    element("li", &["value"], Shape::Closing),
    element("map", &["name"], Shape::Inline),
    element("mark", &[], Shape::Inline),
    element("ol", &["start", "reversed", "type"], Shape::Block),
    element("p", &[], Shape::Closing),
    element("picture", &[], Shape::Inline),
    element("pre", &[], Shape::Block),
    element("q", &[], Shape::Inline),
    element("rp", &[], Shape::Inline),
    element("rt", &[], Shape::Inline),
    element("ruby", &[], Shape::Inline),
    element("s", &[], Shape::Inline),
    element("samp", &[], Shape::Inline),
    element("section", &[], Shape::Block),
    element("small", &[], Shape::Inline),
    element("source", &["src", "srcset", "sizes", "media", "type", "width", "height"], Shape::Void),
    element("span", &[], Shape::Inline),
    element("strong", &[], Shape::Inline),
    element("sub", &[], Shape::Inline),
    element("summary", &[], Shape::Block),
    element("sup", &[], Shape::Inline),
    element("table", &[], Shape::Block),
    element("tbody", &[], Shape::Closing),
    element("td", &["colspan", "rowspan", "headers"], Shape::Cell),
    element("tfoot", &[], Shape::Closing),
    element("th", &["colspan", "rowspan", "headers", "scope", "abbr"], Shape::Cell),
    element("thead", &[], Shape::Closing),
    element("time", &["datetime"], Shape::Inline),
    element("tr", &[], Shape::Closing),
    element("track", &["src", "kind", "srclang", "label", "default"], Shape::Void),
    element("u", &[], Shape::Inline),
    element("ul", &[], Shape::Block),
    element("var", &[], Shape::Inline),
    element("video", &["src", "poster", "controls", "loop", "muted", "preload", "playsinline", "width", "height"], Shape::Block),
    element("wbr", &[], Shape::Void),
];

const fn element(
    name: &'static str,
    attributes: &'static [&'static str],
    shape: Shape,
) -> Element {
    Element { name, attributes, shape }
}

/// Returns what becomes of the element with this name, in lower case.
pub(super) fn fate(name: &str) -> Fate {
    if let Ok(at) = KEPT.binary_search_by(|element| element.name.cmp(name))
        && let Some(element) = KEPT.get(at)
    {
        return Fate::Kept(element);
    }
    if DROPPED.contains(&name) { Fate::Dropped } else { Fate::Unwrapped }
}

/// Returns what an attribute links to, if it does.
pub(super) fn link_role(element: &str, attribute: &str) -> Option<LinkRole> {
    let row = LINKS.iter().find(|(name, key, _)| *name == element && *key == attribute);
    row.map(|&(_, _, role)| role)
}

/// Returns whether a class may be published.
pub(super) fn is_class(class: &str) -> bool {
    CLASSES.contains(&class)
        || CLASS_PREFIXES.iter().any(|prefix| class.starts_with(prefix))
}

impl Element {
    /// Returns whether the element may have this attribute.
    pub(super) fn allows(&self, attribute: &str) -> bool {
        GLOBAL.contains(&attribute) || self.attributes.contains(&attribute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_disjoint() {
        assert!(KEPT.is_sorted_by(|one, next| one.name < next.name));
        assert!(DROPPED.is_sorted());
        assert!(CLASSES.is_sorted());
        assert!(DROPPED.iter().all(|name| fate(name) == Fate::Dropped));
    }

    #[test]
    fn no_attribute_runs_a_script_or_a_style() {
        for element in KEPT {
            for attribute in element.attributes.iter().chain(GLOBAL) {
                assert!(!attribute.starts_with("on"), "{} {attribute}", element.name);
                assert_ne!(*attribute, "style", "{}", element.name);
            }
        }
    }

    #[test]
    fn what_is_removed_is_known_by_name() {
        #[rustfmt::skip]
        let cases = [
            ("script",   Fate::Dropped),
            ("iframe",   Fate::Dropped),
            ("object",   Fate::Unwrapped),
            ("instance", Fate::Unwrapped),
            ("form",     Fate::Unwrapped),
        ];
        for (name, expected) in cases {
            assert_eq!(fate(name), expected, "{name}");
        }
        assert!(matches!(fate("details"), Fate::Kept(_)));
    }
}

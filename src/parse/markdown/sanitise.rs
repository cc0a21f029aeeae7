//! Cleans the parts of pages whose raw HTML is more than phrases.
//!
//! [`raw_html`](super::raw_html) has let allowed tags through and nothing else,
//! and has balanced them. What is left is to put them where they belong, around
//! the blocks of markdown that they begin and end between: that takes an HTML
//! parser. It also checks every element and attribute again, against the same
//! tables.
//!
//! The rest of a page needs none of it: what the writer makes, with `<kbd>` and
//! `<br>` in it, is safe and balanced by construction, and a property test says
//! so. Of 883 handbook pages 166 hold raw HTML, and parts of 78 are cleaned; to
//! clean these whole took as long as all parsing does.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::allowed::{GLOBAL, KEPT, is_class};

/// Attributes of our own writer, besides those that raw HTML may have.
const OURS: &[(&str, &[&str])] = &[
    ("div", &["data-kind", "tabindex"]),
    ("input", &["type", "disabled", "checked"]),
    ("pre", &["tabindex"]),
    ("img", &["loading", "decoding"]),
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut tags: HashSet<&str> = KEPT.iter().map(|element| element.name).collect();
    tags.insert("input");
    let mut attributes: HashMap<&str, HashSet<&str>> = KEPT
        .iter()
        .map(|element| (element.name, element.attributes.iter().copied().collect()))
        .collect();
    for (element, added) in OURS {
        attributes.entry(element).or_default().extend(added.iter().copied());
    }
    let mut cleaner = Builder::default();
    cleaner
        .tags(tags)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(GLOBAL.iter().copied().collect())
        .tag_attributes(attributes)
        .link_rel(None)
        .attribute_filter(|_, attribute, value| match attribute {
            "class" => Some(Cow::Owned(classes(value))),
            _ => Some(Cow::Borrowed(value)),
        });
    cleaner
});

/// Returns a part of a page in which every element is allowed, closed and in its
/// place.
pub(super) fn clean(page: &str) -> String {
    CLEANER.clean(page).to_string()
}

fn classes(value: &str) -> String {
    let allowed = value.split_ascii_whitespace().filter(|class| is_class(class));
    allowed.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_made_to_fit() {
        #[rustfmt::skip]
        let cases = [
            ("<details><p>x",            "<details><p>x</p></details>"),
            ("<p>x</details></p>",       "<p>x</p>"),
            ("<script>x</script>y",      "y"),
            ("<b onclick=x>y</b>",       "<b>y</b>"),
            ("<p class=\"alert x\">y",   "<p class=\"alert\">y</p>"),
            ("<a href=\"javascript:x\">y</a>", "<a>y</a>"),
            ("<a href=\"\u{82}1\u{82}\">y</a>", "<a href=\"\u{82}1\u{82}\">y</a>"),
        ];
        for (page, expected) in cases {
            assert_eq!(clean(page), expected, "{page}");
        }
    }
}

//! Which id of a page a fragment means.

use crate::base::nearest::nearest;
use crate::base::slug::nfc;
use crate::parse::Anchor;

use super::href::decode;

/// What a fragment is on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fragment {
    /// The top of the page, or a place that the browser finds by text.
    Top,
    /// The id, exactly.
    Exact(String),
    /// A form that readers of other renderers use, accepted in silence: the id
    /// without the invisible variation selector of an emoji.
    Accepted(String),
    /// A form that differs from the id only in case, hyphens or encoding.
    Noncanonical(String),
    /// No id of the page.
    Missing(String),
}

/// Emoji presentation, which most writers do not know they typed.
const VARIATION_SELECTOR: char = '\u{fe0f}';

/// Tells which of the ids of a page, sorted, a fragment means; it is as written,
/// without its `#`.
pub(super) fn find(fragment: &str, ids: &[Anchor]) -> Fragment {
    // https://wicg.github.io/scroll-to-text-fragment/
    let fragment = fragment.split_once(":~:").map_or(fragment, |(id, _)| id);
    if fragment.is_empty() {
        return Fragment::Top;
    }
    if let Some(anchor) = anchor(ids, fragment) {
        return Fragment::Exact(anchor.id.clone());
    }
    let decoded = decode(fragment).unwrap_or_else(|| fragment.to_owned());
    let wanted = nfc(&decoded);
    if let Some(anchor) = anchor(ids, &wanted) {
        return Fragment::Exact(anchor.id.clone());
    }
    // https://html.spec.whatwg.org/#the-indicated-part-of-the-document
    if wanted.eq_ignore_ascii_case("top") || is_nowhere(&wanted) {
        return Fragment::Top;
    }
    inexact(&wanted, ids)
}

/// Returns whether a fragment is one of those that are written where a link must lead
/// nowhere, as in the picture of a button.
fn is_nowhere(fragment: &str) -> bool {
    matches!(fragment, "_" | "!")
}

fn inexact(wanted: &str, ids: &[Anchor]) -> Fragment {
    let mut without_selector = ids.iter().filter(|anchor| {
        anchor.id.contains(VARIATION_SELECTOR)
            && anchor.id.replace(VARIATION_SELECTOR, "") == wanted
    });
    if let Some(anchor) = without_selector.next() {
        return Fragment::Accepted(anchor.id.clone());
    }
    let is_same = |anchor: &&Anchor| plain(&anchor.id).eq(plain(wanted));
    let mut same = ids.iter().filter(is_same);
    match (same.next(), same.next()) {
        (Some(anchor), None) if plain(wanted).next().is_some() => {
            Fragment::Noncanonical(anchor.id.clone())
        }
        _ => Fragment::Missing(wanted.to_owned()),
    }
}

/// Returns an id as the page has it. An alias has a place of its own on the
/// page, so it stays as it is.
fn anchor<'a>(ids: &'a [Anchor], id: &str) -> Option<&'a Anchor> {
    let at = ids.binary_search_by(|anchor| anchor.id.as_str().cmp(id)).ok()?;
    ids.get(at)
}

/// Returns an id without what the renderers of the world disagree about: case,
/// punctuation, and runs of hyphens.
///
/// As characters, so that most ids of a long page are told from a wrong one by
/// their first.
fn plain(id: &str) -> impl Iterator<Item = char> {
    let id = id.trim_start_matches('#');
    let id = id.strip_prefix("user-content-").unwrap_or(id);
    let mut characters = id.chars().flat_map(char::to_lowercase).peekable();
    let mut is_inside = false;
    std::iter::from_fn(move || {
        let mut has_gap = false;
        while let Some(character) = characters.next_if(|c| !is_of_word(*c)) {
            has_gap |= character != VARIATION_SELECTOR;
        }
        characters.peek()?;
        let needs_hyphen = has_gap && is_inside;
        is_inside = true;
        if needs_hyphen { Some('-') } else { characters.next() }
    })
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Returns the id on this page that a missing one was most likely meant to be: one
/// that is nearly the same, or the only one that says all of it and more.
pub(super) fn nearest_anchor<'a>(missing: &str, ids: &'a [Anchor]) -> Option<&'a str> {
    let near = nearest(missing, ids.iter().map(|anchor| anchor.id.as_str()));
    near.or_else(|| only_with_words_of(missing, ids))
}

/// Returns the only id that has every word of a missing one. Two words are too few:
/// what has `scope` and `purpose` may be about something else.
fn only_with_words_of<'a>(missing: &str, ids: &'a [Anchor]) -> Option<&'a str> {
    const FEWEST: usize = 3;
    let missing = missing.to_lowercase();
    let wanted: Vec<&str> = words(&missing).collect();
    let has_all = |anchor: &&Anchor| {
        let mut left: Vec<&str> = words(&anchor.id).collect();
        wanted.iter().all(|it| {
            let at = left.iter().position(|word| word == it);
            at.map(|at| left.swap_remove(at)).is_some()
        })
    };
    let mut having = ids.iter().filter(has_all);
    let only =
        having.next().filter(|_| wanted.len() >= FEWEST && having.next().is_none());
    only.map(|anchor| anchor.id.as_str())
}

fn words(id: &str) -> impl Iterator<Item = &str> {
    id.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn forms_that_renderers_disagree_about_are_one() {
        #[rustfmt::skip]
        let cases = [
            ("step-1:-notify-&-x",  "step-1-notify--x"),
            ("##loop--tie",         "loop-tie"),
            ("Scope",               "scope"),
            ("user-content-scope",  "scope"),
            ("R&D_policy",          "r-d_policy"),
        ];
        for (one, other) in cases {
            assert!(plain(one).eq(plain(other)), "{one}");
        }
        assert!(plain("scope-1").ne(plain("scope1")));
        assert_eq!(plain("--a--\u{fe0f}b-_ c-").collect::<String>(), "a-b-_-c");
    }

    #[test]
    fn a_heading_that_grew_is_found() {
        let ids =
            ["how-to-book-a-room-for-guests", "scope-and-purpose-of-this", "the-scope"];
        let span = Span { start: 0, end: 0 };
        let ids = ids.map(|id| Anchor { id: id.to_owned(), span, alias_of: None });
        #[rustfmt::skip]
        let cases = [
            ("How-to-book-a-room",      Some("how-to-book-a-room-for-guests")),
            ("a-room-how-to-book",      Some("how-to-book-a-room-for-guests")),
            ("scope-purpose",           None),
            ("how-to-book-a-desk",      None),
            ("a-guests-room-for-a",     None),
        ];
        for (missing, expected) in cases {
            assert_eq!(nearest_anchor(missing, &ids), expected, "{missing}");
        }
    }
}

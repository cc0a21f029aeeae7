//! Heading ids, the way GitHub makes them.
//!
//! Handbooks are read on GitHub and on the site, so one link must work in both
//! places. The reference is npm's `github-slugger` 2, after Unicode
//! normalisation to NFC; the tests compare with it.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::bytes;
use super::hash::HashMap;
use super::slug_table::KEPT;

/// The id of a heading without a letter or a digit, for which GitHub has none.
const EMPTY: &str = "section";

/// Returns the slug of a heading's text, not yet unique within its page.
///
/// Lower case, letters, marks, digits, `_` and `-` kept, each space a hyphen,
/// everything else dropped; nothing is trimmed or collapsed.
///
/// ```
/// use trustpress::base::slug::slug;
///
/// assert_eq!(slug("Step 7 - Lint & Test"), "step-7---lint--test");
/// ```
pub fn slug(text: &str) -> String {
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let lower = nfc(text).to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        _ if is_kept(character) => Some(character),
        _ => None,
    });
    let slug: String = kept.collect();
    // A character that was dropped may have kept a letter from its accent.
    if is_nfc(&slug) { slug } else { slug.nfc().collect() }
}

/// The same for ASCII, which most headings are, in half the time.
fn ascii_slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => slug.push('-'),
            b'-' | b'_' => slug.push(char::from(byte)),
            _ if bytes::is_word(byte) => slug.push(char::from(byte.to_ascii_lowercase())),
            _ => (),
        }
    }
    slug
}

/// Returns `text` in Unicode normalisation form C.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() || is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn is_kept(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    }
    let point = u32::from(character);
    let after = KEPT.partition_point(|&(first, _)| first <= point);
    after
        .checked_sub(1)
        .and_then(|at| KEPT.get(at))
        .is_some_and(|&(_, last)| point <= last)
}

/// The ids taken on one page.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    /// Each taken id, and the last number tried to make another like it.
    taken: HashMap<String, u32>,
}

impl Slugger {
    /// Takes an id that an author wrote; automatic ones keep clear of it.
    ///
    /// Returns whether it was free.
    pub fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned(), 0).is_none()
    }

    /// Returns a free id for a heading with this text, and takes it.
    ///
    /// ```
    /// use trustpress::base::slug::Slugger;
    ///
    /// let mut page = Slugger::default();
    /// let ids: Vec<_> = ["Foo", "Foo", "Foo 1"].iter().map(|text| page.unique(text)).collect();
    /// assert_eq!(ids, ["foo", "foo-1", "foo-1-1"]);
    /// ```
    pub fn unique(&mut self, text: &str) -> String {
        let slug = slug(text);
        if slug.is_empty() { self.unique_id(EMPTY) } else { self.free(slug) }
    }

    /// Returns `wanted`, or the first of `wanted-1`, `wanted-2`, … that is free,
    /// and takes it.
    pub fn unique_id(&mut self, wanted: &str) -> String {
        self.free(wanted.to_owned())
    }

    fn free(&mut self, wanted: String) -> String {
        let mut id = wanted;
        if let Some(&last) = self.taken.get(&id) {
            let (wanted, mut count) = (id, last);
            loop {
                count += 1;
                id = format!("{wanted}-{count}");
                if !self.taken.contains_key(&id) {
                    break;
                }
            }
            self.taken.insert(wanted, count);
        }
        self.taken.insert(id.clone(), 0);
        id
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slug_is_what_github_makes_of_the_heading() {
        #[rustfmt::skip]
        let cases = [
            ("Scope",                       "scope"),
            ("`a` + `title`",               "a--title"),
            ("--docker",                    "--docker"),
            ("hello ",                      "hello-"),
            ("🚀 Usage",                    "-usage"),
            ("⚠\u{fe0f} Disclaimer",        "\u{fe0f}-disclaimer"),
            ("foo\u{a0}bar",                "foobar"),
            ("foo\nbar",                    "foobar"),
            ("x² y",                        "x-y"),
            ("İstanbul",                    "i\u{307}stanbul"),
            ("U\u{308}ber",                 "über"),
            ("e!\u{301}",                   "é"),
            ("日本 語",                     "日本-語"),
            ("__proto__",                   "__proto__"),
            ("😀",                          ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn ids_are_unique_and_keep_clear_of_reserved_ones() {
        let mut page = Slugger::default();
        assert!(page.reserve("hello"));
        assert!(!page.reserve("hello"));
        let ids: Vec<_> = ["Hello", "Foo 1", "Foo", "Foo", "😀", "😀"]
            .map(|text| page.unique(text))
            .into();
        assert_eq!(ids, ["hello-1", "foo-1", "foo", "foo-2", "section", "section-1"]);
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in any::<String>()) {
            let once = slug(&text);
            prop_assert_eq!(slug(&once), once.clone());
            prop_assert!(is_nfc(&once));
        }

        #[test]
        fn ids_never_repeat(texts in prop::collection::vec("[ab]( [12])?( [12])?", 0..20)) {
            let mut page = Slugger::default();
            let mut ids: Vec<_> = texts.iter().map(|text| page.unique(text)).collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            prop_assert_eq!(ids.len(), count);
        }
    }
}

//! Heading ids, the way GitHub makes them.
//!
//! Handbooks are read on GitHub and on the site, so one link must work in both
//! places. The reference is npm's `github-slugger` 2, after Unicode
//! normalisation to NFC; the tests compare with it.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::slug_table::KEPT;

/// The id of a heading without a letter or a digit, for which GitHub has none.
const EMPTY: &str = "section";

/// Returns the slug of a heading's text, not yet unique within its page.
///
/// Lower case, letters, marks, digits, `_` and `-` kept, each space a hyphen,
/// everything else dropped; nothing is trimmed or collapsed. The result is in
/// NFC again, even where a dropped character stood between a letter and its
/// accent: links are compared in NFC.
///
/// ```
/// use trustpress::base::slug::slug;
///
/// assert_eq!(slug("Step 7 - Lint & Test"), "step-7---lint--test");
/// ```
pub fn slug(text: &str) -> String {
    let lower = nfc(text).to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        _ if is_kept(character) => Some(character),
        _ => None,
    });
    nfc(&kept.collect::<String>())
}

/// Returns `text` in Unicode normalisation form C.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn is_kept(character: char) -> bool {
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
        self.unique_slug(if slug.is_empty() { EMPTY } else { &slug })
    }

    /// Returns `slug`, or the first of `slug-1`, `slug-2`, … that is free.
    fn unique_slug(&mut self, slug: &str) -> String {
        let mut id = slug.to_owned();
        while self.taken.contains_key(&id) {
            let count = self.taken.entry(slug.to_owned()).or_default();
            *count += 1;
            id = format!("{slug}-{count}");
        }
        self.taken.insert(id.clone(), 0);
        id
    }
}

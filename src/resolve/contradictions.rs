//! Entries of the lock that are not those of their texts.

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::archive::{Entry, Frozen, FrozenText};
use crate::parse::Document;

use super::Site;

impl Site {
    /// Returns the entries that the texts they are for contradict, each with the
    /// key of what was changed. Texts that are not what they were are left out.
    pub fn contradictions(&self) -> Vec<(&Frozen, &'static str)> {
        let pairs = self.archive.versions.par_iter().zip(self.frozen.par_iter());
        let contradicted = pairs.filter_map(|(frozen, text)| {
            let is_intact = matches!(frozen.text, FrozenText::Intact(_));
            let key = contradiction(&frozen.entry, &text.document);
            key.filter(|_| is_intact).map(|key| (frozen, key))
        });
        contradicted.collect()
    }
}

/// Returns the key of an entry that its text contradicts. A date that only one
/// of the two has contradicts nothing: another program may have understood it.
fn contradiction(entry: &Entry, text: &Document) -> Option<&'static str> {
    let matter = &text.front_matter;
    let dates = [
        ("issued_on", entry.issued_on, &matter.issued_on),
        ("effective_on", entry.effective_on, &matter.effective_on),
        ("approved_on", entry.approved_on, &matter.approved_on),
        ("last_updated", entry.last_updated, &matter.last_updated),
    ];
    let other = dates.into_iter().find(|(_, locked, written)| match (locked, written) {
        (Some(locked), Some(written)) => *locked != written.value.date,
        _ => false,
    });
    let words = text.text.words_sha256.as_ref();
    let is_of_words = words.is_none_or(|words| *words == entry.words_sha256);
    other.map(|(key, ..)| key).or((!is_of_words).then_some("words_sha256"))
}

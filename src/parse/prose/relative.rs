//! Times that only the writer knew.

use crate::parse::claim::ClaimKind;

use super::dates::mention_at;
use super::phrase::Phrase;
use super::sentence::Sentence;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &[
        "recently",
        "currently",
        "at the moment",
        "at present",
        "last year",
        "last quarter",
        "last month",
        "last week",
        "this year",
        "this quarter",
        "next year",
        "next quarter",
        "next month",
        "coming soon",
        "will soon",
    ],
    with: &[],
    scan,
};

const TIMES: [Phrase<'static>; 5] = [
    Phrase::new("recently|currently"),
    Phrase::new("at the? moment|present"),
    Phrase::new("last|this|next year|quarter|month|week"),
    Phrase::new("coming soon"),
    Phrase::new("will soon"),
];

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    for sentence in passage.sentences() {
        if (0..sentence.len()).any(|at| mention_at(&sentence, at).is_some()) {
            continue;
        }
        let words = TIMES.iter().find_map(|times| {
            let words = sentence.find(0..sentence.len(), *times)?;
            is_of_the_writer(&sentence, words.start).then_some(words)
        });
        let Some(words) = words else { continue };
        let range = sentence.range(words);
        if !passage.is_linked(&range) {
            found.claims.push(passage.claim(&range, ClaimKind::RelativeTime));
        }
    }
}

/// Returns whether a time is the writer's, and not the reader's: `if you
/// recently moved`, `within the last month`.
fn is_of_the_writer(sentence: &Sentence<'_>, at: usize) -> bool {
    const ROLLING: Phrase<'static> =
        Phrase::new("the|each|every|per|of|within|most|more|until|as|than|or|a");
    const READER: Phrase<'static> =
        Phrase::new("if|when|whenever|whether|who|whom|you|your|that|which|where|any");
    !sentence.is_after(at, ROLLING) && !sentence.has(0..at, READER)
}

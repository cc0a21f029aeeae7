//! Promises without exception.

use std::ops::Range;

use crate::parse::claim::ClaimKind;

use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &[
        "guarantee",
        "100%",
        "fully",
        "completely",
        "totally",
        "never",
        "unhackable",
        "unbreakable",
        "impenetrable",
        "any of your data",
    ],
    with: &[],
    scan,
};

const PROMISES: [Phrase<'static>; 5] = [
    Phrase::new(
        "fully|completely|totally|100% compliant|secure|safe|protected|anonymous",
    ),
    Phrase::new("100% uptime|availability|security|compliance"),
    Phrase::new("we never sell|share|store|access|see|lose|use|disclose|log|read"),
    Phrase::new("unhackable|unbreakable|impenetrable"),
    Phrase::new("doesn't|don't|can't|cannot|not see|access|read any of your data"),
];

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    for sentence in passage.sentences() {
        let all = 0..sentence.len();
        let promise = PROMISES.iter().find_map(|it| sentence.find(all.clone(), *it));
        let promise = promise.filter(|words| !is_aim(&sentence, words.start));
        let Some(words) = promise.or_else(|| guarantee(&sentence)) else { continue };
        found.claims.push(passage.claim(&sentence.range(words), ClaimKind::Absolute));
    }
}

/// Returns whether something is asked for or doubted, and not promised.
fn is_aim(sentence: &Sentence<'_>, at: usize) -> bool {
    const DOUBTS: Phrase<'static> = Phrase::new(
        "not|no|nothing|never|must|should|shall|to|if|until|whether|when\
        |ensure|isn't|aren't|cannot|can't|you",
    );
    sentence.has(0..at, DOUBTS)
}

/// Returns the words in which we guarantee something.
fn guarantee(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    const DOUBTS: Phrase<'static> =
        Phrase::new("not|no|cannot|can't|don't|doesn't|without|never|if|neither|nor");
    let words =
        sentence.find(0..sentence.len(), phrase!("guarantee|guarantees|guaranteed"))?;
    let before = words.start.saturating_sub(6)..words.start;
    let is_ours = sentence.has(before, phrase!("we|our"));
    (is_ours && !sentence.has(0..words.start, DOUBTS)).then_some(words)
}

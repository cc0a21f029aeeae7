//! How many things are said to follow.

use crate::parse::claim::ClaimKind;

use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;
use super::{Found, Passage, Scanner, Voice};

pub(super) const SCANNER: Scanner = Scanner { triggers: &["following"], with: &[], scan };

/// Numbers as words, from 2 on; nobody counts one thing.
const NUMBERS: [&str; 19] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

fn scan(passage: &Passage<'_>, found: &mut Found) {
    const TIMES: Phrase<'static> =
        Phrase::new("hour|hours|day|days|week|weeks|month|months|year|years|minutes");
    let Some(counted) = passage.context.followed_by else { return };
    let Some(sentence) = passage.sentences().last() else { return };
    if !passage.text().ends_with(':') || passage.context.voice == Voice::Quoted {
        return;
    }
    let all = 0..sentence.len();
    let Some(word) = sentence.find(all, phrase!("following")) else { return };
    // "the following 24 policies" or "the 24 following policies".
    let (start, stated) =
        match (number(&sentence, word.start + 1), word.start.checked_sub(1)) {
            (Some(stated), _) => (word.start, stated),
            (None, Some(before)) => match number(&sentence, before) {
                Some(stated) => (before, stated),
                None => return,
            },
            (None, None) => return,
        };
    let noun = start + 2;
    let is_choice = sentence.has(0..start, phrase!("of|least|most|any|up|either|after"));
    if noun >= sentence.len() || sentence.phrase_at(noun, TIMES).is_some() || is_choice {
        return;
    }
    if stated != counted {
        let range = sentence.range(start..noun + 1);
        found.claims.push(passage.claim(&range, ClaimKind::Count { stated, counted }));
    }
}

fn number(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let word = sentence.word(at);
    let named = NUMBERS.iter().position(|name| name.eq_ignore_ascii_case(word));
    named.map(|nth| nth + 2).or_else(|| word.parse().ok()).filter(|&number| number > 1)
}

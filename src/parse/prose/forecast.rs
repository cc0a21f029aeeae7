//! What is announced for a time that comes.

use std::ops::Range;

use crate::base::date::Interval;
use crate::parse::claim::{ClaimKind, Forecast};

use super::dates::{mention_near, month, quarter};
use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &[
        "anticipat",
        "expect",
        "plan to",
        "plans to",
        "planning to",
        "planned",
        "aim to",
        "aiming to",
        "intend",
        "targeting",
        "scheduled",
        "hope to",
        "hoping to",
        "will be",
        "will complete",
        "will finish",
        "will launch",
        "will obtain",
        "will publish",
        "will release",
        "will start",
        "will undergo",
    ],
    with: &[
        "20##", "199#", "next", "janu", "jan ", "jan.", "febr", "feb ", "feb.", "marc",
        "mar ", "mar.", "apri", "apr ", "apr.", "may ", "may,", "may.", "june", "jun ",
        "jun.", "july", "jul ", "jul.", "augu", "aug ", "aug.", "sept", "sep ", "sep.",
        "octo", "oct ", "oct.", "nove", "nov ", "nov.", "dece", "dec ", "dec.", "in q",
        "by q", "before q", "during q", "until q", "for q", "of q", "around q", "late q",
        "early q", "mid q", "the q", "end q",
    ],
    scan,
};

/// How something is announced.
const ANNOUNCEMENTS: [Phrase<'static>; 6] = [
    Phrase::new("anticipate|anticipates|anticipating|anticipated"),
    Phrase::new("expect|expects|expecting|expected"),
    Phrase::new(
        "plan|plans|planning|aim|aims|aiming|intend|intends|intending|hope|hopes|hoping to",
    ),
    Phrase::new("planned|scheduled|targeting"),
    Phrase::new(
        "will be available|certified|completed|done|finished|implemented|introduced\
        |issued|launched|live|obtained|published|ready|released|replaced",
    ),
    Phrase::new("will begin|complete|finish|launch|obtain|publish|release|start|undergo"),
];

/// How many words may stand between the announcement and the time.
const FAR: usize = 14;

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    for sentence in passage.sentences() {
        if let Some((words, forecast)) = forecast(&sentence) {
            let range = sentence.range(words);
            found.claims.push(passage.claim(&range, ClaimKind::Forecast(forecast)));
        }
    }
}

fn forecast(sentence: &Sentence<'_>) -> Option<(Range<usize>, Forecast)> {
    let all = 0..sentence.len();
    let announced = ANNOUNCEMENTS
        .iter()
        .filter_map(|it| sentence.find(all.clone(), *it))
        .min_by_key(|it| it.start)?;
    if is_of_the_past(sentence, announced.start) {
        return None;
    }
    let until = sentence.len().min(announced.end + FAR);
    let (end, forecast) = (announced.end..until).find_map(|at| time_at(sentence, at))?;
    Some((announced.start..end, forecast))
}

/// Returns whether the announcement is told of, denied or conditional.
fn is_of_the_past(sentence: &Sentence<'_>, at: usize) -> bool {
    const TOLD: Phrase<'static> = Phrase::new(
        "was|were|had|been|have|has|as|than|originally|previously|initially\
        |not|never|don't|doesn't|didn't|longer|i",
    );
    let is_told = sentence.is_after(at, TOLD);
    // "We planned to": a participle is one only after a form of "be".
    let is_past_tense = sentence.word(at).ends_with("ed")
        && at > 0
        && !sentence.is_after(at, phrase!("is|are|currently|now"));
    is_told || is_past_tense || sentence.has(0..at, phrase!("if|whether|when|unless|you"))
}

/// Returns the time that begins at a word after a preposition.
fn time_at(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Forecast)> {
    const NEXT: [(Phrase<'static>, u32); 3] = [
        (Phrase::new("next month"), 2),
        (Phrase::new("next quarter"), 6),
        (Phrase::new("next year"), 24),
    ];
    let next = NEXT.iter().find_map(|&(unit, months)| {
        let words = sentence.phrase_at(at, unit)?;
        Some((words.end, Forecast::Within(Interval::Months(months))))
    });
    if next.is_some() {
        return next;
    }
    let after = sentence
        .phrase_at(at, phrase!("in|by|before|during|until|for|of|around|late|early"))?;
    if let Some(mention) = mention_near(sentence, after.end) {
        return Some((mention.words.end, Forecast::Day(mention.last)));
    }
    let of = sentence.phrase_at(after.end, phrase!("early|late|mid|the? end? of?"));
    let start = of.map_or(after.end, |of| of.end);
    let word = sentence.word(start);
    let month = month(word).or_else(|| quarter(word).map(|quarter| quarter * 3))?;
    Some((start + 1, Forecast::Month(month)))
}

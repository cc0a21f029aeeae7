//! Sentences that say something else than the register of facts.
//!
//! A fact says with its phrases which sentences are about it. Such a sentence
//! contradicts it where it has one value of the same sort, near the phrase, and that
//! is another one. What is doubtful is left alone: a sentence about what was or is
//! not so, one with several values, one about a limit that the fact keeps.

use std::ops::Range;

use crate::base::date::Date;
use crate::parse::claim::ClaimKind;
use crate::parse::register::{FactValue, Facts};

use super::dates::mention_at;
use super::phrase::{Phrase, phrase};
use super::quantity::{Bound, Quantity, bound, quantity_at, quantity_of};
use super::sentence::Sentence;
use super::triggers::Triggers;
use super::{Found, Passage, Scanner};

/// Its triggers are words of the phrases.
pub(super) const SCANNER: Scanner = Scanner { triggers: &[], with: &[], scan };

/// The facts that sentences can contradict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::parse) struct Watch {
    facts: Vec<Watched>,
    triggers: Triggers,
}

/// A fact that sentences can contradict.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watched {
    name: String,
    meaning: Meaning,
    phrases: Vec<String>,
    /// Its own value and those that it does not have, as phrases.
    words: String,
    wrong: Vec<String>,
}

/// What a fact is, as far as sentences can say something else.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    Day(Date),
    Quantity(Quantity),
    Mail(String),
    Words,
}

impl Watch {
    /// Returns the facts that have phrases, if any does.
    pub(in crate::parse) fn new(facts: &Facts) -> Option<Self> {
        let facts = facts.iter().filter(|(_, fact)| !fact.said.phrases.is_empty());
        let facts = facts.map(|(name, fact)| Watched {
            name: name.to_owned(),
            meaning: Meaning::of(&fact.value),
            phrases: fact.said.phrases.iter().map(|phrase| plain(phrase)).collect(),
            words: plain(&fact.value.shown()),
            wrong: fact.said.wrong.iter().map(|value| plain(value)).collect(),
        });
        let facts: Vec<_> = facts.collect();
        let phrases = facts.iter().flat_map(|fact| &fact.phrases);
        let triggers = Triggers::of_facts(phrases.flat_map(|phrase| rarest(phrase)));
        (!facts.is_empty()).then_some(Self { facts, triggers })
    }

    /// Returns the triggers of all scanners, with those of the facts.
    pub(super) const fn triggers(&self) -> &Triggers {
        &self.triggers
    }
}

impl Meaning {
    fn of(value: &FactValue) -> Self {
        match value {
            FactValue::Day(day) => Self::Day(*day),
            FactValue::Text(text) => match quantity_of(text) {
                Some(quantity) => Self::Quantity(quantity),
                None if is_mail(text) => Self::Mail(text.to_lowercase()),
                None => Self::Words,
            },
        }
    }
}

/// Returns a phrase as sentences are compared with it: lower case, and no
/// punctuation around its words.
fn plain(phrase: &str) -> String {
    let phrase = phrase.to_lowercase().replace('’', "'");
    let is_around = |c: char| !c.is_alphanumeric() && !"*?$%|".contains(c);
    let words = phrase.split([' ', '–', '—']).map(|word| word.trim_matches(is_around));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the longest word of a phrase that has to be there, in each of its forms.
fn rarest(phrase: &str) -> Vec<String> {
    let needed = phrase.split(' ').filter(|word| !word.ends_with('?'));
    let forms = needed.map(|word| {
        let forms = word.split('|').map(|form| form.trim_end_matches('*').to_owned());
        forms.collect::<Vec<_>>()
    });
    let shortest = |forms: &Vec<String>| forms.iter().map(String::len).min();
    forms.max_by_key(shortest).unwrap_or_default()
}

fn scan(passage: &Passage<'_>, found: &mut Found) {
    let Some(watch) = passage.context.watch.filter(|_| passage.speaks_of_today()) else {
        return;
    };
    for sentence in passage.sentences() {
        if is_doubtful(&sentence) {
            continue;
        }
        let is_past = sentence.says(phrase!("was|were|had"));
        for fact in &watch.facts {
            // A day is past as a rule, what was counted is not what is counted.
            if is_past && !matches!(fact.meaning, Meaning::Day(_)) {
                continue;
            }
            let phrases = fact.phrases.iter();
            let mut phrases = phrases
                .filter_map(|it| sentence.find(0..sentence.len(), Phrase::new(it)));
            let said = phrases
                .find_map(|phrase| fact.contradiction(passage, &sentence, &phrase));
            let claim = said.map(|words| {
                let kind = ClaimKind::Fact { name: fact.name.clone() };
                passage.claim(&sentence.range(words), kind)
            });
            found.claims.extend(claim);
        }
    }
}

/// Returns whether a sentence is about what is not so, was so, or may be so.
fn is_doubtful(sentence: &Sentence<'_>) -> bool {
    const DOUBTS: Phrase<'static> = Phrase::new(
        "previous|previously|formerly|former|originally|initially|used\
        |instead|rather|never|except|unless|otherwise|unlike|if|whether|example|e.g|plan\
        |plans|planned|planning|propose*|consider*|change|changed|changing|increase*|reduc*\
        |raised|extend*|shorten*|lowered|would|could|might|isn't|aren't|doesn't|don't",
    );
    let last = sentence.len().saturating_sub(1);
    let is_question = sentence.after(last).trim_start().starts_with('?');
    let negation = sentence.find(0..sentence.len(), phrase!("not|no"));
    // `no later than` is a limit.
    let is_limit = |words: Range<usize>| {
        let near = words.end..words.end + 2;
        sentence.has(near, phrase!("than"))
    };
    is_question
        || sentence.says(DOUBTS)
        || sentence.says(phrase!("no longer"))
        || negation.is_some_and(|words| !is_limit(words))
}

impl Watched {
    /// Returns the words that say something else than the fact, in a sentence that
    /// names it.
    fn contradiction(
        &self,
        passage: &Passage<'_>,
        sentence: &Sentence<'_>,
        phrase: &Range<usize>,
    ) -> Option<Range<usize>> {
        let said = match &self.meaning {
            Meaning::Day(day) => another_day(sentence, *day),
            Meaning::Quantity(known) => another_quantity(sentence, phrase, known),
            Meaning::Mail(mail) => another_mail(sentence, mail),
            Meaning::Words => None,
        };
        let said = said.or_else(|| self.wrong_value(sentence))?;
        let range = sentence.range(said.clone());
        let is_name =
            passage.is_linked(&range) && !matches!(self.meaning, Meaning::Mail(_));
        let is_ours = passage.is_written(&range) && !is_name;
        (is_ours && is_near(sentence, phrase, &said)).then_some(said)
    }

    /// Returns a value that the fact does not have, where its own is not there too.
    fn wrong_value(&self, sentence: &Sentence<'_>) -> Option<Range<usize>> {
        let all = 0..sentence.len();
        let mut wrong = self.wrong.iter();
        let said = wrong.find_map(|value| sentence.find(all.clone(), Phrase::new(value)));
        said.filter(|_| !sentence.says(Phrase::new(&self.words)))
    }
}

/// Returns the only date of a sentence, where the fact's is another day.
fn another_day(sentence: &Sentence<'_>, day: Date) -> Option<Range<usize>> {
    let mut at = 0;
    let mut said = None;
    while at < sentence.len() {
        let Some(mention) = mention_at(sentence, at) else {
            at += 1;
            continue;
        };
        at = mention.words.end;
        let is_same = (mention.first..=mention.last).contains(&day);
        if is_same || said.replace(mention.words).is_some() {
            return None;
        }
    }
    said
}

/// Returns the only number of the fact's unit in a sentence without a date, where the
/// fact's is another one.
fn another_quantity(
    sentence: &Sentence<'_>,
    phrase: &Range<usize>,
    known: &Quantity,
) -> Option<Range<usize>> {
    /// What makes a number one of something else.
    const OTHER: Phrase<'static> = Phrase::new(
        "every|each|another|additional|further|extra|first|last|next|past\
        |article|section|art|step|chapter|version",
    );
    let mut at = 0;
    let mut said = None;
    while at < sentence.len() {
        if mention_at(sentence, at).is_some() {
            return None;
        }
        let quantity = quantity_at(sentence, at).filter(|it| {
            // A bare number is the fact's only next to the phrase.
            let is_beside = at == phrase.end || at + 1 == phrase.start;
            let is_bare = known.unit.is_empty();
            let is_its_own = is_bare && is_beside || !is_bare && it.unit == known.unit;
            is_its_own && !phrase.contains(&at)
        });
        let Some(quantity) = quantity else {
            at += 1;
            continue;
        };
        at = quantity.words.end.max(at + 1);
        let start = quantity.words.start;
        if sentence.is_after(start, OTHER) {
            continue;
        }
        let is_kept = match bound(sentence, start) {
            Bound::Exactly => quantity.number == known.number,
            Bound::AtLeast => quantity.number <= known.number,
            Bound::AtMost => quantity.number >= known.number,
        };
        if is_kept || is_range(sentence, start) || said.is_some() {
            return None;
        }
        let end = if known.unit.is_empty() { start + 1 } else { quantity.words.end };
        said = Some(start..end);
    }
    said
}

/// Returns whether a number is the end of a range: `30 to 60 days`, `30–60 days`.
fn is_range(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_number = |at: usize| quantity_at(sentence, at).is_some();
    let before = at.checked_sub(1);
    let words =
        at.checked_sub(2).filter(|_| sentence.is_after(at, phrase!("to|and|or|through")));
    before.is_some_and(is_number) || words.is_some_and(is_number)
}

/// Returns the only address of a sentence, where the fact's is another one.
fn another_mail(sentence: &Sentence<'_>, mail: &str) -> Option<Range<usize>> {
    let mut mails = (0..sentence.len()).filter(|&at| is_mail(sentence.word(at)));
    let only = mails.next().filter(|_| mails.next().is_none())?;
    (sentence.word(only).to_lowercase() != mail).then_some(only..only + 1)
}

fn is_mail(word: &str) -> bool {
    let parts = word.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !word.contains([' ', '/', ':'])
    })
}

/// Returns whether a value belongs to a phrase: few words are between them, and no
/// other statement begins there.
fn is_near(sentence: &Sentence<'_>, phrase: &Range<usize>, said: &Range<usize>) -> bool {
    const FAR: usize = 10;
    const OTHERS: Phrase<'static> =
        Phrase::new("and|but|while|whereas|which|or|then|except");
    let between = if phrase.end <= said.start {
        phrase.end..said.start
    } else {
        said.end..phrase.start
    };
    let from = between.start.saturating_sub(1);
    let mut gaps = (from..between.end).map(|at| sentence.after(at));
    let is_parted = gaps.any(|gap| gap.contains([';', ':', '(', ')', '–', '—']));
    if between.is_empty() {
        return true;
    }
    between.len() <= FAR && !sentence.has(between, OTHERS) && !is_parted
}

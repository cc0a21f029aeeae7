//! What was so on a day, and what happens again and again.

use std::ops::Range;

use crate::base::date::Interval;
use crate::parse::claim::ClaimKind;

use super::dates::{Mention, cadence, mention_at, mention_near};
use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &["20##", "199#"],
    with: &["last", "latest", "most recent", "recent", "as of", "as at"],
    scan,
};

/// What is said to have been done last.
pub(super) const DONE: Phrase<'static> = Phrase::new(
    "audit*|assess*|review*|test*|penetration|pen|pen-test*|pentest*\
    |exercise*|drill*|scan*|training*|certif*|recertif*|examin*|inspect*|evaluat*|attest*\
    |report|reports|performed|conducted|completed|carried|renewed|verified|validated\
    |rehearsed|restored",
);

/// What a date may follow without a preposition: `last tested 2025-05-31`.
const DONE_LAST: Phrase<'static> = Phrase::new(
    "last|recently tested|audited|assessed|reviewed|exercised|rehearsed|verified|certified",
);

/// How many words may stand between `last` and what was done, and between that
/// and the date.
const NEAR: usize = 4;
const FAR: usize = 12;

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    let mut before: Option<Interval> = None;
    for sentence in passage.sentences() {
        let here = cadence(&sentence);
        let mut at = 0;
        while at < sentence.len() {
            let Some(mention) = mention_at(&sentence, at) else {
                at += 1;
                continue;
            };
            at = mention.words.end;
            let Some(start) = latest(&sentence, &mention) else { continue };
            let last = mention.last;
            let (words, kind) = match (&here, before) {
                (Some((words, every)), _) => {
                    let start = start.min(words.start);
                    let end = mention.words.end.max(words.end);
                    (start..end, ClaimKind::Recurring { last, every: *every })
                }
                (None, Some(every)) if start < NEAR => {
                    (start..mention.words.end, ClaimKind::Recurring { last, every })
                }
                _ => (start..mention.words.end, ClaimKind::Dated { date: last }),
            };
            found.claims.push(passage.claim(&sentence.range(words), kind));
        }
        as_of(passage, &sentence, found);
        before = here.map(|(_, every)| every);
    }
}

/// Returns where the words begin that make a date the last of something:
/// `most recently in`, `last audited on`, `latest report is from`, `last test:`.
fn latest(sentence: &Sentence<'_>, mention: &Mention) -> Option<usize> {
    let end = mention.words.start;
    let is_said = sentence.is_after(end, phrase!("in|on|from|dated|of|during|was|is|at"))
        || sentence.is_after(end, phrase!("most recently"))
        || sentence.is_after(end, phrase!("the|early|late|mid"))
        || sentence.is_after(end, DONE_LAST)
        || has_colon(sentence, end);
    let is_as_of = sentence.has(end.saturating_sub(NEAR)..end, phrase!("as of|at"));
    let near = end.saturating_sub(FAR)..end;
    if !is_said || is_as_of || near.clone().any(|at| mention_at(sentence, at).is_some()) {
        return None;
    }
    let recently = sentence.find(near.clone(), phrase!("most recently"));
    let recently = recently.map(|words| words.start);
    recently.or_else(|| {
        let marker = sentence.find(near, phrase!("most? recent|last|latest"))?;
        let done = marker.end..end.min(marker.end + NEAR);
        let is_of_document = marker.start == 0
            && sentence.phrase_at(marker.end, phrase!("review|reviewed")).is_some();
        (sentence.has(done, DONE) && !is_of_document).then_some(marker.start)
    })
}

/// Returns whether a colon comes before a word: `last test: May 2025`.
fn has_colon(sentence: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| sentence.after(before).starts_with(':'))
}

/// Finds `as of May 31st, 2025`, unless that is when something begins.
fn as_of(passage: &Passage<'_>, sentence: &Sentence<'_>, found: &mut Found) {
    const BEGINNINGS: Phrase<'static> = Phrase::new(
        "effective|beginning|starting|commencing|force|applicable|applies|apply|valid",
    );
    const CHANGES: [Phrase<'static>; 2] = [
        Phrase::new(
            "must|shall|will|should|require*|mandatory|need|needs\
        |longer|been|became|moved|switched|changed|replaced|deprecated|discontinued\
        |stopped|started|began|effective|opened|closed|introduced|launched|provisioned",
        ),
        Phrase::new("have to"),
    ];
    /// What makes a sentence one about a state, not about a change.
    const STATES: Phrase<'static> = Phrase::new(
        "currently|there|compliant|compliance|certif*|audit*|report\
        |reports|controls|available|accurate|covering|current|valid|correct|complete",
    );
    let Some(words) = sentence.find(0..sentence.len(), phrase!("as of|at")) else {
        return;
    };
    let Some(mention) = mention_near(sentence, words.end) else { return };
    let begins = sentence.is_after(words.start, BEGINNINGS)
        || sentence.has(0..words.start, phrase!("if|when|where|whether"))
        || CHANGES.iter().any(|change| sentence.says(*change));
    let is_aside = passage.text().get(..sentence.range(words.clone()).start);
    let is_aside = is_aside.is_some_and(|before| before.ends_with('('));
    let counts = (0..sentence.len())
        .any(|at| !mention.words.contains(&at) && is_number(sentence.word(at)));
    if !begins && (is_aside || counts || sentence.says(STATES)) {
        let words = start_of_claim(sentence, words.start)..mention.words.end;
        let kind = ClaimKind::Dated { date: mention.last };
        found.claims.push(passage.claim(&sentence.range(words), kind));
    }
}

/// Returns where `covering controls as of` begins.
fn start_of_claim(sentence: &Sentence<'_>, at: usize) -> usize {
    let near = at.saturating_sub(NEAR)..at;
    let covering =
        sentence.find(near, phrase!("covering|current|accurate|valid|correct"));
    covering.map_or(at, |Range { start, .. }| start)
}

/// Returns whether a word is a number, in digits or as a word.
fn is_number(word: &str) -> bool {
    const NAMES: &str = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty\
        |thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million";
    word.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        || NAMES.split('|').any(|name| name.eq_ignore_ascii_case(word))
}

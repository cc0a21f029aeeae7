//! Certifications: held, worked for, and named by words that they do not have.

use std::ops::Range;

use crate::parse::claim::{Certificate, ClaimKind, Holder, Stage};

use super::dates::{mention_at, month};
use super::phrase::{Phrase, phrase};
use super::sentence::Sentence;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &[
        "soc 1",
        "soc 2",
        "soc 3",
        "soc1",
        "soc2",
        "soc3",
        "iso 2",
        "iso/",
        "iso-2",
        "iso2",
        "iso 9",
        "iso 4",
        "pci ",
        "pci-",
        "hitrust",
        "fedramp",
        "hipaa",
        "cyber essentials",
        "certif",
        "accredit",
        "attestation",
        "complian",
    ],
    with: &[],
    scan,
};

/// What can be certified or attested, and how it is written.
const STANDARDS: [(&str, Phrase<'static>); 28] = [
    ("SOC 1", Phrase::new("soc 1")),
    ("SOC 1", Phrase::new("soc1|soc-1")),
    ("SOC 2", Phrase::new("soc 2|ii")),
    ("SOC 2", Phrase::new("soc2|soc-2")),
    ("SOC 3", Phrase::new("soc 3")),
    ("SOC 3", Phrase::new("soc3|soc-3")),
    ("ISO 27001", Phrase::new("iso|iso/iec iec? 27001*")),
    ("ISO 27001", Phrase::new("iso27001*|iso-27001*")),
    ("ISO 27017", Phrase::new("iso|iso/iec iec? 27017*")),
    ("ISO 27017", Phrase::new("iso27017*|iso-27017*")),
    ("ISO 27018", Phrase::new("iso|iso/iec iec? 27018*")),
    ("ISO 27018", Phrase::new("iso27018*|iso-27018*")),
    ("ISO 27701", Phrase::new("iso|iso/iec iec? 27701*")),
    ("ISO 27701", Phrase::new("iso27701*|iso-27701*")),
    ("ISO 22301", Phrase::new("iso 22301*")),
    ("ISO 22301", Phrase::new("iso22301*|iso-22301*")),
    ("ISO 42001", Phrase::new("iso|iso/iec iec? 42001*")),
    ("ISO 42001", Phrase::new("iso42001*|iso-42001*")),
    ("ISO 9001", Phrase::new("iso 9001*")),
    ("ISO 9001", Phrase::new("iso9001*|iso-9001*")),
    ("PCI DSS", Phrase::new("pci dss|dss-compliant|compliance|certified|compliant")),
    ("PCI DSS", Phrase::new("pci-dss")),
    ("HITRUST", Phrase::new("hitrust")),
    ("FedRAMP", Phrase::new("fedramp")),
    ("HIPAA", Phrase::new("hipaa")),
    ("Cyber Essentials", Phrase::new("cyber essentials")),
    ("CSA STAR", Phrase::new("csa star")),
    ("Privacy Shield", Phrase::new("privacy shield")),
];

/// How many words may stand between a verb and what it is about.
const NEAR: usize = 5;
const FAR: usize = 12;

/// Words that say it is so for somebody else, or only perhaps.
const DOUBTS: Phrase<'static> = Phrase::new(
    "not|no|yet|never|if|whether|when|once|until|unless|before|would\
    |should|must|shall|could|can|may|might|will|aren't|isn't|haven't|you|your|customer\
    |customers|vendor|vendors|supplier|suppliers|subprocessor|subprocessors|provider\
    |providers|partner|partners|candidate|candidates|they|their|who|any|example|e.g\
    |center|centers|centre|centres|third|aws|azure|gcp|google|amazon|microsoft",
);

const US: Phrase<'static> = Phrase::new("we|we're|we've|our|us|i");

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    for sentence in passage.sentences() {
        let named = standards(&sentence);
        wording(passage, &sentence, &named, found);
        if let Some(working) = working(&sentence) {
            in_progress(passage, &sentence, (&working, &named), found);
        } else {
            held(passage, &sentence, &named, found);
        }
    }
}

/// A certification that a sentence names.
#[derive(Debug)]
pub(super) struct Named {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What it is about, in one spelling.
    pub(super) standard: &'static str,
    /// The type of the report, where it is named.
    pub(super) report_type: Option<u8>,
}

/// Returns the certifications that a sentence names, in order.
pub(super) fn standards(sentence: &Sentence<'_>) -> Vec<Named> {
    let mut named = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let found = STANDARDS.iter().find_map(|&(standard, phrase)| {
            Some((standard, sentence.phrase_at(at, phrase)?))
        });
        let Some((standard, words)) = found else {
            at += 1;
            continue;
        };
        let (report_type, end) = report_type(sentence, words.end);
        let words = words.start..end;
        at = end;
        named.push(Named { words, standard, report_type });
    }
    named
}

/// Returns the type of a report that is named at a word, and the word after it.
fn report_type(sentence: &Sentence<'_>, at: usize) -> (Option<u8>, usize) {
    let first = sentence.phrase_at(at, phrase!("type 1|i"));
    let second = sentence.phrase_at(at, phrase!("type 2|ii"));
    match (first, second) {
        (Some(words), _) => (Some(1), words.end),
        (None, Some(words)) => (Some(2), words.end),
        (None, None) => (None, at),
    }
}

/// Reports that are called certificates.
fn wording(
    passage: &Passage<'_>,
    sentence: &Sentence<'_>,
    named: &[Named],
    found: &mut Found,
) {
    for it in named {
        let is_never_certified =
            matches!(it.standard, "SOC 1" | "SOC 2" | "SOC 3" | "HIPAA");
        let after = sentence.phrase_at(it.words.end, phrase!("certif*"));
        let before =
            [phrase!("certified as|for|under|in"), phrase!("certified")].into_iter();
        let before = before.filter(|phrase| sentence.is_after(it.words.start, *phrase));
        let before = before.map(|phrase| it.words.start - phrase.longest()).next();
        if is_never_certified && (after.is_some() || before.is_some()) {
            let start = before.unwrap_or(it.words.start);
            let words = start..after.map_or(it.words.end, |after| after.end);
            let kind = ClaimKind::CertifiedWording { standard: it.standard.into() };
            found.claims.push(passage.claim(&sentence.range(words), kind));
        }
    }
}

/// Words in which somebody works for a certification.
struct Working {
    words: Range<usize>,
    /// Whether it is more than a thought.
    has_begun: bool,
}

fn working(sentence: &Sentence<'_>) -> Option<Working> {
    const BEGUN: [Phrase<'static>; 4] = [
        Phrase::new("in the? process of"),
        Phrase::new("currently|actively|now pursuing|seeking|undergoing"),
        Phrase::new("are|is|we're|currently|actively working toward|towards"),
        Phrase::new("are|is|we're|currently pursuing|seeking"),
    ];
    const THOUGHTS: [Phrase<'static>; 3] = [
        Phrase::new("may|might|could consider|pursue|seek|explore"),
        Phrase::new(
            "plan|plans|planning|intend|hope|hoping|aim|aiming|looking to be|become|get|obtain\
            |achieve|pursue|attain",
        ),
        Phrase::new("considering obtaining|pursuing|getting|becoming"),
    ];
    let all = 0..sentence.len();
    let begun = BEGUN.iter().find_map(|phrase| sentence.find(all.clone(), *phrase));
    let thought = || THOUGHTS.iter().find_map(|it| sentence.find(all.clone(), *it));
    let (words, has_begun) =
        begun.map(|words| (words, true)).or_else(|| Some((thought()?, false)))?;
    Some(Working { words, has_begun })
}

fn in_progress(
    passage: &Passage<'_>,
    sentence: &Sentence<'_>,
    (working, named): (&Working, &[Named]),
    found: &mut Found,
) {
    /// Words for what every standard gives.
    const GENERIC: Phrase<'static> = Phrase::new(
        "certification|certifications|certified|accreditation|accredited\
        |attestation|compliance|compliant",
    );
    let before = 0..working.words.start;
    // The thing that is worked for.
    let reach = working.words.end..sentence.len().min(working.words.end + FAR);
    let what = named.iter().find(|it| reach.contains(&it.words.start));
    let end = match (what, sentence.find(reach, GENERIC)) {
        (Some(it), Some(word)) => it.words.end.max(word.end.min(it.words.end + 1)),
        (Some(it), None) => it.words.end,
        (None, Some(word)) => word.end,
        (None, None) => return,
    };
    let is_ours = sentence.has(before.clone(), US)
        || (what.is_some() && holder(sentence, working.words.start).is_some());
    if !is_ours || sentence.has(before, DOUBTS_OF_WORK) {
        return;
    }
    let range = sentence.range(working.words.start..end);
    if !has_date(sentence) {
        found.claims.push(passage.claim(&range, ClaimKind::InProgress));
    }
    if let Some(it) = what.filter(|_| working.has_begun) {
        let certificate = Certificate {
            standard: it.standard.into(),
            report_type: it.report_type,
            stage: Stage::InProgress,
            holder: Holder::Us,
        };
        found.claims.push(passage.claim(&range, ClaimKind::Certificate(certificate)));
    }
}

/// Words that say somebody else works for it.
const DOUBTS_OF_WORK: Phrase<'static> = Phrase::new(
    "if|whether|when|until|unless|you|your|customer|customers\
    |vendor|vendors|supplier|suppliers|subprocessors|partners|they|who|not|longer|were|was\
    |had",
);

fn held(
    passage: &Passage<'_>,
    sentence: &Sentence<'_>,
    named: &[Named],
    found: &mut Found,
) {
    for it in named {
        let near = it.words.start.saturating_sub(NEAR)..it.words.start;
        let verb = sentence
            .find(near.clone(), phrase!("obtained|achieved|received|completed|earned|attained|passed|hold|holds|maintain|maintains|renewed"))
            .or_else(|| sentence.find(near.clone(), phrase!("certified|attested")))
            .or_else(|| {
                let after = sentence.phrase_at(it.words.end, phrase!("certified|attested"));
                after.and_then(|_| sentence.find(near, phrase!("is|are|we're")))
            });
        let Some(verb) = verb else { continue };
        let Some(holder) = holder(sentence, verb.start) else { continue };
        let is_aim = sentence.is_after(verb.start, phrase!("to"));
        if is_aim || sentence.has(0..it.words.end, DOUBTS) {
            continue;
        }
        let certificate = Certificate {
            standard: it.standard.into(),
            report_type: it.report_type,
            stage: Stage::Held,
            holder,
        };
        let named =
            sentence.phrase_at(it.words.end, phrase!("certif*|attest*|audit|report"));
        let end = named.map_or(it.words.end, |named| named.end);
        let range = sentence.range(verb.start..end);
        found.claims.push(passage.claim(&range, ClaimKind::Certificate(certificate)));
    }
}

/// Returns who the sentence is about: us, or a name before the verb.
fn holder(sentence: &Sentence<'_>, verb: usize) -> Option<Holder> {
    let near = verb.saturating_sub(NEAR)..(verb + 1).min(sentence.len());
    if sentence.has(near.clone(), US) {
        return Some(Holder::Us);
    }
    let is = sentence.find(
        near,
        phrase!("is|has|are|have|holds|maintains|completed|achieved|obtained"),
    )?;
    let name = sentence.word(is.start.checked_sub(1)?);
    let is_name = name.starts_with(char::is_uppercase)
        && !["It", "This", "That", "There", "Which"].contains(&name);
    is_name.then(|| Holder::Named(name.to_owned()))
}

/// Returns whether a sentence says when: a date, or a month after `in`.
fn has_date(sentence: &Sentence<'_>) -> bool {
    (0..sentence.len()).any(|at| {
        mention_at(sentence, at).is_some()
            || (at > 0
                && sentence.is_after(at, phrase!("in|by|early|late|mid|of|during"))
                && month(sentence.word(at)).is_some())
    })
}

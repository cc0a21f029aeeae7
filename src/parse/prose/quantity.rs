//! Numbers with what they count, as they are written in sentences.

use std::ops::Range;

use super::phrase::{Phrase, phrase};
use super::sentence::{Sentence, cut};

/// A number and what it counts: `30 days`, `99.9%`, `$5 million`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The number, in millionths.
    pub(super) number: u64,
    /// What it counts, in one spelling; nothing where that is not said.
    pub(super) unit: String,
}

/// Whether the number is what it is, or a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// `30 days`
    Exactly,
    /// `at least 30 days`
    AtLeast,
    /// `within 30 days`
    AtMost,
}

const MILLIONTHS: u64 = 1_000_000;

/// How many digits may follow the point.
const DECIMALS: usize = 6;

#[rustfmt::skip]
const NAMES: [(&str, u64); 22] = [
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6),
    ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11),
    ("twelve", 12), ("fourteen", 14), ("fifteen", 15), ("twenty", 20),
    ("twenty-four", 24), ("thirty", 30), ("forty", 40), ("forty-eight", 48),
    ("sixty", 60), ("seventy-two", 72), ("ninety", 90),
];

/// Returns the quantity that a text is, and nothing else.
pub(super) fn quantity_of(text: &str) -> Option<Quantity> {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    cut(text, &mut words, &mut sentences);
    let sentence = Sentence::new(text, &words);
    quantity_at(&sentence, 0).filter(|quantity| quantity.words.end == sentence.len())
}

/// Returns the quantity whose number is at a word.
pub(super) fn quantity_at(sentence: &Sentence<'_>, at: usize) -> Option<Quantity> {
    let word = sentence.word(at);
    let is_money = word.starts_with('$');
    let (digits, joined) = split_number(word.trim_start_matches('$'));
    let number = number(digits)?;
    let mut end = at + 1;
    // `30 (thirty) days`
    if joined.is_empty() && number_at(sentence, end) == Some(number) {
        end += 1;
    }
    let unit = if joined == "%" {
        joined.to_owned()
    } else if !joined.is_empty() {
        is_noun(joined).then(|| singular(joined))?
    } else if is_money {
        let scale = sentence.phrase_at(end, phrase!("thousand|million|billion"));
        let scale = scale.map(|words| sentence.word(words.start).to_lowercase());
        end += usize::from(scale.is_some());
        format!("$ {}", scale.unwrap_or_default())
    } else {
        let (unit, after) = unit_at(sentence, end);
        end = after;
        unit
    };
    Some(Quantity { words: at..end, number, unit })
}

/// Returns what is counted from a word on, and the word after it.
fn unit_at(sentence: &Sentence<'_>, at: usize) -> (String, usize) {
    let is_joined = |at| sentence.after(at).trim_start_matches(')').trim().is_empty();
    let none = (String::new(), at);
    if !is_joined(at.saturating_sub(1)) {
        return none;
    }
    if sentence.phrase_at(at, phrase!("percent")).is_some() {
        return ("%".to_owned(), at + 1);
    }
    if sentence.phrase_at(at, phrase!("per cent")).is_some() {
        return ("%".to_owned(), at + 2);
    }
    let is_working = sentence.phrase_at(at, phrase!("business|working")).is_some();
    let is_said_twice =
        sentence.phrase_at(at, phrase!("calendar|full|consecutive")).is_some();
    let noun = at + usize::from(is_working || is_said_twice);
    let word = sentence.word(noun);
    if !is_noun(word) {
        return none;
    }
    let unit = singular(word);
    (if is_working { format!("working {unit}") } else { unit }, noun + 1)
}

fn is_noun(word: &str) -> bool {
    let is_of_word = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    !word.is_empty() && word.chars().all(is_of_word)
}

fn number_at(sentence: &Sentence<'_>, at: usize) -> Option<u64> {
    number(sentence.word(at))
}

/// Splits `30-day` and `99.9%` into the number and what it counts.
fn split_number(word: &str) -> (&str, &str) {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        let named = word.split_once('-').filter(|_| number(word).is_none());
        return named.unwrap_or((word, ""));
    }
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let (digits, unit) =
        word.split_at_checked(end.unwrap_or(word.len())).unwrap_or((word, ""));
    (digits, unit.strip_prefix('-').unwrap_or(unit))
}

/// Reads `30`, `1,000`, `99.95` and `thirty`, in millionths.
fn number(word: &str) -> Option<u64> {
    let named = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    if let Some((_, number)) = named {
        return Some(number * MILLIONTHS);
    }
    let (whole, decimals) = word.split_once('.').unwrap_or((word, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let are_thousands = groups.all(|group| group.len() == 3);
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if first.is_empty()
        || !are_thousands
        || decimals.len() > DECIMALS
        || !is_digits(decimals)
    {
        return None;
    }
    let whole: u64 = whole.replace(',', "").parse().ok()?;
    let decimals: u64 = format!("{decimals:0<DECIMALS$}").parse().ok()?;
    whole.checked_mul(MILLIONTHS)?.checked_add(decimals)
}

/// Returns a unit in one spelling: `days'` is `day`.
fn singular(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Returns whether a quantity is a limit, as the words before it say.
pub(super) fn bound(sentence: &Sentence<'_>, at: usize) -> Bound {
    const LEAST: [Phrase<'static>; 4] = [
        Phrase::new("at least"),
        Phrase::new("minimum of?"),
        Phrase::new("more|longer|greater|less|fewer|earlier|sooner than"),
        Phrase::new("over|exceeding"),
    ];
    const MOST: [Phrase<'static>; 4] = [
        Phrase::new("at most"),
        Phrase::new("maximum of?"),
        Phrase::new("up to"),
        Phrase::new("within|under|below"),
    ];
    let is_after =
        |phrases: &[Phrase<'_>]| phrases.iter().any(|it| sentence.is_after(at, *it));
    let than = sentence.is_after(at, phrase!("than"));
    // `no later than`, `no more than`: the other way round.
    let negated = than && sentence.has(at.saturating_sub(3)..at, phrase!("no|not"));
    let is_more = sentence.is_after(at, phrase!("more|longer|greater|later than"));
    match (than, negated) {
        (true, true) if is_more => Bound::AtMost,
        (true, true) => Bound::AtLeast,
        (true, false) if is_more => Bound::AtLeast,
        (true, false) => Bound::AtMost,
        (false, _) if is_after(&LEAST) => Bound::AtLeast,
        (false, _) if is_after(&MOST) => Bound::AtMost,
        (false, _) => Bound::Exactly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_a_number_and_what_it_counts() {
        #[rustfmt::skip]
        let cases = [
            ("30 days",              Some((30_000_000, "day"))),
            ("30-day",               Some((30_000_000, "day"))),
            ("thirty (30) days",     Some((30_000_000, "day"))),
            ("30 (thirty) days",     Some((30_000_000, "day"))),
            ("thirty-day",           Some((30_000_000, "day"))),
            ("30 calendar days",     Some((30_000_000, "day"))),
            ("5 business days",      Some((5_000_000, "working day"))),
            ("five working days",    Some((5_000_000, "working day"))),
            ("1,000 employees",      Some((1_000_000_000, "employee"))),
            ("99.95%",               Some((99_950_000, "%"))),
            ("99.95 percent",        Some((99_950_000, "%"))),
            ("$5 million",           Some((5_000_000, "$ million"))),
            ("42",                   Some((42_000_000, ""))),
            ("24 hours a day",       None),
            ("TLS 1.2",              None),
            ("24/7",                 None),
            ("2025-05-31",           None),
            ("1,00 days",            None),
            ("1.2.3",                None),
            ("",                     None),
        ];
        for (text, expected) in cases {
            let got = quantity_of(text).map(|it| (it.number, it.unit.trim().to_owned()));
            let expected = expected.map(|(number, unit)| (number, unit.to_owned()));
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn the_words_before_a_number_say_whether_it_is_a_limit() {
        #[rustfmt::skip]
        let cases = [
            ("for 30 days",                 Bound::Exactly),
            ("at least 30 days",            Bound::AtLeast),
            ("no less than 30 days",        Bound::AtLeast),
            ("not later than 30 days",      Bound::AtMost),
            ("no more than 30 days",        Bound::AtMost),
            ("more than 30 days",           Bound::AtLeast),
            ("less than 30 days",           Bound::AtMost),
            ("within 30 days",              Bound::AtMost),
            ("up to 30 days",               Bound::AtMost),
            ("a maximum of 30 days",        Bound::AtMost),
        ];
        for (text, expected) in cases {
            let (mut words, mut sentences) = (Vec::new(), Vec::new());
            cut(text, &mut words, &mut sentences);
            let sentence = Sentence::new(text, &words);
            let at = words.len() - 2;
            assert_eq!(bound(&sentence, at), expected, "{text}");
        }
    }
}

//! What is wrong with the wording of a text, as far as its letters tell: what was
//! to be filled in, sentences that run into each other, and words that point at
//! something without a link to it.

use std::ops::Range;

use crate::base::bytes;
use crate::parse::document::{Problem, ProblemKind};

use super::Source;

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// What square brackets are.
    pub(super) brackets: Brackets,
    /// Whether the text is that of a link.
    pub(super) is_link: bool,
}

/// What square brackets in a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    /// Part of the text, most often of an example.
    Text,
    /// In a controlled document: what its template left open.
    Open,
}

/// Words that say that something is missing, in halves: this file does not miss
/// anything.
const MISSING: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("TB", "D"),
    concat!("TB", "C"),
    concat!("TB", "A"),
    concat!("FIX", "ME"),
];

/// What follows one of these words where it is the name of a thing.
const THINGS: [&str; 6] = [" list", " comment", " item", " app", "s ", "-"];

/// What comes before where it is one.
const ARTICLES: [&str; 7] = [" a ", " an ", " the ", " your ", " any ", " of ", " no "];

/// What the text in square brackets begins with where it is to be filled in, in
/// lower case.
const TO_FILL: [&str; 17] = [
    "add ",
    "choose ",
    "company",
    "contact email",
    "describe ",
    "effective date",
    "enter ",
    "fill in",
    "insert",
    "job title",
    "name of ",
    "organisation",
    "organization",
    "review date",
    "review period",
    "specify ",
    "your ",
];

/// The longest text in square brackets that is taken for one of these, in bytes.
const LONGEST: usize = 60;

/// Words that begin sentences and are no part of a name such as `config.Path`.
const STARTS: [&str; 64] = [
    "A", "All", "Also", "An", "And", "Any", "As", "Ask", "At", "Because", "Before",
    "Both", "But", "By", "Do", "Each", "Every", "For", "From", "He", "Here", "How",
    "However", "If", "In", "It", "Its", "Make", "Many", "Most", "No", "Not", "Note",
    "Now", "On", "Once", "One", "Only", "Or", "Our", "Please", "She", "Since", "So",
    "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This",
    "Those", "To", "Use", "We", "What", "When", "Where", "While", "You", "Your",
];

/// Where something may be wrong, as offsets into a body, in order.
#[derive(Debug, Default)]
pub(super) struct Suspects(Vec<usize>);

impl Suspects {
    /// Looks at every byte of a body, quickly.
    pub(super) fn of(text: &str) -> Self {
        let text = text.as_bytes();
        let can_begin = |byte| bytes::is_one_of(byte, *b"[{.!?TFXvw");
        let found = bytes::find(text, can_begin).filter(|at| is_suspect(text, *at));
        Self(found.collect())
    }

    /// Returns those within a range.
    fn within(&self, range: &Range<usize>) -> &[usize] {
        let start = self.0.partition_point(|at| *at < range.start);
        let rest = self.0.get(start..).unwrap_or_default();
        let count = rest.partition_point(|at| *at < range.end);
        rest.get(..count).unwrap_or_default()
    }
}

/// Returns whether what stands beside a byte with which something can begin makes
/// that likely.
fn is_suspect(text: &[u8], at: usize) -> bool {
    let near = |back: usize| at.checked_sub(back).and_then(|at| text.get(at));
    let next = text.get(at + 1);
    match text.get(at) {
        Some(b'{') => next == Some(&b'{'),
        Some(b'.' | b'!' | b'?') => next.is_some_and(u8::is_ascii_uppercase),
        Some(b'T') => matches!(next, Some(b'O' | b'B')),
        Some(b'F') => next == Some(&b'I'),
        Some(b'X') => near(1) == Some(&b'-'),
        Some(b'v') => [near(2), near(1), next] == [Some(&b'b'), Some(&b'o'), Some(&b'e')],
        Some(b'w') => [near(2), near(1)] == [Some(&b'l'), Some(&b'o')],
        _ => true,
    }
}

/// Adds what is wrong with a text at `range` of the body.
pub(super) fn check(
    source: Source<'_>,
    (range, suspects): (&Range<usize>, &Suspects),
    surroundings: Surroundings,
    problems: &mut Vec<Problem>,
) {
    let within = suspects.within(range);
    let Some(text) = source.text.get(range.clone()).filter(|_| !within.is_empty()) else {
        return;
    };
    for at in within.iter().map(|at| at - range.start) {
        let Some(byte) = text.as_bytes().get(at) else { return };
        let found = match byte {
            b'[' => {
                let is_marked = at == 0 && before(source, range).ends_with("<mark>");
                let is_open = surroundings.brackets == Brackets::Open || is_marked;
                if is_open { bracket(text, at) } else { None }
            }
            b'{' => template(text, at),
            b'T' | b'F' => missing(text, at),
            b'X' => number(text, at),
            b'v' | b'w' if !surroundings.is_link => pointer(text, at),
            b'.' | b'!' | b'?' if !surroundings.is_link => joined(text, at),
            _ => None,
        };
        if let Some((part, kind)) = found {
            let span = source.span(range.start + part.start..range.start + part.end);
            problems.push(Problem { span, kind });
        }
    }
}

type Found = Option<(Range<usize>, ProblemKind)>;

fn before<'a>(source: Source<'a>, range: &Range<usize>) -> &'a str {
    source.text.get(..range.start).unwrap_or_default()
}

fn placeholder(text: &str, range: Range<usize>) -> Found {
    let found = text.get(range.clone())?.to_owned();
    Some((range, ProblemKind::Placeholder { found }))
}

/// `[Company Name]`
fn bracket(text: &str, at: usize) -> Found {
    let rest = text.get(at + 1..)?;
    let inside = rest.split([']', '\n']).next()?;
    let is_closed = rest.as_bytes().get(inside.len()) == Some(&b']');
    if !is_closed || inside.len() > LONGEST {
        return None;
    }
    let lower = inside.to_lowercase();
    let is_open = TO_FILL.iter().any(|start| lower.starts_with(start));
    if is_open { placeholder(text, at..at + inside.len() + 2) } else { None }
}

/// `{{ company }}`
fn template(text: &str, at: usize) -> Found {
    let inside = text.get(at..)?.strip_prefix("{{")?;
    if text.get(..at)?.ends_with('{') || inside.starts_with('{') {
        return None;
    }
    let inside = inside.get(..inside.find("}}")?)?;
    let is_fact = inside.trim_start().starts_with("fact");
    let is_long = inside.len() > LONGEST || inside.contains('\n');
    if is_fact || is_long { None } else { placeholder(text, at..at + inside.len() + 4) }
}

/// A word that says that something is missing.
fn missing(text: &str, at: usize) -> Found {
    let rest = text.get(at..)?;
    let word = MISSING.iter().find(|word| rest.starts_with(**word))?;
    let before = text.get(..at)?;
    let after = rest.get(word.len()..)?;
    let is_part = before.ends_with(|c: char| c.is_alphanumeric() || "_-/".contains(c))
        || after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_thing = THINGS.iter().any(|thing| after.starts_with(thing))
        || ARTICLES.iter().any(|article| before.ends_with(article));
    if is_part || is_thing { None } else { placeholder(text, at..at + word.len()) }
}

/// `ACME-2025-` and letters that stand for digits.
fn number(text: &str, at: usize) -> Found {
    let before = text.get(..at)?.strip_suffix('-')?;
    let run = text.get(at..)?.bytes().take_while(|byte| *byte == b'X').count();
    let year = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = year.strip_suffix('-')?;
    let start = name.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
    let is_number = before.len() - year.len() == 4 && name.len() - start >= 2;
    if is_number && run >= 3 { placeholder(text, start..at + run) } else { None }
}

/// `see above`, and nothing that says what to look for.
fn pointer(text: &str, at: usize) -> Found {
    let (word, length) = match text.as_bytes().get(at)? {
        b'v' => ("above", 3),
        _ => ("below", 4),
    };
    let start = at.checked_sub(length)?;
    let is_word = text.get(start..)?.starts_with(word);
    let verb = text.get(..start)?.strip_suffix(' ')?;
    let verb_start = verb.len().checked_sub("see".len())?;
    let is_see = is_word && verb.get(verb_start..)?.eq_ignore_ascii_case("see");
    let is_inner = verb.get(..verb_start)?.ends_with(char::is_alphanumeric);
    let end = start + word.len();
    let after = text.get(end..)?;
    let ends = after.is_empty() || after.starts_with([')', '.', ',', ';', '\n']);
    if !is_see || is_inner || !ends {
        return None;
    }
    let phrase = text.get(verb_start..end)?.to_owned();
    Some((verb_start..end, ProblemKind::ReferenceUnlinked { phrase }))
}

/// `successfully.Do not`
fn joined(text: &str, at: usize) -> Found {
    let is_upper = text.as_bytes().get(at + 1)?.is_ascii_uppercase();
    let is_lower = text.as_bytes().get(at.checked_sub(1)?)?.is_ascii_lowercase();
    if !is_upper || !is_lower {
        return None;
    }
    let before = text.get(..at)?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let is_start = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '’');
    let is_whole = start == 0 || before.get(..start)?.ends_with(is_start);
    let rest = text.get(at + 1..)?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let after = rest.get(..length)?;
    let mut next = rest.get(length..)?.trim_start_matches([',', '\'']).bytes();
    // A sentence goes on: `partnership.We recommend`.
    let goes_on = next.next() == Some(b' ') && next.next()?.is_ascii_lowercase();
    if !is_whole || at - start < 3 || !goes_on || !STARTS.contains(&after) {
        return None;
    }
    let kind = ProblemKind::SentencesJoined {
        before: text.get(start..=at)?.to_owned(),
        after: after.to_owned(),
    };
    Some((start..at + 1 + length, kind))
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    fn find(text: &str, brackets: Brackets) -> Vec<&str> {
        let mut problems = Vec::new();
        let source = Source::new(text, 0..text.len());
        let surroundings = Surroundings { brackets, is_link: false };
        let suspects = Suspects::of(text);
        check(source, (&(0..text.len()), &suspects), surroundings, &mut problems);
        problems.iter().map(|problem| &text[problem.span.range()]).collect()
    }

    #[test]
    fn what_was_to_be_filled_in_is_found() {
        #[rustfmt::skip]
        let cases = [
            (format!("{}: link", MISSING[0]),        MISSING[0]),
            (format!("Owner ({}).", MISSING[1]),     MISSING[1]),
            ("Of [Company Name] and all".to_owned(), "[Company Name]"),
            ("every [review period].".to_owned(),    "[review period]"),
            ("by {{ company }}.".to_owned(),         "{{ company }}"),
            ("PSA-2025-".to_owned() + &"X".repeat(5), concat!("PSA-2025-X", "XX", "XX")),
        ];
        for (text, expected) in cases {
            assert_eq!(find(&text, Brackets::Open), [expected], "{text}");
        }
        assert_eq!(find("Dear [your name],", Brackets::Text), [] as [&str; 0]);
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        #[rustfmt::skip]
        let cases = [
            format!("a {} list", MISSING[0]),
            format!("remove the {} when done", MISSING[0]),
            format!("MY{}S", MISSING[0]),
            "Contact us at {{ fact.security_mail }}.".to_owned(),
            "[x] done, [1], [the policy], [CC6.1]".to_owned(),
            "in 2025-XX".to_owned(),
            "{{{ a }}}".to_owned(),
        ];
        for text in cases {
            let found = find(&text, Brackets::Open);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn sentences_that_run_into_each_other_are_found() {
        #[rustfmt::skip]
        let cases = [
            ("more successfully.Do not make",   Some("successfully.Do")),
            ("their account.Use good judgment", Some("account.Use")),
            ("is it true?We think so",          Some("true?We")),
            ("is it so?We think so",            None), // `so` may be a suffix
            ("in Process.St checklist",         None),
            ("with vue.Js and more",            None),
            ("read config.Path first",          None),
            ("status.DeadlineExceeded or",      None),
            ("see example.com.Then go",         None),
            ("e.g.This one",                    None),
            ("version 1.2.Now it",              None),
            ("open file.Name",                  None),
        ];
        for (text, expected) in cases {
            let expected: Vec<&str> =
                expected.into_iter().filter(|it| it.len() > 5).collect();
            assert_eq!(find(text, Brackets::Text), expected, "{text}");
        }
    }

    #[test]
    fn words_that_point_nowhere_are_found() {
        #[rustfmt::skip]
        let cases = [
            ("relevant for GDPR (see below).", Some("see below")),
            ("responsibly - see above.",       Some("see above")),
            ("See below for the list",         None),
            ("see above average",              None),
            ("foresee below.",                 None),
        ];
        for (text, expected) in cases {
            let expected: Vec<&str> = expected.into_iter().collect();
            assert_eq!(find(text, Brackets::Text), expected, "{text}");
        }
    }
}

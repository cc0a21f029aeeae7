//! Keys that nobody but their owner may know.
//!
//! Services begin their keys with letters of their own, so that they can be told
//! from any other text. What is found is looked at once more: the keys of examples
//! (`AKIAIOSFODNN7EXAMPLE`, `ghp_xxxxxxxx…`) are none.

use std::ops::Range;

use memchr::memmem;

use crate::base::bytes;
use crate::parse::document::{Problem, ProblemKind};

use super::Source;

/// No key is shorter.
const SHORTEST: usize = 20;

/// What keys begin with, how many letters and digits follow at least, and what
/// they are called.
const KEYS: [(&str, usize, &str); 17] = [
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("ghp_", 36, "a token of GitHub"),
    ("gho_", 36, "a token of GitHub"),
    ("ghu_", 36, "a token of GitHub"),
    ("ghs_", 36, "a token of GitHub"),
    ("ghr_", 36, "a token of GitHub"),
    ("github_pat_", 60, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 24, "a token of Slack"),
    ("xoxp-", 24, "a token of Slack"),
    ("sk_live_", 24, "a key of Stripe"),
    ("rk_live_", 24, "a key of Stripe"),
    ("AIza", 35, "a key of Google"),
    ("GOCSPX-", 28, "a secret of Google"),
    ("npm_", 36, "a token of npm"),
    ("sk-ant-", 40, "a key of Anthropic"),
];

/// What comes before the last part of an address to which anybody can post.
const WEBHOOK: &str = "hooks.slack.com/services/";

/// What ends the first line of a private key.
const PRIVATE_KEY: &str = "PRIVATE KEY-----";

/// How many different characters a key has at least.
const VARIETY: usize = 8;

/// Adds every key in the text.
pub(super) fn check(source: Source<'_>, problems: &mut Vec<Problem>) {
    let mut add = |range: Range<usize>, what: &'static str| {
        let kind = ProblemKind::Secret { what: what.into() };
        problems.push(Problem { span: source.span(range), kind });
    };
    for range in words(source.text.as_bytes()) {
        if let Some(what) = key(source.text, &range) {
            add(range, what);
        }
    }
    for end in memmem::find_iter(source.text.as_bytes(), PRIVATE_KEY) {
        if let Some(range) = private_key(source.text, end) {
            add(range, "a private key");
        }
    }
}

/// Returns the runs of letters, digits, `_` and `-` that are long enough to be keys.
fn words(text: &[u8]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut add = |start: usize, end: usize| {
        if end - start >= SHORTEST {
            words.push(start..end);
        }
    };
    // Where the run begins that is not yet at its end.
    let mut start = 0;
    for (at, gaps) in bytes::bits(text, |byte| !is_word(byte)) {
        if gaps == 0 {
            continue;
        }
        add(start, at + gaps.trailing_zeros() as usize);
        // Few texts have a run that long between two gaps of 64 bytes.
        if has_run(!gaps) {
            let ends = bytes::places(at, gaps).skip(1);
            for (gap, end) in bytes::places(at, gaps).zip(ends) {
                add(gap + 1, end);
            }
        }
        start = at + bytes::CHUNK - gaps.leading_zeros() as usize;
    }
    add(start, text.len().max(start));
    words
}

/// Returns whether [`SHORTEST`] bits in a row are set.
const fn has_run(bits: u64) -> bool {
    let two = bits & bits >> 1;
    let four = two & two >> 2;
    let eight = four & four >> 4;
    let sixteen = eight & eight >> 8;
    sixteen & four >> 16 != 0
}

fn is_word(byte: u8) -> bool {
    bytes::is_word(byte) | bytes::is_one_of(byte, *b"_-")
}

fn key(text: &str, range: &Range<usize>) -> Option<&'static str> {
    let word = text.get(range.clone())?;
    let known = KEYS.iter().find_map(|(start, least, what)| {
        let rest = word.strip_prefix(start)?;
        (rest.len() >= *least).then_some((rest, *what))
    });
    if let Some((rest, what)) = known {
        return is_random(rest).then_some(what);
    }
    if !is_random(word) {
        return None;
    }
    let before = text.get(..range.start)?;
    // Two numbers stand between the name of the service and the key.
    let service = before.rsplitn(4, '/').nth(3).unwrap_or_default();
    if before.ends_with('/') && service.ends_with(WEBHOOK.trim_end_matches('/')) {
        return Some("a webhook of Slack");
    }
    let after = text.get(range.end..)?;
    let is_token = word.starts_with("eyJ") && after.starts_with(".eyJ");
    is_token.then_some("a signed token (JWT)")
}

/// Returns whether a text was made by a machine, not by the writer of an example.
fn is_random(text: &str) -> bool {
    let mut seen = [false; 128];
    for byte in text.bytes() {
        if let Some(slot) = seen.get_mut(usize::from(byte)) {
            *slot = true;
        }
    }
    let variety = seen.iter().filter(|&&seen| seen).count();
    variety >= VARIETY
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.contains("EXAMPLE")
}

/// Returns the private key whose first line ends with the words at `end`.
fn private_key(text: &str, end: usize) -> Option<Range<usize>> {
    let before = text.get(..end)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let opening = before.get(start..)?.find("-----BEGIN ")?;
    let end = end + PRIVATE_KEY.len();
    let body = text.get(end..)?.split("-----").next()?;
    let letters = body.split_whitespace().find(|line| line.len() >= 2 * SHORTEST)?;
    is_random(letters).then_some(start + opening..end)
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn find(text: &str) -> Vec<(&str, Cow<'static, str>)> {
        let mut problems = Vec::new();
        check(Source::new(text, 0..text.len()), &mut problems);
        let found = problems.into_iter().map(|problem| match problem.kind {
            ProblemKind::Secret { what } => (&text[problem.span.range()], what),
            other => panic!("{other:?}"),
        });
        found.collect()
    }

    #[test]
    fn keys_of_services_are_found_wherever_they_stand() {
        let random = "a8F3kQ9zL2mX7pR4tV6wY1bN5cD0eG8hJ3s9QxZ7LmP2kR5tV8wY1bN4cD6eG0h";
        #[rustfmt::skip]
        let cases = [
            ("AKIA",        "QX3PL7ZTM2VN8RWK"),
            ("ghp_",        &random[..36]),
            ("github_pat_", &random[..60]),
            ("xoxb-",       "2738461923-8F3kQ9zL2mX7pR4t"),
            ("sk_live_",    &random[..24]),
            ("AIza",        &random[..35]),
        ];
        for (start, rest) in cases {
            let key = format!("{start}{rest}");
            for text in [key.clone(), format!("key={key}\n"), format!("(`{key}`)")] {
                let found = find(&text);
                assert!(found.len() == 1 && found[0].0 == key, "{text}: {found:?}");
            }
        }
        let hook = format!("https://{WEBHOOK}T0AB/B0CD/{}", &random[..24]);
        assert_eq!(find(&hook), [(&random[..24], "a webhook of Slack".into())]);
        let token = format!("eyJ{}.eyJ{}", &random[..30], &random[..30]);
        assert_eq!(find(&token).len(), 1);
        let private = format!("-----BEGIN RSA {PRIVATE_KEY}\n{random}\n");
        assert_eq!(find(&private), [(&private[..31], "a private key".into())]);
    }

    #[test]
    fn examples_names_and_digests_are_not_keys() {
        let private = format!("-----BEGIN {PRIVATE_KEY}\n...\n-----END {PRIVATE_KEY}\n");
        #[rustfmt::skip]
        let cases = [
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "https://drive.google.com/file/d/1rZknmogF7B3KVxWqOAl278bUckWDv92v/view",
            "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "a-very-long-name-of-a-heading-with-many-words",
            "npm_config_registry_of_the_company_and_so_on",
            private.as_str(),
        ];
        for text in cases {
            assert_eq!(find(text), [], "{text}");
        }
    }
}

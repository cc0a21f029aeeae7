//! YAML that is nothing but a list of keys and single values, as front matter
//! nearly always is.
//!
//! Such a text needs no parser of YAML, let alone two, which took a fourteenth of
//! a check. Whatever could mean something else to YAML is left to
//! [`super::yaml::parse`], and where this module says anything, it says the same.

use std::ops::Range;

use crate::base::span::{Span, Spanned};

use super::super::document::Problem;
use super::node::{Entry, Node, Number, Value, without_duplicates};

/// Reads the YAML `matter`, which begins at byte `base` of its file, if each of
/// its lines is a key at the left margin and a value, is blank or is a comment.
pub(super) fn read(
    matter: &str,
    base: usize,
    problems: &mut Vec<Problem>,
) -> Option<Node> {
    let mut entries = Vec::new();
    let mut start = base;
    let mut end = base;
    for line in matter.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.trim_end_matches(' ');
        if !content.is_empty() && !content.starts_with('#') {
            end = start + content.len();
            entries.push(entry(content, start)?);
        }
        start += line.len();
    }
    let first = entries.first().map(|entry| entry.key.span.start as usize)?;
    let value = Value::Map(without_duplicates(entries, problems));
    Some(Node { span: Span::new(first..end), value })
}

/// Reads a line that begins at byte `start` of the file.
fn entry(line: &str, start: usize) -> Option<Entry> {
    let (key, rest) = line.split_once(':')?;
    if !key.starts_with(|c: char| c.is_ascii_alphabetic()) || !key.chars().all(is_of_key)
    {
        return None;
    }
    let written = rest.trim_start_matches(' ');
    if is_special(key) || key.len() > LONGEST_KEY || written.len() == rest.len() {
        return None;
    }
    let (value, quotes) = value(written)?;
    let from = start + line.len() - written.len();
    let span = Span::new(from + quotes..start + line.len() - quotes);
    let key = Spanned::new(key.to_owned(), Span::new(start..start + key.len()));
    Some(Entry { key, value: Node { span, value } })
}

/// Returns a value, and how many bytes of quotes there are at each of its ends.
fn value(written: &str) -> Option<(Value, usize)> {
    for quote in ['"', '\''] {
        if let Some(rest) = written.strip_prefix(quote) {
            let text = rest.strip_suffix(quote)?;
            let legal = |c: char| is_shown(c) && c != quote && c != '\\';
            return text.chars().all(legal).then(|| (Value::Text(text.to_owned()), 1));
        }
    }
    let value = match written {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_day(written) || is_plain(written) => Value::Text(written.to_owned()),
        _ => Value::Number(number(written)?),
    };
    Some((value, 0))
}

/// The longest key; that of YAML is longer.
const LONGEST_KEY: usize = 100;

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Returns whether a character stands for itself within quotes.
fn is_shown(c: char) -> bool {
    matches!(c, ' '..='~') || c.is_alphanumeric()
}

/// Returns whether a text without quotes is a text to YAML, all of it.
fn is_plain(text: &str) -> bool {
    let legal = |c: char| c.is_alphanumeric() || " _-./,;()&+'!?".contains(c);
    text.starts_with(char::is_alphabetic) && text.chars().all(legal) && !is_special(text)
}

/// Returns whether letters stand for something else than themselves in YAML.
fn is_special(text: &str) -> bool {
    ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns whether a text is written as a day is: `2026-05-31`.
fn is_day(text: &str) -> bool {
    let form = |range: Range<usize>, wanted: fn(&u8) -> bool| {
        text.as_bytes().get(range).is_some_and(|part| part.iter().all(wanted))
    };
    let digits = |range| form(range, u8::is_ascii_digit);
    let hyphen = |at| form(at..at + 1, |&byte| byte == b'-');
    text.len() == 10
        && digits(0..4)
        && hyphen(4)
        && digits(5..7)
        && hyphen(7)
        && digits(8..10)
}

/// Reads a whole number that is the same in every notation.
fn number(text: &str) -> Option<Number> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit());
    let json: u32 = text.parse().ok().filter(|_| is_decimal && !text.starts_with('0'))?;
    Some(Number { written: text.to_owned(), json: Some(json.into()) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::yaml;
    use super::*;

    #[test]
    fn what_could_mean_more_is_left_to_the_parser() {
        #[rustfmt::skip]
        let cases = [
            // YAML                                 whether it is simple
            ("title: Access control\n",             true),
            ("title: \"A: b # c\"\nid: 'a'\n",      true),
            ("# c\n\nlast_updated: 2026-05-31\n",   true),
            ("draft: false\nweight: 10\n",          true),
            ("title: \u{dc}ber uns  \n",            true),
            ("title: A: b\n",                       false),
            ("title: A # b\n",                      false),
            ("title: 'it''s'\n",                    false),
            ("title: \"\\u00fc\"\n",                false),
            ("title: A\n  b\n",                     false),
            ("title:\n",                            false),
            ("title: ~\n",                          false),
            ("version: 1.10\n",                     false),
            ("version: 010\n",                      false),
            ("tags: [a]\n",                         false),
            ("tags:\n- a\n",                        false),
            ("a: &x b\n",                           false),
            ("null: a\n",                           false),
            ("title: A\r\n",                        false),
            ("",                                    false),
        ];
        for (yaml, expected) in cases {
            let got = read(yaml, 0, &mut Vec::new());
            assert_eq!(got.is_some(), expected, "{yaml:?}");
        }
    }

    proptest! {
        /// What is read here is what the parsers read, to the last span.
        #[test]
        fn simple_yaml_is_read_as_yaml(lines in prop::collection::vec(line(), 1..5), base in 0_usize..9) {
            let matter = lines.concat();
            let mut problems = Vec::new();
            if let Some(node) = read(&matter, base, &mut problems) {
                let mut expected = Vec::new();
                prop_assert_eq!(Ok(node), yaml::parse(&matter, base, &mut expected), "{:?}", matter);
                prop_assert_eq!(problems, expected);
            }
        }
    }

    /// A line that is simple, or nearly so.
    fn line() -> impl Strategy<Value = String> {
        let key = prop_oneof![
            4 => "[a-z]{1,3}",
            1 => prop::sample::select(vec!["y", "no", "true", "Null", "a-b_", "a b", "<<", "'a'", "-"])
                .prop_map(str::to_owned),
        ];
        let value = prop_oneof![
            2 => prop::sample::select(vec![
                "true", "False", "NULL", "yes", "~", "10", "0", "-1", "1_0", "0x1f", "1e3", "4294967296",
                "e3", ".5", "NaN", "inf", "2026-05-31", "2026-5-31", "12:30", "''", "\"\"", "|", "",
            ]).prop_map(str::to_owned),
            3 => "[a-zA-Z\u{fc}\u{e9}\u{65e5}0-9 _./,;()&+'!?:#\"-]{0,8}",
            1 => "\"[ -~\u{fc}]{0,5}\"",
            1 => "'[ -~\u{2028}\u{65e5}]{0,5}'",
            1 => ".{0,5}",
        ];
        let end = prop::sample::select(vec![
            "\n", " \n", "\n\n", "\n# c\n", "\n  b\n", "\r\n", "",
        ]);
        let colon =
            prop::sample::select(vec![": ", ": ", ": ", ":  ", ":", " : ", ":\t"]);
        (key, colon, value, end)
            .prop_map(|(key, colon, value, end)| format!("{key}{colon}{value}{end}"))
    }
}

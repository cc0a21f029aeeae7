//! Where front matter begins and ends.
//!
//! The ranges are those of the text as it is, byte order mark and line ends
//! included, so that every span in them is a span of the file. `gray_matter`
//! says what the fences hold; it cannot say where, because it rewrites line ends
//! and trims.
//!
//! | first line | front matter |
//! |---|---|
//! | `---` | to the next line that is `---` or `...` |
//! | `+++` | TOML, to the next line that is `+++` |
//! | `key: value` with a known key, and a `---` below only such lines | to that `---` |
//! | anything else | none |
//!
//! Blank lines before an opening fence are skipped if a key follows it: some
//! generators do so, and what was meant as metadata must not become text.

use std::ops::Range;

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};
use serde::de::IgnoredAny;

use super::super::document::FrontMatterFormat;
use super::super::field::{flag, lookup};

const BOM: char = '\u{feff}';

/// How many lines front matter without an opening fence may have.
const UNOPENED_LINES: usize = 50;

/// The parts of a file, as byte ranges in its text.
///
/// # Invariants
///
/// Before `head` are at most a byte order mark and blank lines, `body` begins
/// where `head` ends and ends with the text, and `matter` lies within `head`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// How the front matter is written.
    pub(super) format: FrontMatterFormat,
    /// The front matter with its fences; only the opening one where it is never
    /// closed.
    pub(super) head: Range<usize>,
    /// What is between the fences; empty where that is only white space.
    pub(super) matter: Range<usize>,
    /// The rest.
    pub(super) body: Range<usize>,
}

/// A line of a text: where it is, and what it says without white space at its
/// end.
struct Line<'a> {
    range: Range<usize>,
    text: &'a str,
}

/// Finds the front matter of a text.
pub(super) fn split(text: &str) -> Split {
    let start = start_of(text);
    let mut lines = lines(text, start);
    let closed = match lines.next() {
        Some(first) if first.text == "---" => {
            let closing = lines.find(|line| matches!(line.text, "---" | "..."));
            closing.map(|closing| (FrontMatterFormat::Yaml, first.range.end, closing))
        }
        Some(first) if first.text == "+++" => {
            let closing = lines.find(|line| line.text == "+++");
            closing.map(|closing| (FrontMatterFormat::Toml, first.range.end, closing))
        }
        Some(first) => unopened_end(&first, lines)
            .map(|closing| (FrontMatterFormat::YamlUnopened, start, closing)),
        None => None,
    };
    let Some((format, matter_start, closing)) = closed else {
        return without_end(text, start);
    };
    let head = start..closing.range.end;
    let matter = matter_start..closing.range.start;
    let opened = format != FrontMatterFormat::YamlUnopened;
    // What has a key is not empty: no need to copy it.
    let has_key =
        text.get(matter.clone()).is_some_and(|matter| matter.contains([':', '=']));
    let empty = opened && !has_key && text.get(head.clone()).is_some_and(holds_nothing);
    Split {
        format,
        matter: if empty { matter.start..matter.start } else { matter },
        body: head.end..text.len(),
        head,
    }
}

/// Returns where the first line is that can be a fence.
fn start_of(text: &str) -> usize {
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let mut lines = lines(text, start).filter(|line| !line.text.is_empty());
    let first = lines.next().filter(|first| matches!(first.text, "---" | "+++"));
    let is_key = |line: Line<'_>| key_of(line.text).is_some() || line.text.contains('=');
    match first {
        Some(first) if lines.next().is_some_and(is_key) => first.range.start,
        _ => start,
    }
}

/// Splits a text that has no complete front matter.
///
/// Where it was opened, all but the opening line is body: nobody can tell where
/// the keys end, and words that nobody sees would be worse than keys that
/// everybody sees in the preview, next to the error. A `---` with nothing like
/// a key below it is a horizontal rule.
fn without_end(text: &str, start: usize) -> Split {
    let mut lines = lines(text, start);
    let opening = lines.next().filter(|first| match first.text {
        "---" => {
            let next = lines.find(|line| !line.text.is_empty());
            next.is_some_and(|line| key_of(line.text).is_some())
        }
        "+++" => true,
        _ => false,
    });
    let (format, end) = match opening {
        Some(opening) => (FrontMatterFormat::Unclosed, opening.range.end),
        None => (FrontMatterFormat::None, start),
    };
    Split { format, head: start..end, matter: end..end, body: end..text.len() }
}

/// Finds the closing fence of front matter whose first line is `first`.
///
/// Markdown underlines a heading with `---`, so a single line in front of it is
/// a heading, and so is one in front of anything but keys and values.
fn unopened_end<'a>(
    first: &Line<'a>,
    rest: impl Iterator<Item = Line<'a>>,
) -> Option<Line<'a>> {
    let key = key_of(first.text).filter(|_| !first.text.starts_with([' ', '\t']))?;
    if lookup(key).is_none() && flag(key).is_none() {
        return None;
    }
    let mut keys = 1;
    for line in rest.take(UNOPENED_LINES) {
        if line.text == "---" {
            return (keys > 1).then_some(line);
        }
        if !is_like_yaml(line.text) {
            return None;
        }
        keys += usize::from(key_of(line.text).is_some());
    }
    None
}

/// Returns whether a line could be part of a mapping in YAML.
pub(super) fn is_like_yaml(line: &str) -> bool {
    let nested = line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
    nested || line.is_empty() || key_of(line).is_some()
}

/// Returns the key of a line such as `key: value`.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim().trim_matches(['"', '\'']);
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let separated = value.is_empty() || value.starts_with([' ', '\t']);
    (separated && !key.is_empty() && key.chars().all(legal)).then_some(key)
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let rest = text.get(start..).unwrap_or_default();
    rest.split_inclusive('\n').scan(start, |at, line| {
        let range = *at..*at + line.len();
        *at = range.end;
        Some(Line { range, text: line.trim_end() })
    })
}

/// An engine that reads nothing: aliases within aliases, a few hundred bytes,
/// can make the YAML engine of `gray_matter` use up all memory.
struct Fences;

impl Engine for Fences {
    fn parse(_: &str) -> gray_matter::Result<Pod> {
        Ok(Pod::Null)
    }
}

/// Returns whether there is only white space between the fences of `head`.
///
/// `gray_matter` gets the head alone, not the body: it copies what it is given.
fn holds_nothing(head: &str) -> bool {
    matter_of(head).is_none_or(|matter| matter.is_empty())
}

/// Returns what `gray_matter` finds between the fences at the start of a text:
/// trimmed, and with LF.
fn matter_of(text: &str) -> Option<String> {
    let mut fences = Matter::<Fences>::new();
    if text.starts_with("+++") {
        "+++".clone_into(&mut fences.delimiter);
    } else {
        fences.close_delimiter = Some("...".to_owned());
    }
    let parsed = fences.parse::<IgnoredAny>(text).ok()?;
    Some(parsed.matter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn front_matter_is_found_between_fences_and_nowhere_else() {
        use FrontMatterFormat::{None, Toml, Unclosed, Yaml, YamlUnopened};
        #[rustfmt::skip]
        let cases = [
            // text                             format        matter      body
            ("---\na: 1\n---\nbody\n",          Yaml,         "a: 1\n",   "body\n"),
            ("\u{feff}---\r\na: 1\r\n---\r\nb", Yaml,         "a: 1\r\n", "b"),
            ("---  \na: 1\n---\t\nbody",        Yaml,         "a: 1\n",   "body"), // spaces at the end
            ("---\na: 1\n...\n---\nbody",       Yaml,         "a: 1\n",   "---\nbody"),
            ("---\n---\nbody",                  Yaml,         "",         "body"),
            ("---\n \n\n---\nbody",             Yaml,         "",         "body"),
            ("---\na: 1\n---",                  Yaml,         "a: 1\n",   ""),
            ("---\n  a: 1\n---\n\n\nb\n---\nc", Yaml,         "  a: 1\n", "\n\nb\n---\nc"),
            ("---\na: |\n  ---\n---\nb",        Yaml,         "a: |\n  ---\n", "b"),
            ("+++\na = 1\n+++\nbody",           Toml,         "a = 1\n",  "body"),
            ("+++\n+++\nbody",                  Toml,         "",         "body"),
            ("+++\na = 1\n---\nbody",           Unclosed,     "",         "a = 1\n---\nbody"),
            ("---\na: 1\nbody\n",               Unclosed,     "",         "a: 1\nbody\n"),
            ("---\n\ntitle: A\n\nbody\n",       Unclosed,     "",         "\ntitle: A\n\nbody\n"),
            ("",                                None,         "",         ""),
            ("\u{feff}",                        None,         "",         ""),
            ("body",                            None,         "",         "body"),
            ("---",                             None,         "",         "---"),
            ("---\n\nA rule above.\n",          None,         "",         "---\n\nA rule above.\n"),
            ("----\na: 1\n----\n",              None,         "",         "----\na: 1\n----\n"),
            (" ---\na: 1\n---\n",               None,         "",         " ---\na: 1\n---\n"),
            ("\n \r\n---\na: 1\n---\nb",       Yaml,         "a: 1\n",   "b"),
            ("\n\n+++\na = 1\n+++\nb",        Toml,         "a = 1\n",  "b"),
            ("\n---\ntitle: A\n",             Unclosed,     "",         "title: A\n"),
            ("\n---\n\nWords.\n\n---\nb",     None,         "",         "\n---\n\nWords.\n\n---\nb"),
            ("---whatever\na: 1\n---\n",        None,         "",         "---whatever\na: 1\n---\n"),
            // comply's templates have no opening fence.
            ("name: A\nacronym: B\nsatisfies:\n  TSC:\n    - CC6.1\n---\n# A\n", YamlUnopened,
                "name: A\nacronym: B\nsatisfies:\n  TSC:\n    - CC6.1\n", "# A\n"),
            ("title: A\r\nowner: B\r\n---\r\nb", YamlUnopened, "title: A\r\nowner: B\r\n", "b"),
            ("title: A\n---\nbody",             None,         "",         "title: A\n---\nbody"), // a heading
            ("Note: A\nowner: b\n---\nbody",    None,         "",         "Note: A\nowner: b\n---\nbody"),
            ("title: A\nSome prose.\n---\nb",   None,         "",         "title: A\nSome prose.\n---\nb"),
            ("title: A\nowner: B\n\nbody",      None,         "",         "title: A\nowner: B\n\nbody"),
        ];
        for (text, format, matter, body) in cases {
            let split = split(text);
            assert_eq!(split.format, format, "{text:?}");
            assert_eq!(text.get(split.matter), Some(matter), "{text:?}");
            assert_eq!(text.get(split.body), Some(body), "{text:?}");
        }
    }

    #[test]
    fn unopened_front_matter_ends_within_fifty_lines() {
        for (lines, found) in [(49, true), (50, false)] {
            let text = format!("title: A\n{}---\nbody", "owner: B\n".repeat(lines));
            let opened = split(&text).format == FrontMatterFormat::YamlUnopened;
            assert_eq!(opened, found, "{lines} further lines");
        }
    }

    proptest! {
        /// The parts cover the text, so spans stay true.
        #[test]
        fn split_loses_no_byte(text in text_with_fences()) {
            let Split { head, matter, body, .. } = split(&text);
            let before = text.get(..head.start).unwrap();
            prop_assert!(before.trim_start_matches(BOM).trim().is_empty());
            prop_assert_eq!(head.end, body.start);
            prop_assert_eq!(body.end, text.len());
            prop_assert!(head.start <= matter.start && matter.end <= head.end);
            prop_assert!(text.get(matter).is_some() && text.get(head).is_some());
            prop_assert!(text.get(body).is_some());
        }

        /// What gray_matter sees in a file with LF and without a byte order mark
        /// is what we see in the file as it is.
        #[test]
        fn split_agrees_with_gray_matter(text in text_with_fences()) {
            let split = split(&text);
            let plain = text.get(split.head.start..).unwrap().replace("\r\n", "\n");
            let ours = text.get(split.matter).unwrap().trim().replace("\r\n", "\n");
            let theirs = matter_of(&plain).unwrap();
            match split.format {
                FrontMatterFormat::Yaml | FrontMatterFormat::Toml => {
                    prop_assert_eq!(ours, theirs);
                }
                FrontMatterFormat::YamlUnopened
                | FrontMatterFormat::Unclosed
                | FrontMatterFormat::None => prop_assert_eq!(theirs, ""),
            }
        }
    }

    /// Texts in which fences, keys and odd line ends are frequent.
    fn text_with_fences() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("---"),
            Just("+++"),
            Just("..."),
            Just("\n"),
            Just("\r\n"),
            Just("\n"),
            Just("title: A"),
            Just("owner: ü"),
            Just("- x"),
            Just(" "),
            Just("\t"),
            Just("key:"),
            Just("a = 1"),
            Just("\r"),
            Just("# c"),
            Just("\u{a0}"),
            Just("words"),
            Just("日"),
        ];
        let bom = prop_oneof![Just(""), Just("\u{feff}")];
        (bom, proptest::collection::vec(piece, 0..16))
            .prop_map(|(bom, pieces)| format!("{bom}{}", pieces.concat()))
    }
}

//! The baseline: the findings that were there when somebody began to look.
//!
//! A file beside `site.toml`, one line for each finding, sorted by file, so that two
//! people who change it seldom meet on a line. What is in it is known and does not
//! count. Comes in: the text. Goes out: a [`Baseline`], or the first problem with its
//! place; [`Baseline::print`] is the way back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::base::date::Date;
use crate::base::span::{LineColumn, LineIndex, Span};
use crate::config::{ConfigError, ConfigProblem};

/// The name of the file.
pub const BASELINE_FILE: &str = "check-baseline.json";

/// The number of the form of the file.
const FORMAT: u64 = 1;

/// The key of that number.
const FORMAT_KEY: &str = "format";

/// What to do with a file that cannot be read.
const WRITE_ANEW: &str =
    "restore it, or delete it and run `trustpress check --write-baseline`";

/// The findings that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// How findings name the file.
    pub path: String,
    /// The findings by their fingerprint.
    pub known: BTreeMap<String, KnownFinding>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFinding {
    /// The rule.
    pub rule: String,
    /// The file that it is in, relative to the root.
    pub file: String,
    /// What it is about: a link target, a field, a label.
    pub target: String,
    /// The day on which it became part of the baseline.
    pub added: Date,
    /// Its line in the file.
    pub span: Span,
}

/// A finding as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    file: String,
    target: String,
    added: String,
}

impl Baseline {
    /// Returns a baseline in which nothing is known.
    pub const fn empty(path: String) -> Self {
        Self { path, known: BTreeMap::new() }
    }

    /// Reads the text of the file that findings name `path`.
    pub fn parse(path: &str, text: &str) -> Result<Self, ConfigError> {
        let problem = |problem| ConfigError::Invalid {
            text: text.to_owned(),
            problems: vec![problem],
        };
        let known = read(text).map_err(problem)?;
        Ok(Self { path: path.to_owned(), known })
    }

    /// Returns the text of the file.
    pub fn print(&self) -> String {
        let mut known: Vec<_> = self.known.iter().collect();
        known.sort_by_key(|(fingerprint, it)| {
            (&it.file, &it.rule, &it.target, *fingerprint)
        });
        let mut text = "{\n".to_owned();
        for (fingerprint, KnownFinding { rule, file, target, added, .. }) in known {
            let [rule, file, target] =
                [rule, file, target].map(|it| Value::from(it.as_str()));
            // Writing to a string cannot fail.
            _ = writeln!(
                text,
                "  \"{fingerprint}\": {{\"rule\": {rule}, \"file\": {file}, \
                 \"target\": {target}, \"added\": \"{added}\"}},"
            );
        }
        // Last, so that every other line ends in a comma, and adding one changes no
        // other.
        _ = writeln!(text, "  \"{FORMAT_KEY}\": {FORMAT}\n}}");
        text
    }
}

fn read(text: &str) -> Result<BTreeMap<String, KnownFinding>, ConfigProblem> {
    if let Some(span) = merge_conflict(text) {
        let message = "a merge conflict has not been settled".to_owned();
        let help = "keep the lines of both sides and remove the markers".to_owned();
        return Err(ConfigProblem { span, message, help: Some(help) });
    }
    let whole = Span { start: 0, end: 1 };
    let entries: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let places = places(text);
    let format = entries.get(FORMAT_KEY);
    if format.and_then(Value::as_u64) != Some(FORMAT) {
        let span = places.get(FORMAT_KEY).copied().unwrap_or(whole);
        return Err(other_format(format, span));
    }
    let findings = entries.into_iter().filter(|(key, _)| key != FORMAT_KEY);
    let findings = findings.map(|(fingerprint, value)| {
        let span = places.get(fingerprint.as_str()).copied().unwrap_or(whole);
        let known = known(value, span)?;
        Ok((fingerprint, known))
    });
    findings.collect()
}

fn known(value: Value, span: Span) -> Result<KnownFinding, ConfigProblem> {
    let broken =
        |message| ConfigProblem { span, message, help: Some(WRITE_ANEW.to_owned()) };
    let written: Written = serde_json::from_value(value)
        .map_err(|error| broken(format!("this is no finding: {error}")))?;
    let Written { rule, file, target, added } = written;
    let added = added
        .parse()
        .map_err(|_error| broken(format!("`{added}` is not a day: YYYY-MM-DD")))?;
    Ok(KnownFinding { rule, file, target, added, span })
}

fn not_json(text: &str, error: &serde_json::Error) -> ConfigProblem {
    let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
    let place = LineColumn {
        line: number(error.line()).max(1),
        column: number(error.column()).max(1),
    };
    let at = LineIndex::new(text).offset(text, place).unwrap_or_default();
    let said = error.to_string();
    // The place is shown with the line.
    let what = said.split(" at line ").next().unwrap_or(&said);
    ConfigProblem {
        span: Span { start: at, end: at.saturating_add(1) },
        message: format!("the baseline is not JSON: {what}"),
        help: Some(WRITE_ANEW.to_owned()),
    }
}

fn other_format(format: Option<&Value>, span: Span) -> ConfigProblem {
    let (message, help) = match format.and_then(Value::as_u64) {
        Some(newer) if newer > FORMAT => (
            format!(
                "the baseline has format {newer}, which this trustpress does not know"
            ),
            "use the trustpress that wrote it, or a later one",
        ),
        _ => (
            format!("the baseline does not say `\"{FORMAT_KEY}\": {FORMAT}`"),
            WRITE_ANEW,
        ),
    };
    ConfigProblem { span, message, help: Some(help.to_owned()) }
}

/// Returns the first line that git writes where two sides changed the same.
fn merge_conflict(text: &str) -> Option<Span> {
    let marks = ["<<<<<<< ", "=======", ">>>>>>> ", "||||||| "];
    lines(text)
        .find(|(_, line)| marks.iter().any(|mark| line.starts_with(mark)))
        .map(|(start, line)| Span::new(start..start + line.len()))
}

/// Returns the line of each key that begins one.
fn places(text: &str) -> BTreeMap<&str, Span> {
    let place = |(start, line): (usize, &'_ str)| {
        let trimmed = line.trim_start();
        let start = start + line.len() - trimmed.len();
        let trimmed = trimmed.trim_end().trim_end_matches(',');
        Some((start, trimmed.len(), trimmed.strip_prefix('"')?.find('"')?))
    };
    let keys = lines(text).filter_map(place).filter_map(|(start, length, key)| {
        let name = text.get(start + 1..start + 1 + key)?;
        Some((name, Span::new(start..start + length)))
    });
    keys.collect()
}

/// Returns the lines of a text and where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(file: &str, target: &str) -> KnownFinding {
        KnownFinding {
            rule: "link-page-missing".to_owned(),
            file: file.to_owned(),
            target: target.to_owned(),
            added: "2026-11-21".parse().unwrap(),
            span: Span::default(),
        }
    }

    #[test]
    fn what_is_printed_is_what_is_read_a_line_each_and_sorted_by_file() {
        let mut baseline = Baseline::empty("b.json".to_owned());
        baseline.known.insert("aa".to_owned(), known("z.md", "x\"\n\u{e9}"));
        baseline.known.insert("bb".to_owned(), known("a.md", "y"));
        let text = baseline.print();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert!(
            lines[1].starts_with("  \"bb\": {") && lines[1].ends_with("},"),
            "{text}"
        );
        let mut read = Baseline::parse("b.json", &text).unwrap();
        assert_eq!(
            read.known["aa"].span.of(&text),
            lines[2].trim().trim_end_matches(',')
        );
        read.known.values_mut().for_each(|known| known.span = Span::default());
        assert_eq!(read, baseline);
        assert_eq!(read.print(), text);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place_and_a_remedy() {
        let conflict = "{\n<<<<<<< ours\n  \"format\": 1\n=======\n}";
        #[rustfmt::skip]
        let cases = [
            // text                      what the message begins with             where
            ("",                         "the baseline is not JSON: EOF",         ""),
            ("[]",                       "the baseline is not JSON: invalid type", "["),
            ("{\n  \"a\": {,\n}",        "the baseline is not JSON: key must be", ","),
            ("{}",                       "the baseline does not say",             "{"),
            ("{\n  \"format\": \"x\"}",  "the baseline does not say",             "\"format\": \"x\"}"),
            ("{\n  \"format\": 2\n}",    "the baseline has format 2, which",      "\"format\": 2"),
            (conflict,                   "a merge conflict",                      "<<<<<<< ours"),
            ("{\n\"a\": 1,\n\"format\": 1}", "this is no finding: invalid type",  "\"a\": 1"),
            ("{\n\"a\": {},\n\"format\": 1}", "this is no finding: missing field `rule`", "\"a\": {}"),
        ];
        for (text, message, place) in cases {
            let error = Baseline::parse("b.json", text).unwrap_err();
            let [problem] = error.problems() else { panic!("{error:?}") };
            assert!(
                problem.message.starts_with(message),
                "{text:?}: {}",
                problem.message
            );
            assert_eq!(problem.span.of(text), place, "{text:?}");
            assert!(problem.help.is_some());
        }
    }
}

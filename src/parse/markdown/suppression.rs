//! Comments that accept findings.
//!
//! ```text
//! <!-- check: ignore RULE[, RULE] [until=YYYY-MM-DD] -- reason -->
//! <!-- check: ignore-next-line RULE[, RULE] [until=YYYY-MM-DD] -- reason -->
//! <!-- check: ignore-file RULE[, RULE] [until=YYYY-MM-DD] -- reason -->
//! <!-- check: off RULE[, RULE] [until=YYYY-MM-DD] -- reason --> … <!-- check: on -->
//! ```

use std::ops::Range;

use crate::base::date::Date;
use crate::base::span::{LineIndex, Span};
use crate::parse::document::SuppressionScope;

/// A suppression as far as the comment alone tells it; ranges count from the
/// start of the comment's text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::parse) struct Directive {
    /// What it is about.
    pub(in crate::parse) place: Place,
    /// The rules or families; [`Place::BlockEnd`] need not name any.
    pub(in crate::parse) rules: Vec<Range<usize>>,
    /// What stands after `--`.
    pub(in crate::parse) reason: Option<String>,
    /// The day in `until=`.
    pub(in crate::parse) until: Option<Date>,
}

/// What a directive is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Place {
    /// `ignore`
    SameLine,
    /// `ignore-next-line`
    NextLine,
    /// `off`
    BlockStart,
    /// `on`
    BlockEnd,
    /// `ignore-file`
    File,
}

/// Reads the text between `<!--` and `-->`.
///
/// Nothing is `None`: the comment is not for us. An error says why it cannot be
/// understood.
pub(in crate::parse) fn parse(comment: &str) -> Option<Result<Directive, String>> {
    let text = comment.trim_start();
    let text = text.strip_prefix("check:")?;
    Some(directive(text, comment.len() - text.len()))
}

fn directive(text: &str, offset: usize) -> Result<Directive, String> {
    let (head, reason) = split_reason(text);
    let mut words = words(head);
    let (_, word) = words.next().unwrap_or_default();
    let place = match word {
        "ignore" => Place::SameLine,
        "ignore-next-line" => Place::NextLine,
        "ignore-file" => Place::File,
        "off" => Place::BlockStart,
        "on" => Place::BlockEnd,
        "" => return Err("`check:` says nothing".to_owned()),
        _ => {
            return Err(format!(
                "`{word}` is unknown: `ignore`, `ignore-next-line`, `ignore-file`, `off` \
                 and `on` are known"
            ));
        }
    };
    let mut directive = Directive { place, rules: Vec::new(), reason, until: None };
    for (at, word) in words {
        match word.split_once('=') {
            Some(("until", day)) => {
                let Ok(until) = day.parse() else {
                    return Err(format!("`{day}` is not a day, write it as YYYY-MM-DD"));
                };
                directive.until = Some(until);
            }
            Some((key, _)) => {
                return Err(format!("`{key}=` is unknown, only `until=` is known"));
            }
            None => directive.rules.push(offset + at..offset + at + word.len()),
        }
    }
    if directive.rules.is_empty() && place != Place::BlockEnd {
        return Err("no rule is named".to_owned());
    }
    Ok(directive)
}

/// Splits at the first `--` that stands alone.
fn split_reason(text: &str) -> (&str, Option<String>) {
    let dashes = words(text).find(|&(_, word)| word == "--");
    let Some((at, _)) = dashes else { return (text, None) };
    let (head, tail) = text.split_at(at);
    let reason = tail.trim_start_matches('-').split_whitespace().collect::<Vec<_>>();
    (head, Some(reason.join(" ")).filter(|reason| !reason.is_empty()))
}

/// Returns the words of a text and where they begin; commas separate too.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_gap = |character: char| character.is_whitespace() || character == ',';
    let mut at = 0;
    let parts = text.split_inclusive(is_gap).map(move |part| {
        let start = at;
        at += part.len();
        (start, part.trim_end_matches(is_gap))
    });
    parts.filter(|(_, word)| !word.is_empty())
}

/// Finds the lines that directives are about.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    file: &'a str,
    index: LineIndex,
    /// The line asked about last, and the next one that is not blank: a line
    /// with a thousand comments is looked at once.
    last: Option<(u32, u32)>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a file.
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, index: LineIndex::new(file), last: None }
    }

    /// Returns what a directive at `span` is about; nothing for the end of a block.
    pub(super) fn scope(&mut self, place: Place, span: Span) -> Option<SuppressionScope> {
        match place {
            Place::SameLine => {
                Some(SuppressionScope::Line(self.index.line_at(span.start)))
            }
            Place::NextLine => Some(SuppressionScope::NextLine(self.after(span.end))),
            Place::BlockStart => Some(SuppressionScope::Block(None)),
            Place::File => Some(SuppressionScope::File),
            Place::BlockEnd => None,
        }
    }

    /// Returns the first line after `offset` that is not blank, else the next.
    fn after(&mut self, offset: u32) -> u32 {
        let line = self.index.line_at(offset);
        if let Some((known, next)) = self.last
            && known == line
        {
            return next;
        }
        let rest = self.file.get(self.index.start_of(line)..).unwrap_or_default();
        let is_blank = |text: &str| text.trim_matches([' ', '\t', '\r', '>']).is_empty();
        let texts = (line + 1..).zip(rest.split('\n').skip(1));
        let mut said = texts.filter(|(_, text)| !is_blank(text));
        let next = said.next().map_or(line + 1, |(next, _)| next);
        self.last = Some((line, next));
        next
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_directive_names_rules_a_day_and_a_reason() {
        #[rustfmt::skip]
        let cases = [
            // comment                                            place            rules                     until               reason
            (" check: ignore link-page-missing -- written in Q3 ", Place::SameLine, vec!["link-page-missing"], None,               Some("written in Q3")),
            ("check:ignore-next-line a, b,c --  x\n y",            Place::NextLine, vec!["a", "b", "c"],       None,               Some("x y")),
            (" check: ignore a until=2026-12-31 -- x",             Place::SameLine, vec!["a"],                 Some("2026-12-31"), Some("x")),
            (" check: ignore a",                                   Place::SameLine, vec!["a"],                 None,               None),
            (" check: ignore a --",                                Place::SameLine, vec!["a"],                 None,               None),
            (" check: ignore a -- b -- c",                         Place::SameLine, vec!["a"],                 None,               Some("b -- c")),
            (" check: off a, b -- c",                              Place::BlockStart, vec!["a", "b"],          None,               Some("c")),
            (" check: on ",                                        Place::BlockEnd, vec![],                    None,               None),
            (" check: on a, b",                                    Place::BlockEnd, vec!["a", "b"],            None,               None),
            (" check: ignore-file a until=2026-12-31 -- x",        Place::File,     vec!["a"],                 Some("2026-12-31"), Some("x")),
        ];
        for (comment, place, rules, until, reason) in cases {
            let directive = parse(comment).unwrap().unwrap();
            assert_eq!(directive.place, place, "{comment}");
            let named: Vec<_> =
                directive.rules.iter().map(|rule| &comment[rule.clone()]).collect();
            assert_eq!(named, rules, "{comment}");
            let day = directive.until.map(|day| day.to_string());
            assert_eq!(day.as_deref(), until, "{comment}");
            assert_eq!(directive.reason.as_deref(), reason, "{comment}");
        }
    }

    #[test]
    fn a_directive_that_cannot_be_understood_says_why() {
        #[rustfmt::skip]
        let cases = [
            ("check:",                         "`check:` says nothing"),
            ("check: ignore -- why",           "no rule is named"),
            ("check: ignroe a -- why",         "`ignroe` is unknown: `ignore`, `ignore-next-line`, `ignore-file`, `off` and `on` are known"),
            ("check: off -- why",              "no rule is named"),
            ("check: ignore-file",             "no rule is named"),
            ("check: ignore a until=soon",     "`soon` is not a day, write it as YYYY-MM-DD"),
            ("check: ignore a until=2026-02-30", "`2026-02-30` is not a day, write it as YYYY-MM-DD"),
            ("check: ignore a til=2026-02-03", "`til=` is unknown, only `until=` is known"),
        ];
        for (comment, why) in cases {
            assert_eq!(parse(comment).unwrap().unwrap_err(), why, "{comment}");
        }
        assert_eq!(parse(" a note: check: ignore a "), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn the_next_line_is_the_next_that_says_something() {
        #[rustfmt::skip]
        let cases = [
            // text                        first  next
            ("<!---->\nx",                 1,     2),
            ("a\n<!---->\n\n \n> \nx",     2,     6),
            ("<!--\n\n-->\n\nx",           1,     5),
            ("<!---->",                    1,     2),
            ("<!---->\n\n",                1,     2),
            ("x <!---->\r\n\r\ny",         1,     3),
        ];
        for (text, first, next) in cases {
            let start = text.find("<!").unwrap();
            let end = text.find("-->").unwrap() + 3;
            let mut lines = Lines::new(text);
            let span = Span::new(start..end);
            let same = lines.scope(Place::SameLine, span);
            assert_eq!(same, Some(SuppressionScope::Line(first)), "{text:?}");
            for _ in 0..2 {
                let after = lines.scope(Place::NextLine, span);
                assert_eq!(after, Some(SuppressionScope::NextLine(next)), "{text:?}");
            }
        }
    }
}

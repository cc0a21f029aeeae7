//! The date that a text gives itself: `*Last updated: 8 June 2023*`.

use std::ops::Range;

use crate::base::date::{Date, WrittenDate};
use crate::base::span::{Span, Spanned};

/// How such a line begins, longest first. `Updated` alone is a verb like any
/// other, so it needs a colon.
const LABELS: [&str; 6] = [
    "last updated on",
    "last modified on",
    "last updated",
    "last modified",
    "last revised",
    "updated:",
];

/// What may stand around the words and the date: emphasis, a colon, spaces.
const AROUND: [char; 6] = ['*', '_', ' ', '\t', ':', '\u{a0}'];

/// What may follow the date on its line.
const AFTER: [&str; 4] = [" by ", " (", " | ", " · "];

/// Finds the first line of the body that says when the text was last updated.
///
/// The line says nothing else; lines of code, quotations, tables and lists do not
/// count, because what they date is something else.
pub(super) fn find(text: &str, body: Range<usize>) -> Option<Spanned<WrittenDate>> {
    let mut fence: Option<&str> = None;
    let mut offset = body.start;
    for line in text.get(body)?.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let content = line.trim_start_matches(' ');
        match (fence, opening(content)) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if mark.starts_with(open) => fence = None,
            (None, None) => {
                if let Some((at, written)) = dated(line) {
                    let span = Span::new(start + at.start..start + at.end);
                    return Some(Spanned::new(written, span));
                }
            }
            (Some(_), _) => (),
        }
    }
    None
}

/// Returns the marks with which a line opens or closes a block of code.
fn opening(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    line.get(..length).filter(|_| length >= 3)
}

/// Returns the date of a line and where it is in the line.
fn dated(line: &str) -> Option<(Range<usize>, WrittenDate)> {
    /// More of a margin makes a block of code.
    const MARGIN: usize = 3;
    let is_code = line.trim_start_matches(' ').len() + MARGIN < line.len();
    let words = line.trim_start_matches(AROUND);
    let label = LABELS.iter().find(|label| {
        words.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
    });
    let rest = words.get(label.filter(|_| !is_code)?.len()..)?;
    let rest = rest.trim_start_matches(AROUND);
    let end = AFTER.iter().filter_map(|after| rest.find(after)).min();
    let date = rest.get(..end.unwrap_or(rest.len()))?.trim_end();
    let date = date.trim_end_matches(AROUND).trim_end_matches('.');
    let date = date.trim_end_matches(AROUND);
    let written = Date::parse(date).ok()?;
    let at = line.len() - rest.len();
    Some((at..at + date.len(), written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_when_the_text_was_updated_dates_it() {
        #[rustfmt::skip]
        let cases = [
            // body                                           date
            ("*Last updated: June 8, 2023*\n",                Some("June 8, 2023")),
            ("# A\n\nLast updated: May 13, 2022\r\n\nx",      Some("May 13, 2022")),
            ("**Last Updated:** 2023-06-08.",                 Some("2023-06-08")),
            ("_Last modified on 8 June 2023 by Legal_",       Some("8 June 2023")),
            ("Updated: 2023-06",                              Some("2023-06")),
            ("Last updated: 2023-06-08\nLast updated: 2024-01-01", Some("2023-06-08")),
            ("We last updated: 2023-06-08",                   None),
            ("Updated 2023-06-08",                            None),
            ("Last updated: recently",                        None),
            ("Last updated: 2023-06-08 and again in May",     None),
            ("> Last updated: 2023-06-08",                    None),
            ("- Last updated: 2023-06-08",                    None),
            ("| Last updated: 2023-06-08 |",                  None),
            ("    Last updated: 2023-06-08",                  None),
            ("```\nLast updated: 2023-06-08\n```",            None),
            ("````\n```\nLast updated: 2023-06-08\n````",     None),
            ("```\nx\n```\nLast updated: 2023-06-08",         Some("2023-06-08")),
        ];
        for (body, expected) in cases {
            let text = format!("---\ntitle: A\n---\n{body}");
            let found = find(&text, text.len() - body.len()..text.len());
            let quoted = found.map(|date| date.span.of(&text).to_owned());
            assert_eq!(quoted.as_deref(), expected, "{body}");
        }
    }
}

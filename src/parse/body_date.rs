//! The line in which a text says when it was last updated.

use std::ops::Range;

use crate::base::date::{Date, WrittenDate};
use crate::base::span::{Span, Spanned, line_starts};

/// What such a line begins with, in lower case.
const PHRASES: [&str; 4] =
    ["last updated", "last modified", "last revised", "updated on"];

/// How many words a date has at most: `Wednesday, 31st of May 2025`.
const LONGEST_DATE: usize = 6;

/// Returns the date of the first line such as `*Last updated: 8 June 2023*`.
///
/// The line has to begin with the phrase, apart from markup, and to hold a date
/// and hardly anything else: a sentence that mentions an update is not one. Code
/// blocks are passed over.
pub(super) fn find(text: &str, body: Range<usize>) -> Option<Spanned<WrittenDate>> {
    let offset = body.start;
    let body = text.get(body)?;
    let mut is_code = false;
    for start in line_starts(body) {
        let rest = body.get(start..)?;
        // Nearly every line is ruled out by its first letter.
        match rest
            .bytes()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'*' | b'_' | b'>' | b'#'))
        {
            Some(b'`' | b'~') if is_fence(rest) => is_code = !is_code,
            Some(b'l' | b'L' | b'u' | b'U') if !is_code => {
                let line = rest.split_inclusive('\n').next()?;
                if let Some(found) = in_line(line) {
                    let span = found.span.shifted(offset + start);
                    return Some(Spanned::new(found.value, span));
                }
            }
            _ => (),
        }
    }
    None
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    line.starts_with("```") || line.starts_with("~~~")
}

fn in_line(line: &str) -> Option<Spanned<WrittenDate>> {
    let is_markup = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>' | '#');
    let content = line.trim_start_matches(is_markup);
    let phrase = PHRASES.iter().find(|phrase| {
        content
            .get(..phrase.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(phrase))
    })?;
    let after = content.get(phrase.len()..)?;
    let is_between = |c: char| is_markup(c) || matches!(c, ':' | '-' | '–' | '—');
    let rest = after.trim_start_matches(is_between);
    let rest =
        rest.strip_prefix("on ").or_else(|| rest.strip_prefix("in ")).unwrap_or(rest);
    let written = rest.trim_end_matches(|c: char| is_markup(c) || matches!(c, '.' | ')'));
    if written.split_whitespace().count() > LONGEST_DATE {
        return None;
    }
    let date = Date::parse(written).ok()?;
    let start = line.len() - rest.len();
    Some(Spanned::new(date, Span::new(start..start + written.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_that_is_a_date_line_gives_a_date() {
        #[rustfmt::skip]
        let cases = [
            ("*Last updated: 2023-06-08*\n",             Some("2023-06-08")),
            ("Text.\n\n**Last updated:** 2023-06-08\n",  Some("2023-06-08")),
            ("> last modified 2023-06-08.\r\n",          Some("2023-06-08")),
            ("Last reviewed: 2023-06-08\n",              None), // another event
            ("**Effective date:** 2023-06-08\n",         None),
            ("The page was last updated 2023-06-08.\n",  None),
            ("Last updated by hand.\n",                  None),
            ("```\nLast updated: 2023-06-08\n```\n",     None),
            ("Last updated: 2023-13-08\n",               None),
        ];
        for (text, expected) in cases {
            let got = find(text, 0..text.len());
            assert_eq!(got.as_ref().map(|date| date.span.of(text)), expected, "{text:?}");
        }
    }
}

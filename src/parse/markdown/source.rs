//! The markdown that is published beside a page.

use std::ops::Range;

use super::insertions::Insertion;

/// Returns `text` without comments and with the values of the facts that it names,
/// with LF line ends, without blank lines at its start and with one line end at its
/// end.
///
/// A line that held nothing but a comment goes too; so does the white space
/// before a comment at the end of a line, which would else become a line break.
pub(super) fn published(
    text: &str,
    comments: Vec<Range<usize>>,
    values: &[Insertion],
) -> String {
    let comments = comments.into_iter().map(|range| (range, None));
    let values = values.iter().map(|it| (it.range.clone(), Some(it.markdown.as_str())));
    let mut edits: Vec<_> = comments.chain(values).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut published = String::with_capacity(text.len() + 1);
    let whole = edits.first().map_or(text.len(), |(range, _)| range.start);
    let mut at = blank_lines(text.get(..whole).unwrap_or_default());
    for (range, value) in edits {
        if range.start < at {
            continue;
        }
        push_lf(&mut published, text.get(at..range.start).unwrap_or_default());
        at = range.end.max(range.start);
        match value {
            Some(value) => published.push_str(value),
            None => at += close_gap(&mut published, text.get(at..).unwrap_or_default()),
        }
    }
    push_lf(&mut published, text.get(at..).unwrap_or_default());
    published.drain(..blank_lines(&published));
    published.truncate(published.trim_end().len());
    if !published.is_empty() {
        published.push('\n');
    }
    published
}

/// Returns how many bytes of a text are lines at its start that hold nothing.
fn blank_lines(text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    let blank = lines.take_while(|it| it.ends_with('\n') && it.trim().is_empty());
    blank.map(str::len).sum()
}

/// Removes the white space around a comment that has gone, where that would be a
/// line of its own or a line break; returns how much of `after`, what follows the
/// comment, goes with it.
fn close_gap(published: &mut String, after: &str) -> usize {
    let rest = after.trim_start_matches([' ', '\t']);
    let is_line_end = rest.is_empty() || rest.starts_with(['\n', '\r']);
    let kept = published.trim_end_matches([' ', '\t']).len();
    let is_line_start =
        published.get(..kept).is_none_or(|text| text.is_empty() || text.ends_with('\n'));
    if is_line_end {
        published.truncate(kept);
    }
    let mut gone = 0;
    if is_line_start {
        gone += after.len() - rest.len();
    }
    if is_line_start && is_line_end {
        gone += rest.len() - rest.trim_start_matches('\r').len();
        gone += usize::from(after.get(gone..).is_some_and(|it| it.starts_with('\n')));
    }
    gone
}

/// Appends text with its line ends as LF.
fn push_lf(published: &mut String, text: &str) {
    // Most texts have LF line ends, and looking for one byte is quick.
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        published.push_str(text);
        return;
    }
    for (nth, part) in text.split("\r\n").enumerate() {
        if nth > 0 {
            published.push('\n');
        }
        published.push_str(part);
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_the_text_stays() {
        #[rustfmt::skip]
        let cases = [
            ("a\n",                        "a\n"),
            ("",                           ""),
            ("\n \n  a",                   "  a\n"),
            ("a\r\n\r\nb\r\n\r\n",         "a\n\nb\n"),
            ("a <!--x--> b\n",             "a  b\n"),
            ("a  <!--x-->\nb\n",           "a\nb\n"),
            ("a\n<!--x-->\nb\n",           "a\nb\n"),
            ("a\n  <!--x--> \r\nb\n",      "a\nb\n"),
            ("<!--x-->\n\n# a\n",          "# a\n"),
            ("<!--x--> a\n",               "a\n"),
            ("a<!--x--><!--y-->b<!--z-->", "ab\n"),
            ("a <!--x-->",                 "a\n"),
        ];
        for (text, expected) in cases {
            let mut comments = Vec::new();
            let mut at = 0;
            while let Some(start) = text[at..].find("<!--") {
                let end = at + start + text[at + start..].find("-->").unwrap() + 3;
                comments.push(at + start..end);
                at = end;
            }
            assert_eq!(published(text, comments, &[]), expected, "{text:?}");
        }
    }
}

//! Style sheets: the files that they load.

use std::ops::Range;

/// Returns where the addresses in `url(…)` and `@import "…"` are.
pub(super) fn addresses(css: &str) -> Vec<Range<usize>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(b"/*") {
            at += css
                .get(at..)
                .and_then(|rest| rest.find("*/"))
                .map_or(rest.len(), |end| end + 2);
        } else if starts_with(rest, b"url(") {
            let range = argument(bytes, at + 4, b')');
            at = range.end;
            found.push(range);
        } else if starts_with(rest, b"@import") {
            at += b"@import".len();
            let spaces =
                bytes.iter().skip(at).take_while(|b| b.is_ascii_whitespace()).count();
            if matches!(bytes.get(at + spaces), Some(b'"' | b'\'')) {
                let range = argument(bytes, at + spaces, b';');
                at = range.end + 1;
                found.push(range);
            }
        } else if matches!(rest.first(), Some(b'"' | b'\'')) {
            // A text may hold anything.
            at = argument(bytes, at, b'\n').end + 1;
        } else {
            at += 1;
        }
    }
    found.retain(|range| !range.is_empty());
    found
}

fn starts_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Returns where an argument is, without quotes and white space; one without
/// quotes ends before `end`.
fn argument(bytes: &[u8], from: usize, end: u8) -> Range<usize> {
    let skip = |from: usize, what: &dyn Fn(u8) -> bool| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| what(**byte)).count()
    };
    let start = skip(from, &|b| b.is_ascii_whitespace());
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            start + 1..skip(start + 1, &|b| b != quote && b != b'\n')
        }
        _ => start..skip(start, &|b| b != end && !b.is_ascii_whitespace()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_rules_and_not_in_texts() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 8] = [
            ("a { background: url(b.png) }",            &["b.png"]),
            ("a { background: URL( 'b c.png' ) }",      &["b c.png"]),
            ("@import \"c.css\"; @import url(d.css);",  &["c.css", "d.css"]),
            ("/* url(b.png) */ a{}",                    &[]),
            ("a::after { content: 'url(b.png)' }",      &[]),
            ("a { src: url(a.woff2), url(b.woff) }",    &["a.woff2", "b.woff"]),
            ("a { b: url() }",                          &[]),
            ("a { b: url(x",                            &["x"]),
        ];
        for (css, expected) in cases {
            let found = addresses(css).into_iter().filter_map(|range| css.get(range));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{css}");
        }
    }
}

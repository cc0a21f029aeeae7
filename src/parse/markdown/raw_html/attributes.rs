//! The attributes of raw HTML, and where they are written.

use std::ops::Range;

/// One attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    /// Its name, in lower case.
    pub(super) name: &'t str,
    /// Its value, decoded.
    pub(super) value: &'t str,
    /// Where both are.
    pub(super) range: Range<usize>,
    /// Where the value is, without its quotes; empty after the name where there
    /// is none.
    pub(super) value_range: Range<usize>,
}

impl<'t> Attribute<'t> {
    /// Finds where an attribute is written whose name begins at `start` of
    /// `html`.
    pub(super) fn new(html: &str, name: &'t str, value: &'t str, start: usize) -> Self {
        let bytes = html.as_bytes();
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        let skip = |from: usize, what: &dyn Fn(&u8) -> bool| {
            let rest = bytes.get(from..).unwrap_or_default();
            from + rest.iter().take_while(|byte| what(byte)).count()
        };
        let name_end = skip(start + 1, &|b| !is_space(b) && !b"=/>".contains(b));
        let sign = skip(name_end, &is_space);
        let at = skip(sign + 1, &is_space);
        let (end, value_range) = if bytes.get(sign) != Some(&b'=') {
            (name_end, name_end..name_end)
        } else if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
            let end = skip(at + 1, &|b| *b != quote);
            ((end + 1).min(bytes.len()), at + 1..end)
        } else {
            let end = skip(at, &|b| !is_space(b) && *b != b'>');
            (end, at..end)
        };
        Self { name, value, range: start..end, value_range }
    }

    /// Returns where the value is in `html` without the white space around it.
    pub(super) fn trimmed(&self, html: &str) -> Range<usize> {
        let written = html.get(self.value_range.clone()).unwrap_or_default();
        let start = self.value_range.start + written.len() - written.trim_start().len();
        start..start + written.trim().len()
    }
}

/// Returns the text of a name or value; the tokenizer keeps UTF-8 whole.
pub(super) fn name(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Returns the class that stands for the obsolete `align`.
pub(super) fn aligned(value: &str) -> Option<&'static str> {
    let sides = [
        ("left", "align-left"),
        ("center", "align-center"),
        ("middle", "align-center"),
        ("right", "align-right"),
    ];
    let side = sides.iter().find(|(side, _)| value.trim().eq_ignore_ascii_case(side));
    side.map(|&(_, class)| class)
}

/// Returns the class that stands for the `text-align` of a style, and whether
/// that is all the style says.
pub(super) fn styled(style: &str) -> (Option<&'static str>, bool) {
    let mut class = None;
    let mut is_all = true;
    for declaration in style.split(';').filter(|text| !text.trim().is_empty()) {
        let aligns = declaration
            .split_once(':')
            .filter(|(key, _)| key.trim().eq_ignore_ascii_case("text-align"))
            .and_then(|(_, value)| aligned(value));
        is_all &= aligns.is_some();
        class = aligns.or(class);
    }
    (class, is_all)
}

/// Returns the addresses in a `srcset`, and the descriptor of each; see
/// [parsing a srcset attribute][srcset].
///
/// [srcset]: https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
pub(super) fn candidates(value: &str) -> Vec<(Range<usize>, &str)> {
    let mut candidates = Vec::new();
    let mut at = 0;
    loop {
        let rest = value.get(at..).unwrap_or_default();
        let is_gap = |c: char| c.is_ascii_whitespace() || c == ',';
        let url = rest.trim_start_matches(is_gap);
        if url.is_empty() {
            return candidates;
        }
        let start = at + rest.len() - url.len();
        let end = url.find(|c: char| c.is_ascii_whitespace()).unwrap_or(url.len());
        let (word, after) = url.split_at(end);
        let address = word.trim_end_matches(',');
        if address.len() < word.len() {
            candidates.push((start..start + address.len(), ""));
            at = start + end;
            continue;
        }
        let length = descriptor_end(after);
        let descriptor = after.get(..length).unwrap_or_default().trim();
        candidates.push((start..start + end, descriptor));
        at = start + end + length;
    }
}

/// Returns where a descriptor ends: at the first comma outside parentheses.
fn descriptor_end(text: &str) -> usize {
    let mut depth = 0_u32;
    let end = text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => (),
        }
        byte == b',' && depth == 0
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_where_it_is_written() {
        #[rustfmt::skip]
        let cases = [
            // tag                       attribute             value
            ("<a href=\"x y\">",         "href=\"x y\"",       "x y"),
            ("<a href='x'>",             "href='x'",           "x"),
            ("<a href = x>",             "href = x",           "x"),
            ("<a href\n=\n\"\">",        "href\n=\n\"\"",      ""),
            ("<a href>",                 "href",               ""),
            ("<a href/>",                "href",               ""),
            ("<a href=x/y>",             "href=x/y",           "x/y"),
            ("<a href=\"x",              "href=\"x",           "x"),
        ];
        for (html, whole, value) in cases {
            let attribute = Attribute::new(html, "href", value, 3);
            assert_eq!(&html[attribute.range], whole, "{html}");
            assert_eq!(&html[attribute.value_range], value, "{html}");
        }
    }

    #[test]
    fn a_srcset_has_an_address_per_candidate() {
        #[rustfmt::skip]
        let cases: [(&str, &[(&str, &str)]); 7] = [
            ("a.png",                      &[("a.png", "")]),
            ("a.png 1x, b.png 2x",         &[("a.png", "1x"), ("b.png", "2x")]),
            (" a.png  100w ,b.png 200w, ", &[("a.png", "100w"), ("b.png", "200w")]),
            ("a.png, b.png",               &[("a.png", ""), ("b.png", "")]),
            ("a,b.png 1x",                 &[("a,b.png", "1x")]),
            ("a.png f(1, 2), b.png",       &[("a.png", "f(1, 2)"), ("b.png", "")]),
            (" , ",                        &[]),
        ];
        for (value, expected) in cases {
            let found: Vec<_> = candidates(value)
                .into_iter()
                .map(|(range, descriptor)| (&value[range], descriptor))
                .collect();
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn alignment_becomes_a_class() {
        assert_eq!(aligned(" Center "), Some("align-center"));
        assert_eq!(aligned("justify"), None);
        #[rustfmt::skip]
        let cases = [
            ("text-align: right",             Some("align-right"),  true),
            (" Text-Align:center ; ",         Some("align-center"), true),
            ("color: red; text-align: left",  Some("align-left"),   false),
            ("text-align: justify",           None,                 false),
            ("",                              None,                 true),
        ];
        for (style, class, is_all) in cases {
            assert_eq!(styled(style), (class, is_all), "{style}");
        }
    }
}

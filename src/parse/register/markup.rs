//! HTML in texts that should have none.

/// Returns the first tag of HTML in a text: `<br />`.
///
/// A `<` before a letter is one, if a `>` follows; `<https://example.com>` is not.
pub(super) fn tag(text: &str) -> Option<&str> {
    let starts = text.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| text.get(at..)).find_map(whole_tag)
}

/// Returns the first tag in a text in markdown that is not in code.
pub(super) fn tag_outside_code(text: &str) -> Option<&str> {
    text.split('`').step_by(2).find_map(tag)
}

fn whole_tag(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
    let name =
        inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|&end| {
            end > 0 && inside.starts_with(|c: char| c.is_ascii_alphabetic())
        })?;
    let after = inside.get(name..)?;
    let is_name =
        after.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let end = rest.find('>').filter(|_| is_name)?;
    rest.get(..=end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_told_from_a_comparison_and_an_address() {
        #[rustfmt::skip]
        let cases = [
            ("a<br />b",                     Some("<br />")),
            ("<div>",                        Some("<div>")),
            ("x </A>",                       Some("</A>")),
            ("<a href='x'>y",                Some("<a href='x'>")),
            ("<script>alert(1)</script>",    Some("<script>")),
            ("< 5 days, > 3 days",           None),
            ("a <b",                         None),
            ("<https://example.com>",        None),
            ("<a@example.com>",              None),
            ("a < b > c",                    None),
            ("",                             None),
        ];
        for (text, expected) in cases {
            assert_eq!(tag(text), expected, "{text}");
        }
        assert_eq!(tag_outside_code("use `<br>` for it"), None);
        assert_eq!(tag_outside_code("use `x` and <br>"), Some("<br>"));
    }
}

//! Text from files, made safe to print.
//!
//! What a document or a configuration says may hold characters that move the
//! cursor, change colours or reverse the direction of the line they are printed
//! in. Everything that is quoted in a message goes through [`visible`] first.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns whether a character does not show as itself: controls, line
/// separators, and the invisible characters that change how others are shown.
///
/// The joiners U+200C and U+200D are not among them, because Persian text and
/// emoji need them.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                        // soft hyphen
            | '\u{61c}' | '\u{200e}' | '\u{200f}' // direction marks
            | '\u{180e}' | '\u{200b}'       // spaces without width
            | '\u{2028}' | '\u{2029}'       // line and paragraph separators
            | '\u{202a}'..='\u{202e}'       // direction embeddings and overrides
            | '\u{2060}'..='\u{2064}'       // word joiner, invisible operators
            | '\u{2066}'..='\u{2069}'       // direction isolates
            | '\u{feff}'                    // byte order mark
            | '\u{fff9}'..='\u{fffb}'       // interlinear annotations
            | '\u{e0000}'..='\u{e007f}') // tags
}

/// Returns `text` with its hidden characters written as escapes: `\n`, `\t`,
/// `\r`, and `\u{202e}` for all others.
///
/// ```
/// use trustpress::base::visible::visible;
///
/// assert_eq!(visible("plain"), "plain");
/// assert_eq!(visible("red \u{1b}[31m"), r"red \u{1b}[31m");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Appends a character to `shown`, as [`visible`] writes it.
pub fn push_visible(shown: &mut String, c: char) {
    match c {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ if is_hidden(c) => {
            write!(shown, "\\u{{{:x}}}", u32::from(c))
                .expect("writing to a string cannot fail");
        }
        _ => shown.push(c),
    }
}

/// Returns `text` visible, and cut after `limit` characters.
///
/// ```
/// use trustpress::base::visible::clip;
///
/// assert_eq!(clip("a long story", 6), "a long...");
/// ```
pub fn clip(text: &str, limit: usize) -> String {
    // Nearly all that is printed is short and plain.
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut chars = text.chars();
    for c in chars.by_ref().take(limit) {
        push_visible(&mut shown, c);
    }
    if chars.next().is_some() {
        shown.push_str("...");
    }
    shown
}

/// Returns `text` in backticks, visible, and cut after `limit` characters.
///
/// ```
/// use trustpress::base::visible::quote;
///
/// assert_eq!(quote("policy", 40), "`policy`");
/// ```
pub fn quote(text: &str, limit: usize) -> String {
    format!("`{}`", clip(text, limit))
}

/// Returns `text` in backticks, visible, and without its middle where it is longer
/// than `limit` characters: what tells a path or an address from others is its end.
///
/// ```
/// use trustpress::base::visible::quote_ends;
///
/// assert_eq!(quote_ends("policy", 40), "`policy`");
/// assert_eq!(quote_ends("legal/contracts/index.md#limits", 24), "`legal/co.../index.md#limits`");
/// ```
pub fn quote_ends(text: &str, limit: usize) -> String {
    let length = text.chars().count();
    if length <= limit {
        return quote(text, limit);
    }
    let head = limit / 3;
    let tail: String = text.chars().skip(length - (limit - head)).collect();
    format!("`{}{}`", clip(text, head), visible(&tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_as_itself_is_escaped() {
        #[rustfmt::skip]
        let cases = [
            ("caf\u{e9} \u{1f469}\u{200d}\u{1f4bb}", "caf\u{e9} \u{1f469}\u{200d}\u{1f4bb}"),
            ("a\tb\r\nc",                            r"a\tb\r\nc"),
            ("\u{1b}[2J",                            r"\u{1b}[2J"),
            ("\u{202e}evil\u{2069}",                 r"\u{202e}evil\u{2069}"),
            ("zero\u{200b}width\u{feff}",            r"zero\u{200b}width\u{feff}"),
            ("\u{9b}31m\u{7f}",                      r"\u{9b}31m\u{7f}"),
            ("tag\u{e0041}",                         r"tag\u{e0041}"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quotation_is_cut_between_characters() {
        assert_eq!(quote("\u{e9}\u{e9}\u{e9}", 2), "`\u{e9}\u{e9}...`");
        assert_eq!(quote("\u{e9}\u{e9}", 2), "`\u{e9}\u{e9}`");
        assert_eq!(quote("", 2), "``");
        assert_eq!(quote("a\nb", 9), r"`a\nb`");
        assert_eq!(quote_ends("\u{e9}a\u{e9}b\u{e9}\n", 4), "`\u{e9}...b\u{e9}\\n`");
        assert_eq!(quote_ends("\u{e9}\u{e9}", 2), "`\u{e9}\u{e9}`");
    }
}

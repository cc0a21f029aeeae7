//! Text and addresses that go into HTML.

use std::fmt::Write as _;

use super::bytes;

/// Appends `text` to `html` with the five characters escaped that mean
/// something in text or in a quoted attribute.
///
/// Control characters, which [HTML forbids][forbidden], become U+FFFD; tabs and
/// line ends stay.
///
/// [forbidden]: https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
pub fn escape_into(html: &mut String, text: &str) {
    escape_bytes(html, text, &IN_QUOTES);
}

/// Appends `text` to `html` like [`escape_into`], but leaves apostrophes, which
/// mean nothing in text and in attributes with double quotes.
pub fn escape_text_into(html: &mut String, text: &str) {
    escape_bytes(html, text, &IN_TEXT);
}

/// Returns `text` escaped for HTML text and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    escape_into(&mut html, text);
    html
}

/// Appends a link target to `html`: what a URL cannot hold is percent-encoded,
/// what is encoded already stays, and the result is escaped for an attribute
/// with double quotes.
///
/// The characters that stay are those of the CommonMark reference
/// implementation.
///
/// ```
/// use trustpress::base::html::escape_href_into;
///
/// let mut html = String::new();
/// escape_href_into(&mut html, "/a b%20c?x=1&y=ä");
/// assert_eq!(html, "/a%20b%20c?x=1&amp;y=%C3%A4");
/// ```
pub fn escape_href_into(html: &mut String, href: &str) {
    for byte in href.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#x27;"),
            _ if is_href_byte(byte) => html.push(char::from(byte)),
            _ => write!(html, "%{byte:02X}").expect("writing to a string cannot fail"),
        }
    }
}

fn is_href_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte)
}

/// What a byte needs before it can stand in HTML; 0 is nothing.
type Needs = [u8; 256];

const REPLACED: u8 = 1;
/// The first byte of U+0080 to U+00BF; the first half are control characters.
const MAYBE_CONTROL: u8 = 2;

const IN_QUOTES: Needs = needs(b"&<>\"'");
const IN_TEXT: Needs = needs(b"&<>\"");

const fn needs(escaped: &[u8]) -> Needs {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = REPLACED;
        byte += 1;
    }
    table[b'\t' as usize] = 0;
    table[b'\n' as usize] = 0;
    table[b'\x0c' as usize] = 0;
    table[b'\r' as usize] = 0;
    table[0x7f] = REPLACED;
    table[0xc2] = MAYBE_CONTROL;
    let mut at = 0;
    while at < escaped.len() {
        table[escaped[at] as usize] = escaped[at];
        at += 1;
    }
    table
}

/// Copies `text` in the longest runs that need nothing: a third of the time of
/// building a page goes through here.
fn escape_bytes(html: &mut String, text: &str, needs: &Needs) {
    let can_need = |byte: u8| byte < 0x20 || bytes::is_one_of(byte, *b"&<>\"'\x7f\xc2");
    let bytes = text.as_bytes();
    let mut copied = 0;
    for at in bytes::find(bytes, can_need) {
        let need = bytes.get(at).map_or(0, |&byte| needs[usize::from(byte)]);
        let is_control = || bytes.get(at + 1).is_some_and(|&next| next < 0xa0);
        if need == 0 || need == MAYBE_CONTROL && !is_control() {
            continue;
        }
        html.push_str(text.get(copied..at).unwrap_or_default());
        html.push_str(match need {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => "\u{fffd}",
        });
        copied = at + if need == MAYBE_CONTROL { 2 } else { 1 };
    }
    html.push_str(text.get(copied..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_means_itself_in_html() {
        #[rustfmt::skip]
        let cases = [
            // text             in text                   in an attribute
            ("plain",           "plain",                  "plain"),
            ("a < b & c > d",   "a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
            ("it's \"x\"",      "it's &quot;x&quot;",     "it&#39;s &quot;x&quot;"),
            ("a\0b\u{1b}c\u{7f}", "a\u{fffd}b\u{fffd}c\u{fffd}", "a\u{fffd}b\u{fffd}c\u{fffd}"),
            ("\u{82}é\u{a0}§",  "\u{fffd}é\u{a0}§",       "\u{fffd}é\u{a0}§"),
            ("a\tb\nc",         "a\tb\nc",                "a\tb\nc"),
        ];
        for (text, in_text, in_attribute) in cases {
            let mut html = String::new();
            escape_text_into(&mut html, text);
            assert_eq!(html, in_text, "in text: {text:?}");
            assert_eq!(escape(text), in_attribute, "in an attribute: {text:?}");
        }
    }

    #[test]
    fn a_link_target_becomes_a_url() {
        #[rustfmt::skip]
        let cases = [
            ("/a/b.md#c",           "/a/b.md#c"),
            ("a b",                 "a%20b"),
            ("100%25",              "100%25"),
            ("?a=1&b='2'",          "?a=1&amp;b=&#x27;2&#x27;"),
            ("\"><script>",         "%22%3E%3Cscript%3E"),
            ("[x]\\`",              "%5Bx%5D%5C%60"),
            ("#über",               "#%C3%BCber"),
        ];
        for (href, expected) in cases {
            let mut html = String::new();
            escape_href_into(&mut html, href);
            assert_eq!(html, expected, "{href}");
        }
    }
}

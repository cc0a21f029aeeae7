//! Texts, whatever ends their lines.

use std::borrow::Cow;

use super::digest::sha256;

/// Returns a text with `\n` in place of each `\r\n`, which git may write.
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the SHA-256 of a source, whatever ends its lines.
pub fn digest_of_source(text: &str) -> String {
    sha256(with_line_feeds(text).as_bytes())
}

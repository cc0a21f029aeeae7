//! JSON that is safe to print.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use crate::base::visible::is_hidden;

/// Writes a value and a line break, with one write.
pub(super) fn write_line(
    out: &mut dyn io::Write,
    line: &impl Serialize,
) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(512);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaping);
    line.serialize(&mut serializer)?;
    bytes.push(b'\n');
    out.write_all(&bytes)
}

/// Compact JSON in which hidden characters are escaped: a terminal does not act
/// on them, and a reader that takes U+2028 for a line break still gets lines.
#[derive(Debug)]
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hidden) {
            let (plain, hidden) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, plain)?;
            let mut chars = hidden.chars();
            for unit in chars.by_ref().take(1).collect::<String>().encode_utf16() {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = chars.as_str();
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

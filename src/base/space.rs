//! White space.

/// Returns whether text is printable ASCII whose only white space is single
/// spaces. Most is, and is then added whole (25 ms of 75 for a handbook of 6 MB).
pub fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let is_printable =
        bytes.iter().fold(true, |all, byte| all & matches!(byte, 0x20..0x80));
    let is_double = |(&one, &two): (&u8, &u8)| [one, two] == *b"  ";
    is_printable && !bytes.iter().zip(next).fold(false, |any, pair| any | is_double(pair))
}

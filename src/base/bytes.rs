//! A quick look for single bytes.

/// How many bytes are looked at together.
pub const CHUNK: usize = 64;

/// Returns the bytes of a text for which `is` holds, as a bit for each of 64, the
/// first one the lowest; with where the 64 begin.
///
/// `is` is asked for every byte, the same work for each, so that the processor
/// looks at many together: a comparison or two, no branch and no table.
#[inline]
pub fn bits(
    text: &[u8],
    is: impl Fn(u8) -> bool + Copy,
) -> impl Iterator<Item = (usize, u64)> {
    let (chunks, rest) = text.as_chunks::<CHUNK>();
    let whole = chunks.iter().map(move |chunk| bits_of(chunk, is));
    let last = (!rest.is_empty()).then(|| {
        let mut chunk = [0; CHUNK];
        for (slot, byte) in chunk.iter_mut().zip(rest) {
            *slot = *byte;
        }
        bits_of(&chunk, is) & !(u64::MAX << rest.len())
    });
    whole.chain(last).enumerate().map(|(nth, bits)| (nth * CHUNK, bits))
}

/// Returns the bytes for which `is` holds, as bits: in two steps, each of which the
/// compiler does for 16 bytes at a time.
#[inline]
fn bits_of(chunk: &[u8; CHUNK], is: impl Fn(u8) -> bool) -> u64 {
    /// Brings the lowest bit of each of eight bytes into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut flags = [0; CHUNK];
    for (flag, byte) in flags.iter_mut().zip(chunk) {
        *flag = u8::from(is(*byte));
    }
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56
    })
}

/// Returns the places of the bits that are set, from the lowest.
#[inline]
pub fn places(start: usize, bits: u64) -> impl Iterator<Item = usize> {
    let mut rest = bits;
    std::iter::from_fn(move || {
        let place = (rest != 0).then(|| start + rest.trailing_zeros() as usize);
        rest &= rest.wrapping_sub(1);
        place
    })
}

/// Returns the places of the bytes of a text for which `is` holds, in order: see
/// [`bits`].
#[inline]
pub fn find(text: &[u8], is: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    bits(text, is).flat_map(|(start, bits)| places(start, bits))
}

/// Returns whether a byte is one of some others, without a branch.
#[inline]
pub fn is_one_of<const N: usize>(byte: u8, others: [u8; N]) -> bool {
    others.iter().fold(0, |any, other| any | u8::from(*other == byte)) != 0
}

/// Returns whether a byte is an ASCII letter or digit, without a branch.
#[inline]
pub const fn is_word(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_byte_is_found_where_it_is(text in prop::collection::vec(any::<u8>(), 0..200)) {
            let found: Vec<_> = find(&text, is_word).collect();
            let expected: Vec<_> = text
                .iter()
                .enumerate()
                .filter(|(_, byte)| byte.is_ascii_alphanumeric())
                .map(|(at, _)| at)
                .collect();
            prop_assert_eq!(found, expected);
            // Zeros that fill up the last 64 are not part of the text.
            let zeros = find(&text, |byte| byte == 0).count();
            prop_assert_eq!(zeros, text.split(|byte| *byte == 0).count() - 1);
        }
    }
}

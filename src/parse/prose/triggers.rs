//! A quick look at the bytes of a body: does it hold anything for a scanner?
//!
//! Every four bytes are looked up in a table of how triggers begin; only where
//! the table says so, and a word begins, is a trigger compared. That is half a
//! nanosecond for a byte, on text that nearly always says no.

use super::{SCANNERS, Scanner};

/// A trigger in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) struct Hit {
    /// Where it begins, as an offset into the body.
    pub(in crate::parse) at: usize,
    /// The scanners that it triggers, a bit for each.
    pub(in crate::parse) scanners: u32,
}

/// How many bytes are looked up at once.
const WINDOW: usize = 4;

/// How many bits the hash of a window has.
const BITS: u32 = 12;

/// Which scanners have a trigger that begins with four such bytes.
static TABLE: [u32; 1 << BITS] = table();

/// Returns the triggers of a body, in order.
pub(in crate::parse) fn hits(body: &str) -> Vec<Hit> {
    let bytes = body.as_bytes();
    let mut hits = Vec::new();
    for (at, window) in bytes.windows(WINDOW).enumerate() {
        let &[a, b, c, d] = window else { continue };
        let candidates = TABLE[hash([a, b, c, d])];
        if candidates == 0 {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if a.is_ascii_alphanumeric() && before.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let scanners = triggered(bytes.get(at..).unwrap_or_default(), candidates);
        if scanners != 0 {
            hits.push(Hit { at, scanners });
        }
    }
    hits
}

/// Returns those of the scanners `candidates` of which a trigger begins `text`.
fn triggered(text: &[u8], candidates: u32) -> u32 {
    let mut found = 0;
    for (nth, scanner) in SCANNERS.iter().enumerate() {
        let bit = 1 << nth;
        if candidates & bit != 0 && scanner.triggers.iter().any(|it| begins(text, it)) {
            found |= bit;
        }
    }
    found
}

fn begins(text: &[u8], trigger: &str) -> bool {
    let Some(start) = text.get(..trigger.len()) else { return false };
    let mut pairs = start.iter().zip(trigger.bytes());
    pairs.all(|(byte, wanted)| match wanted {
        b'#' => byte.is_ascii_digit(),
        _ => byte.to_ascii_lowercase() == wanted,
    })
}

/// Hashes four bytes; capital letters like small ones.
const fn hash(window: [u8; WINDOW]) -> usize {
    const SMALL: u32 = 0x2020_2020;
    /// Fibonacci hashing: 2³² divided by the golden ratio.
    const FACTOR: u32 = 0x9e37_79b1;
    let window = u32::from_le_bytes(window) | SMALL;
    (window.wrapping_mul(FACTOR) >> (u32::BITS - BITS)) as usize
}

const fn table() -> [u32; 1 << BITS] {
    let mut table = [0; 1 << BITS];
    let mut nth = 0;
    while nth < SCANNERS.len() {
        let scanner: &Scanner = &SCANNERS[nth];
        let mut at = 0;
        while at < scanner.triggers.len() {
            let bytes = scanner.triggers[at].as_bytes();
            assert!(bytes.len() >= WINDOW, "a trigger has four bytes or more");
            let window = [bytes[0], bytes[1], bytes[2], bytes[3]];
            add(&mut table, window, 1 << nth);
            at += 1;
        }
        nth += 1;
    }
    table
}

/// Adds a window, in which `#` is each digit in turn.
const fn add(table: &mut [u32; 1 << BITS], window: [u8; WINDOW], bit: u32) {
    let mut at = 0;
    while at < WINDOW {
        if window[at] == b'#' {
            let mut digit = b'0';
            while digit <= b'9' {
                let mut filled = window;
                filled[at] = digit;
                add(table, filled, bit);
                digit += 1;
            }
            return;
        }
        at += 1;
    }
    table[hash(window)] |= bit;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_begins_a_word_in_any_case() {
        #[rustfmt::skip]
        let cases: [(&str, &[usize]); 7] = [
            ("In 2025",              &[3]),
            ("x2025 a2025 (2025)",   &[13]),
            ("20a5 202",             &[]),
            ("RECENTLY, precently",  &[0]),
            ("© 2022",               &[0, 3]),
            ("rec",                  &[]),
            ("",                     &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = hits(text).iter().map(|hit| hit.at).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_trigger_triggers_its_scanner() {
        for (nth, scanner) in SCANNERS.iter().enumerate() {
            for trigger in scanner.triggers {
                let text = trigger.replace('#', "7").to_uppercase();
                let found = hits(&text);
                assert!(
                    found.iter().any(|hit| hit.at == 0 && hit.scanners & (1 << nth) != 0),
                    "{trigger}"
                );
            }
        }
    }
}

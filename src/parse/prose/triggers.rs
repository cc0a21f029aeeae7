//! A quick look at the bytes of a body: does it hold anything for a scanner?
//!
//! Where a word begins, its first four bytes are looked up in a table of how
//! triggers begin; only where the table says so is a trigger compared, and nearly
//! always one alone: comparing all of a scanner took two thirds of the time.

use crate::base::bytes;

use super::{FACTS, SCANNERS};

/// A trigger in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) struct Hit {
    /// Where it begins, as an offset into the body.
    pub(in crate::parse) at: usize,
    /// The scanners that it triggers, a bit for each: see [`ready`].
    pub(in crate::parse) scanners: u32,
}

/// How many bytes are looked up at once.
const WINDOW: usize = 4;

/// How many bits the hash of a window has.
const BITS: u32 = 12;

/// How many windows triggers may begin with: those with a `#` have ten or more.
const MOST: usize = 640;

/// The triggers by the hash of how they begin.
#[derive(Clone, Copy)]
struct Table {
    /// For each hash, the first entry; 0 for none.
    heads: [u16; 1 << BITS],
    entries: [Entry; MOST],
    length: usize,
}

/// A trigger that begins with one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// Its scanner: see [`of_scanner`].
    scanner: usize,
    /// Its position in the triggers of the scanner; of that for facts, in the words
    /// of [`Triggers`].
    trigger: usize,
    /// The next entry with the same hash; 0 for none.
    next: u16,
}

static TABLE: Table = table();

/// What triggers begin with that is no letter and no digit: 0 where there is none.
const SIGNS: [u8; 4] = signs();

/// The triggers of all scanners, with those of a site's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Triggers {
    heads: Box<[u16; 1 << BITS]>,
    entries: Vec<Entry>,
    words: Vec<String>,
}

impl Triggers {
    /// Adds how words begin, in lower case and three letters or more, that sentences
    /// about facts have.
    pub(super) fn of_facts(words: impl IntoIterator<Item = String>) -> Self {
        let entries = TABLE.entries.get(..TABLE.length).unwrap_or_default().to_vec();
        let mut all = Self { heads: Box::new(TABLE.heads), entries, words: Vec::new() };
        for word in words {
            if word.len() >= WINDOW {
                all.add(word);
                continue;
            }
            // A shorter one is a trigger with whatever may follow a word.
            let ends = (0..0x80_u8).map(char::from).filter(|end| !end.is_alphanumeric());
            for end in ends {
                all.add(format!("{word}{end}"));
            }
        }
        all
    }

    fn add(&mut self, word: String) {
        let Some(&[a, b, c, d]) = word.as_bytes().first_chunk() else { return };
        let Ok(at) = u16::try_from(self.entries.len()) else { return };
        let head = &mut self.heads[hash([a, b, c, d])];
        let trigger = self.words.len();
        self.entries.push(Entry { scanner: FACTS, trigger, next: *head });
        self.words.push(word);
        *head = at;
    }
}

/// Returns the triggers of a body, in order.
pub(super) fn hits(body: &str, facts: Option<&Triggers>) -> Vec<Hit> {
    let is_sign = |byte| bytes::is_one_of(byte, SIGNS);
    match facts {
        // A word of a fact can begin with any letter.
        Some(all) => {
            let is_sign = |byte: u8| is_sign(byte) || !byte.is_ascii();
            look(body, is_sign, (&all.heads, &all.entries, &all.words))
        }
        None => look(body, is_sign, (&TABLE.heads, &TABLE.entries, &[])),
    }
}

/// Looks where a trigger can begin: where a word does, and at a sign.
fn look(
    body: &str,
    is_sign: impl Fn(u8) -> bool + Copy,
    (heads, entries, words): (&[u16; 1 << BITS], &[Entry], &[String]),
) -> Vec<Hit> {
    let text = body.as_bytes();
    let mut hits = Vec::new();
    let signs = bytes::bits(text, is_sign);
    // Whether the byte before these 64 is part of a word.
    let mut before = 0;
    for ((start, letters), (_, signs)) in bytes::bits(text, bytes::is_word).zip(signs) {
        let mut rest = letters & !(letters << 1 | before) | signs;
        before = letters >> 63;
        while rest != 0 {
            let at = start + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let text = text.get(at..).unwrap_or_default();
            let Some(&window) = text.first_chunk() else { return hits };
            let first = heads[hash(window)];
            if first == 0 {
                continue;
            }
            let scanners = triggered(text, first, (entries, words));
            if scanners != 0 {
                hits.push(Hit { at, scanners });
            }
        }
    }
    hits
}

/// Returns the scanners of which a trigger begins `text`, among those from one
/// entry on.
fn triggered(text: &[u8], first: u16, (entries, words): (&[Entry], &[String])) -> u32 {
    let mut found = 0;
    let mut at = first;
    while let Some(entry) = entries.get(usize::from(at)).filter(|_| at > 0) {
        let trigger = if entry.scanner == FACTS {
            words.get(entry.trigger).map(String::as_str)
        } else {
            of_scanner(entry.scanner).get(entry.trigger).copied()
        };
        if trigger.is_some_and(|trigger| begins(text, trigger)) {
            found |= 1 << entry.scanner;
        }
        at = entry.next;
    }
    found
}

/// How many scanners there can be. What one needs beside its triggers counts as the
/// triggers of another one, that many positions later.
const MOST_SCANNERS: usize = 16;

/// The scanners that need something beside their triggers, as bits.
const NEEDY: u32 = needy();

/// Returns the scanners that are to look at a text with these triggers in it.
pub(in crate::parse) const fn ready(triggered: u32) -> u32 {
    triggered & (triggered >> MOST_SCANNERS | !NEEDY) & ((1 << MOST_SCANNERS) - 1)
}

/// Returns the triggers of a scanner, or what it needs beside them.
const fn of_scanner(nth: usize) -> &'static [&'static str] {
    let is_need = nth >= MOST_SCANNERS;
    let nth = nth % MOST_SCANNERS;
    match SCANNERS.split_at_checked(nth) {
        Some((_, [scanner, ..])) if is_need => scanner.with,
        Some((_, [scanner, ..])) => scanner.triggers,
        _ => &[],
    }
}

const fn needy() -> u32 {
    let mut needy = 0;
    let mut scanner = 0;
    while scanner < MOST_SCANNERS {
        if !of_scanner(scanner + MOST_SCANNERS).is_empty() {
            needy |= 1 << scanner;
        }
        scanner += 1;
    }
    needy
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

const fn table() -> Table {
    let none = Entry { scanner: 0, trigger: 0, next: 0 };
    // Entry 0 is no entry.
    let mut table = Table { heads: [0; 1 << BITS], entries: [none; MOST], length: 1 };
    assert!(SCANNERS.len() <= MOST_SCANNERS, "each scanner has its two bits");
    let mut scanner = 0;
    while scanner < 2 * MOST_SCANNERS {
        let triggers = of_scanner(scanner);
        let mut trigger = 0;
        while trigger < triggers.len() {
            let bytes = triggers[trigger].as_bytes();
            assert!(bytes.len() >= WINDOW, "a trigger has four bytes or more");
            let window = [bytes[0], bytes[1], bytes[2], bytes[3]];
            add(&mut table, window, Entry { scanner, trigger, next: 0 });
            trigger += 1;
        }
        scanner += 1;
    }
    table
}

const fn signs() -> [u8; 4] {
    let mut signs = [0; 4];
    let mut count = 0;
    let mut scanner = 0;
    while scanner < 2 * MOST_SCANNERS {
        let triggers = of_scanner(scanner);
        let mut trigger = 0;
        while trigger < triggers.len() {
            let first = triggers[trigger].as_bytes()[0];
            let is_digit = first == b'#';
            let mut is_known = is_digit || bytes::is_word(first);
            let mut at = 0;
            while at < count {
                is_known |= signs[at] == first;
                at += 1;
            }
            if !is_known {
                signs[count] = first;
                count += 1;
            }
            trigger += 1;
        }
        scanner += 1;
    }
    signs
}

/// Adds an entry under a window, in which `#` is each digit in turn.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 640 entries")]
const fn add(table: &mut Table, window: [u8; WINDOW], entry: Entry) {
    let mut at = 0;
    while at < WINDOW {
        if window[at] == b'#' {
            let mut digit = b'0';
            while digit <= b'9' {
                let mut filled = window;
                filled[at] = digit;
                add(table, filled, entry);
                digit += 1;
            }
            return;
        }
        at += 1;
    }
    let head = &mut table.heads[hash(window)];
    table.entries[table.length] = Entry { next: *head, ..entry };
    *head = table.length as u16;
    table.length += 1;
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
            let found: Vec<_> = hits(text, None).iter().map(|hit| hit.at).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_trigger_triggers_its_scanner() {
        for nth in 0..2 * MOST_SCANNERS {
            for trigger in of_scanner(nth) {
                let text = trigger.replace('#', "7").to_uppercase();
                let found = hits(&text, None);
                assert!(
                    found.iter().any(|hit| hit.at == 0 && hit.scanners & (1 << nth) != 0),
                    "{trigger}"
                );
            }
        }
    }

    #[test]
    fn a_word_of_a_fact_is_a_trigger_beside_the_others() {
        let words = ["dpo", "backup"].map(str::to_owned);
        let all = Triggers::of_facts(words);
        #[rustfmt::skip]
        let cases: [(&str, &[usize]); 5] = [
            ("Our DPO, the Backups", &[4, 13]),
            ("a dpo",                &[]), // nothing is said of it
            ("adpo. dpon. (dpo)",    &[13]),
            ("hotbackup",            &[]),
            ("recently",             &[0]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = hits(text, Some(&all)).iter().map(|hit| hit.at).collect();
            assert_eq!(found, expected, "{text}");
        }
        let dpo = hits("dpo.", Some(&all));
        assert_eq!(dpo, [Hit { at: 0, scanners: 1 << FACTS }]);
    }
}

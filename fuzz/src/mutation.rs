//! Makes new input from old.

/// Pieces that mean something to one of the parsers.
const WORDS: &[&str] = &[
    "---\n",
    "+++\n",
    "\n\n",
    "\r\n",
    "\u{feff}",
    "# ",
    "## A\n",
    " {#a}",
    "](",
    "[a](b.md)",
    "[a][b]\n",
    "[b]: c.md\n",
    "[^1]",
    "[^1]: x\n",
    "![",
    "<a id=x>",
    "<a href=\"",
    "</a>",
    "<!--",
    "-->",
    "<details>",
    "<!-- check: ignore link -- x -->",
    "```\n",
    "~~~",
    "| a | b |\n|---|---|\n",
    "> ",
    "- ",
    "1. ",
    "**",
    "&amp;",
    "&#x0;",
    "%20",
    "%2e%2e/",
    "../",
    "/",
    "#",
    "?",
    "://",
    "mailto:",
    "javascript:",
    "\\",
    "\u{202e}",
    "\u{301}",
    "\u{1f512}",
    "title: ",
    "version: 1.10\n",
    "owner: [",
    "last_reviewed: 2025-02-30\n",
    "aliases: [/a/]\n",
    "draft: true\n",
    "classification: internal\n",
    "&a ",
    "*a",
    "!!",
    "? ",
    ": ",
    "'",
    "\"",
    "[site]\n",
    "[[waivers]]\n",
    "base_url = \"",
    "rules = {",
    " = ",
    "2025-06-02",
    "\n-- content/a.md --\n",
    "\n-- site.toml --\n",
];

/// Longer input than this shows nothing that shorter input does not.
const LONGEST: usize = 1 << 16;

/// A source of numbers that are the same each time for one seed.
///
/// This is xorshift64* as in
/// [Vigna's paper](https://vigna.di.unimi.it/ftp/papers/xorshift.pdf).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`; 0 where nothing is below it.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or_default().checked_rem(end).unwrap_or_default()
    }
}

/// Returns a new input: one seed, changed in one to eight places.
pub fn mutate(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut input = seeds.get(numbers.below(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(input.len() + 1);
        let end = (at + numbers.below(32)).min(input.len());
        let word = WORDS[numbers.below(WORDS.len())].as_bytes().to_vec();
        match numbers.below(7) {
            0 => drop(input.splice(at..at, word)),
            1 => drop(input.splice(at..end, word)),
            2 => drop(input.splice(at..end, [])),
            3 => drop(input.splice(at..at, word.repeat(numbers.below(2_000)))),
            4 => {
                let again = input[at..end].to_vec();
                drop(input.splice(at..at, again));
            }
            5 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len() + 1);
                let to = (from + numbers.below(400)).min(other.len());
                drop(input.splice(at..end, other[from..to].iter().copied()));
            }
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
        }
    }
    input.truncate(LONGEST);
    input
}

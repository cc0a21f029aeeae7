//! The words of a document: how they begin, the form `words-1`, which the
//! [module](super) defines, and how many there are.
//!
//! A line is gathered and kept for the documents whose words are published; of
//! the others only the beginning is wanted. Words are counted when somebody asks
//! how many there are: it was a fifth of a check.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::base::slug::nfc;
use crate::base::space::is_folded;
use crate::parse::document::Text;

/// How many characters of the first paragraph are kept.
const LEAD: usize = 200;

/// Gathers words line by line.
#[derive(Debug, Default)]
pub(super) struct Words {
    keep: Keep,
    /// The line so far, white space folded.
    line: String,
    /// Whether white space has been seen since.
    gap: bool,
    /// What has been gathered for the document itself.
    main: String,
    /// The same for each footnote, as they are only known to be part of the
    /// document at the end.
    notes: Vec<String>,
    /// The footnotes that are open, innermost last.
    open: Vec<usize>,
    lead: String,
}

/// Which words of a document are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Keep {
    /// Nothing but how the document begins.
    #[default]
    Lead,
    /// All of them.
    All,
}

impl Words {
    /// Begins a document of so many bytes, of which these words are wanted.
    pub(super) fn new(keep: Keep, bytes: usize) -> Self {
        let room = if keep == Keep::All { bytes } else { 0 };
        Self { keep, main: String::with_capacity(room), ..Self::default() }
    }

    /// Adds text to the line.
    pub(super) fn text(&mut self, text: &str) {
        if self.keep == Keep::Lead && !self.lead.is_empty() {
            return;
        }
        if is_folded(text) {
            let words = text.trim_matches(' ');
            self.gap |= text.starts_with(' ');
            self.words(words);
            self.gap |= !words.is_empty() && text.ends_with(' ');
            return;
        }
        let mut rest = text;
        loop {
            let word = rest.trim_start();
            self.gap |= word.len() < rest.len();
            if word.is_empty() {
                return;
            }
            let end = word.find(char::is_whitespace).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            self.words(word);
            rest = after;
        }
    }

    /// Adds text that needs no folding.
    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.gap && !self.line.is_empty() && !self.line.ends_with('\t') {
            self.line.push(' ');
        }
        self.gap = false;
        self.line.push_str(words);
    }

    /// Adds white space to the line.
    pub(super) fn space(&mut self) {
        self.gap = true;
    }

    /// Begins the next cell of a table.
    pub(super) fn cell(&mut self) {
        self.line.push('\t');
        self.gap = false;
    }

    /// Adds the lines of a code block.
    pub(super) fn code(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.text(line);
            if line.ends_with('\n') {
                self.end_line();
            }
        }
    }

    /// Ends the line, if there is one.
    pub(super) fn end_line(&mut self) {
        self.gap = false;
        if self.line.is_empty() {
            return;
        }
        let composed;
        let line = if self.line.is_ascii() {
            &self.line
        } else {
            composed = nfc(&self.line);
            &composed
        };
        let lines = match self.open.last() {
            Some(&note) => self.notes.get_mut(note).unwrap_or(&mut self.main),
            None => &mut self.main,
        };
        if self.keep == Keep::All && line.bytes().any(|byte| byte != b'\t') {
            lines.push_str(line);
            lines.push('\n');
        }
        self.line.clear();
    }

    /// Ends the line of a top-level paragraph; the first one leads the document.
    pub(super) fn end_lead(&mut self) {
        if self.lead.is_empty() {
            self.lead = shorten(&nfc(&self.line));
        }
        self.end_line();
    }

    /// Begins the next footnote; what follows belongs to it.
    pub(super) fn open_note(&mut self) {
        self.end_line();
        self.open.push(self.notes.len());
        self.notes.push(String::new());
    }

    /// Ends the innermost footnote.
    pub(super) fn close_note(&mut self) {
        self.end_line();
        self.open.pop();
    }

    /// Returns the words; `notes` are the footnotes that count, in the order of
    /// their numbers. The published markdown is left empty.
    pub(super) fn finish(
        mut self,
        notes: impl IntoIterator<Item = usize>,
    ) -> (Text, String) {
        self.end_line();
        let mut words = self.main;
        for note in notes {
            words.push_str(self.notes.get(note).map_or("", String::as_str));
        }
        (Text { lead: self.lead, ..Text::default() }, words)
    }
}

/// Returns the beginning of a paragraph, cut between two words.
fn shorten(line: &str) -> String {
    let line = line.replace('\t', " ");
    let Some((limit, _)) = line.char_indices().nth(LEAD) else { return line };
    let head = line.get(..limit).unwrap_or_default();
    let cut = head.rfind(' ').unwrap_or(limit);
    let head = head.get(..cut).unwrap_or_default();
    format!("{}…", head.trim_end_matches([' ', ',', ';', ':', '–', '—', '-']))
}

/// Returns how many words [UAX #29](https://www.unicode.org/reports/tr29/) finds
/// that hold a letter or a digit.
pub(in crate::parse) fn count_words(line: &str) -> u32 {
    let mut count = 0;
    let mut rest = line;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        // What is not ASCII is counted with all that it may be one word with.
        let (before, after) = rest.split_at(at);
        let start = before.rfind([' ', '\t']).map_or(0, |gap| gap + 1);
        let end = at + after.find([' ', '\t']).unwrap_or(after.len());
        let (part, after) = rest.split_at(end);
        let (ascii, other) = part.split_at(start);
        count += count_ascii(ascii.as_bytes()) + other.unicode_words().count();
        rest = after;
    }
    count += count_ascii(rest.as_bytes());
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The word-break classes of ASCII.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Joins both: `_`.
    Extend,
    /// Joins two letters: `:`.
    MidLetter,
    /// Joins two digits: `,` and `;`.
    MidDigit,
    /// Joins either: `.` and `'`.
    Mid,
    Other,
}

const fn class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'_' => Class::Extend,
        b':' => Class::MidLetter,
        b',' | b';' => Class::MidDigit,
        b'.' | b'\'' => Class::Mid,
        _ => Class::Other,
    }
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = class(byte);
        byte += 1;
    }
    classes
};

/// What comes of each class in each state: the next state, and in [`NEW`]
/// whether a word has begun. The states are: outside a word; after a letter;
/// after a digit; after a `_` that is no word yet; after one in a word; after a
/// letter, then a digit, and something that may join another.
#[rustfmt::skip]
static STEPS: [[u8; 7]; 7] = [
    // letter   digit    _  :  ,  .  other
    [1 | NEW,   2 | NEW, 3, 0, 0, 0, 0],
    [1,         2,       4, 5, 0, 5, 0],
    [1,         2,       4, 0, 6, 6, 0],
    [1 | NEW,   2 | NEW, 3, 0, 0, 0, 0],
    [1,         2,       4, 0, 0, 0, 0],
    [1,         2 | NEW, 3, 0, 0, 0, 0],
    [1 | NEW,   2,       3, 0, 0, 0, 0],
];

const NEW: u8 = 0x80;

/// [`STEPS`] by the bytes themselves: one look for each.
static BYTES: [[u8; 256]; 7] = {
    let mut bytes = [[0; 256]; 7];
    let mut state = 0;
    while state < STEPS.len() {
        let mut byte = 0;
        while byte < CLASSES.len() {
            bytes[state][byte] = STEPS[state][CLASSES[byte] as usize];
            byte += 1;
        }
        state += 1;
    }
    bytes
};

/// The same for ASCII, which takes a twentieth of the time.
fn count_ascii(text: &[u8]) -> usize {
    let mut count = 0;
    let mut state = 0;
    for &byte in text {
        let step = BYTES[usize::from(state)][usize::from(byte)];
        count += usize::from(step >> 7);
        state = step & !NEW;
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_those_of_unicode() {
        #[rustfmt::skip]
        let cases = [
            ("",                                    0),
            ("one two, three.",                     3),
            ("don't stop: it's 3.14 or 1,000",      6),
            ("snake_case __init__ _ __",            2),
            ("a:b a;b 1;2 1:2",                     6),
            ("e-mail 24/7 C++",                     5),
            ("naïve café — déjà vu",                4),
            ("\t\tcell\t",                          1),
            ("日本",                                2),
        ];
        for (line, count) in cases {
            assert_eq!(count_words(line), count, "{line}");
        }
    }

    #[test]
    fn a_lead_ends_between_two_words() {
        let long = "word ".repeat(60);
        assert_eq!(shorten("short"), "short");
        let lead = shorten(long.trim());
        assert!(lead.ends_with("word…"), "{lead}");
        assert_eq!(lead.chars().count(), 200);
        assert_eq!(shorten(&"é".repeat(300)).chars().count(), 201);
        assert_eq!(
            shorten(&format!("{}, x", "a".repeat(199))),
            format!("{}…", "a".repeat(199))
        );
    }

    proptest! {
        #[test]
        fn ascii_is_counted_as_unicode_counts_it(line in "[aZ09_:,;.' \t/-]{0,30}") {
            prop_assert_eq!(count_ascii(line.as_bytes()), line.unicode_words().count());
        }

        #[test]
        fn any_line_is_counted_as_unicode_counts_it(line in "[ab1é\u{301}'’.:日 ]{0,20}") {
            prop_assert_eq!(count_words(&line) as usize, line.unicode_words().count());
        }

        #[test]
        fn folding_twice_changes_nothing(parts in prop::collection::vec("[a é\u{a0}\n]{0,8}", 0..6)) {
            let mut once = Words::new(Keep::All, 0);
            for part in &parts {
                once.text(part);
            }
            let (_, once) = once.finish([]);
            let mut twice = Words::new(Keep::All, 0);
            twice.text(&once);
            let (_, twice) = twice.finish([]);
            prop_assert_eq!(&twice, &once);
            let words: Vec<_> = parts.concat().split_whitespace().map(str::to_owned).collect();
            prop_assert_eq!(once.trim_end(), words.join(" "));
        }
    }
}

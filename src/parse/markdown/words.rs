//! The words of a document: how they begin, the form `words-1`, which the
//! [module](super) defines, and how many there are.
//!
//! A line is gathered and kept for the documents whose words are published; of
//! the others only the beginning is wanted. Words are counted when somebody asks
//! how many there are: it was a fifth of a check.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::base::bytes;
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

/// The same for ASCII, which takes a hundredth of the time: letters, digits and `_` in
/// a row are one word, and so are two such rows that something between them joins.
fn count_ascii(text: &[u8]) -> usize {
    let (mut rows, mut last) = (0, 0);
    for (_, bits) in bytes::bits(text, |byte| bytes::is_word(byte) || byte == b'_') {
        rows += (bits & !(bits << 1 | last)).count_ones() as usize;
        last = bits >> 63;
    }
    let joints = bytes::find(text, |byte| bytes::is_one_of(byte, *b".':,;"));
    let joined = joints.filter(|at| is_joint(text, *at)).count();
    let lines = bytes::find(text, |byte| byte == b'_');
    rows - joined - lines.filter(|at| is_line(text, *at)).count()
}

/// Returns whether a byte joins the letters or the digits on both sides of it.
fn is_joint(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let (Some(before), Some(joint), Some(after)) =
        (before, text.get(at), text.get(at + 1))
    else {
        return false;
    };
    let are = |is: fn(&u8) -> bool| is(before) && is(after);
    are(u8::is_ascii_alphabetic) && b".':".contains(joint)
        || are(u8::is_ascii_digit) && b".',;".contains(joint)
}

/// Returns whether nothing but `_` is in the row that begins with this one.
fn is_line(text: &[u8], at: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let mut rest = text.get(at..).unwrap_or_default().iter();
    !before.is_some_and(is_part)
        && !rest.find(|byte| **byte != b'_').is_some_and(u8::is_ascii_alphanumeric)
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
        fn ascii_is_counted_as_unicode_counts_it(line in "[aZ09_:,;.' \t/-]{0,150}") {
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

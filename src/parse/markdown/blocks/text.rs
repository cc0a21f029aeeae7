//! The text of all blocks, folded as it comes, with its runs.

use std::collections::HashMap;

use crate::base::slug::nfc;
use crate::base::space::is_folded;
use crate::parse::block::{Piece, Run, Style};

/// Gathers text.
#[derive(Debug, Default)]
pub(super) struct Text {
    all: String,
    runs: Vec<Run>,
    targets: Vec<String>,
    by_target: HashMap<String, u32>,
    /// The styles that are open, each with all of those around it.
    styles: Vec<(Style, Option<u32>)>,
    /// Where the text of the block or cell begins.
    start: usize,
    gap: Gap,
    /// The next number of each list that is open.
    numbers: Vec<Option<u64>>,
}

/// The white space since the last word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl Text {
    /// Begins a text of about so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { all: String::with_capacity(bytes), ..Self::default() }
    }

    /// Begins a block; returns where it begins.
    pub(super) fn begin(&mut self) -> u32 {
        self.start = self.all.len();
        self.gap = Gap::None;
        offset(self.start)
    }

    /// Begins a cell of the table that began at `table`: apart from the one before.
    pub(super) fn begin_cell(&mut self, table: u32) -> u32 {
        if self.all.len() > table as usize {
            self.all.push('\t');
        }
        self.begin()
    }

    /// Returns all text since `start`.
    pub(super) fn since(&self, start: u32) -> Piece {
        Piece { start, end: offset(self.all.len()) }
    }

    /// Adds text in which any white space is as good as a space.
    pub(super) fn folded(&mut self, text: &str) {
        if is_folded(text) {
            let words = text.trim_matches(' ');
            if text.starts_with(' ') {
                self.space();
            }
            if !words.is_empty() {
                self.word(words);
            }
            if !words.is_empty() && text.ends_with(' ') {
                self.space();
            }
            return;
        }
        let mut rest = text;
        loop {
            let word = rest.trim_start();
            if word.len() < rest.len() {
                self.space();
            }
            if word.is_empty() {
                return;
            }
            let end = word.find(char::is_whitespace).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            self.word(word);
            rest = after;
        }
    }

    fn word(&mut self, word: &str) {
        if self.all.len() > self.start {
            match self.gap {
                Gap::None => (),
                Gap::Space => self.all.push(' '),
                Gap::Line => self.all.push('\n'),
            }
        }
        let gap = std::mem::take(&mut self.gap);
        self.add(word, gap);
    }

    /// Adds text as it is.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.add(text, Gap::None);
    }

    fn add(&mut self, text: &str, gap: Gap) {
        let start = self.all.len();
        if text.is_ascii() {
            self.all.push_str(text);
        } else {
            self.all.push_str(&nfc(text));
        }
        let Some(&(style, target)) = self.styles.last() else { return };
        if style == Style::default() {
            return;
        }
        let piece = Piece { start: offset(start), end: offset(self.all.len()) };
        let room = usize::from(gap != Gap::None);
        match self.runs.last_mut() {
            Some(last)
                if last.style == style
                    && last.target == target
                    && last.piece.range().end + room >= start
                    && last.piece.range().start >= self.start =>
            {
                last.piece.end = piece.end;
            }
            _ => self.runs.push(Run { piece, style, target }),
        }
    }

    /// Separates two words.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// Separates two lines.
    pub(super) fn line_break(&mut self) {
        self.gap = Gap::Line;
    }

    /// Drops the last line end of a block of code.
    pub(super) fn trim_line_end(&mut self, start: u32) {
        if self.all.len() > start as usize && self.all.ends_with('\n') {
            self.all.pop();
        }
    }

    /// Begins a style within those that are open.
    pub(super) fn push_style(&mut self, style: Style, target: Option<&str>) {
        let target = target.map(|target| self.target(target));
        let (around, outer) = self.styles.last().copied().unwrap_or_default();
        self.styles.push((around.with(style), target.or(outer)));
    }

    /// Ends the innermost style.
    pub(super) fn pop_style(&mut self) {
        self.styles.pop();
    }

    fn target(&mut self, target: &str) -> u32 {
        if let Some(&known) = self.by_target.get(target) {
            return known;
        }
        let number = offset(self.targets.len());
        self.targets.push(target.to_owned());
        self.by_target.insert(target.to_owned(), number);
        number
    }

    /// Begins a list whose first item has this number.
    pub(super) fn number_from(&mut self, first: Option<u64>) {
        self.numbers.push(first);
    }

    /// Returns the number of the next item.
    pub(super) fn next_number(&mut self) -> Option<u64> {
        let number = self.numbers.last_mut()?.as_mut()?;
        let this = *number;
        *number = this.saturating_add(1);
        Some(this)
    }

    /// Ends the innermost list.
    pub(super) fn end_numbers(&mut self) {
        self.numbers.pop();
    }

    /// Returns the text, its runs and their targets.
    pub(super) fn finish(self) -> (String, Vec<Run>, Vec<String>) {
        (self.all, self.runs, self.targets)
    }
}

/// Files are smaller than 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

//! Writes a redline for a terminal.

use crate::base::visible::push_visible;
use crate::parse::block::{Block, BlockKind, Container, Piece};
use crate::parse::{Blocks, Heading};

use super::gaps::Gaps;
use super::{Change, ChangeKind, Edit, Entry, Redline};

/// What stands before and after changed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Around what is gone.
    pub deleted: (&'static str, &'static str),
    /// Around what is new.
    pub inserted: (&'static str, &'static str),
    /// Around what is said about the text: headings and notes.
    pub said: (&'static str, &'static str),
}

impl Marks {
    /// `[-gone-]` and `{+new+}`, as in `git diff --word-diff`.
    pub const PLAIN: Self =
        Self { deleted: ("[-", "-]"), inserted: ("{+", "+}"), said: ("", "") };

    /// Colours, and what can be seen without them.
    pub const COLOR: Self = Self {
        deleted: ("\u{1b}[31;9m", "\u{1b}[0m"),
        inserted: ("\u{1b}[32;4m", "\u{1b}[0m"),
        said: ("\u{1b}[1m", "\u{1b}[0m"),
    };
}

/// Returns the blocks that changed, each on a line of its own below the heading
/// of its section; nothing where nothing changed.
///
/// Of tables and of code only the rows and the lines that changed are there.
pub fn text(redline: &Redline<'_>, marks: &Marks) -> String {
    let mut writer = Writer {
        old: redline.old,
        new: redline.new,
        marks,
        out: String::new(),
        section: None,
        gaps: Gaps::default(),
    };
    for entry in &redline.entries {
        writer.entry(entry);
    }
    writer.out
}

struct Writer<'r> {
    old: &'r Blocks,
    new: &'r Blocks,
    marks: &'r Marks,
    out: String,
    /// The heading that the next block stands under, if it is not written yet.
    section: Option<&'r Heading>,
    /// The white space in the block or cell that is written.
    gaps: Gaps,
}

/// A part of a text, and what to write around it.
#[derive(Clone, Copy)]
struct Part<'r> {
    blocks: &'r Blocks,
    piece: Piece,
    kind: ChangeKind,
}

impl<'r> Writer<'r> {
    fn entry(&mut self, entry: &Entry) {
        let (old, new) = (self.old, self.new);
        match entry {
            Entry::MovedAway { .. } => (),
            Entry::Same { new: at, .. } => {
                let heading = new.list().get(*at).and_then(|block| new.heading(block));
                self.section = heading.or(self.section);
            }
            Entry::Deleted { old: at } => {
                if let Some(block) = old.list().get(*at) {
                    self.whole(old, block, ChangeKind::Deleted);
                }
            }
            Entry::Inserted { new: at } => {
                if let Some(block) = new.list().get(*at) {
                    self.whole(new, block, ChangeKind::Inserted);
                }
            }
            Entry::Edited { new: at, edit, .. } => {
                let Some(block) = new.list().get(*at) else { return };
                self.begin(new, block);
                if edit.is_form() {
                    self.say("(formatting changed)");
                    self.out.push(' ');
                }
                self.edit(block, edit);
            }
            Entry::MovedHere { old: from, new: at, edit } => {
                let Some(block) = new.list().get(*at) else { return };
                self.begin(new, block);
                match (old.section(*from), new.section(*at)) {
                    (Some(was), is) if is.is_none_or(|is| is.text != was.text) => {
                        self.say(&format!("(moved from “{}”)", was.text));
                    }
                    _ => self.say("(moved)"),
                }
                self.out.push(' ');
                self.edit(block, edit);
            }
        }
    }

    /// Begins a block on a line of its own, below the heading of its section.
    fn begin(&mut self, blocks: &Blocks, block: &Block) {
        let own = blocks.heading(block);
        if let Some(section) = self.section.take().filter(|_| own.is_none()) {
            self.start_heading(section);
            self.say(&section.text);
            self.out.push('\n');
        }
        match own {
            Some(heading) => self.start_heading(heading),
            None => self.out.push_str(&bullet(blocks, block)),
        }
        self.gaps = Gaps::default();
    }

    fn start_heading(&mut self, heading: &Heading) {
        self.out.push_str(if self.out.is_empty() { "" } else { "\n" });
        self.say(&"#".repeat(usize::from(heading.shown_level)));
        self.out.push(' ');
    }

    /// Writes what is said about the text.
    fn say(&mut self, said: &str) {
        self.out.push_str(self.marks.said.0);
        said.chars().for_each(|c| push_visible(&mut self.out, c));
        self.out.push_str(self.marks.said.1);
    }

    /// Writes a block that is gone or new as a whole.
    fn whole(&mut self, blocks: &'r Blocks, block: &Block, kind: ChangeKind) {
        self.begin(blocks, block);
        let part = |piece| Part { blocks, piece, kind };
        match &block.kind {
            BlockKind::Table { rows, .. } => {
                for row in rows {
                    let cells = row.cells.iter().map(|cell| vec![part(*cell)]);
                    self.row(cells);
                }
            }
            BlockKind::Code { .. } => self.code(part(block.text)),
            BlockKind::Rule => {
                let (start, end) = self.marks_of(kind);
                self.out.extend([start, "---", end, "\n"]);
            }
            BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Term => {
                self.piece(part(block.text));
                self.out.push('\n');
            }
        }
    }

    fn edit(&mut self, block: &Block, edit: &Edit) {
        let is_text =
            !matches!(block.kind, BlockKind::Code { .. } | BlockKind::Table { .. });
        if !is_text && self.out.ends_with(' ') {
            self.out.pop();
            self.out.push('\n');
        }
        match edit {
            Edit::Text(changes) if !is_text => {
                for change in changes.iter().filter(|change| change.is_of_words()) {
                    self.code(self.part(change));
                }
            }
            Edit::Text(changes) => {
                for change in changes {
                    self.change(change);
                }
                self.out.push('\n');
            }
            Edit::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                for cells in rows.filter(|cells| !cells.iter().flatten().all(is_same)) {
                    let parts = |cell: &Vec<Change>| {
                        cell.iter().map(|it| self.part(it)).collect()
                    };
                    let cells: Vec<Vec<_>> = cells.iter().map(parts).collect();
                    self.row(cells.into_iter());
                }
            }
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = Vec<Part<'r>>>) {
        for cell in cells {
            self.out.push_str("| ");
            self.gaps = Gaps::default();
            for part in cell {
                self.piece(part);
            }
            self.out.push(' ');
        }
        self.out.push_str("|\n");
    }

    fn change(&mut self, change: &Change) {
        self.piece(self.part(change));
        if change.kind == ChangeKind::Relinked {
            let was = self.old.target_of(change.old);
            let is = self.new.target_of(change.new);
            let said = match (was, is) {
                (Some((_, was)), Some((_, is))) => {
                    format!(" (link changed: {was} > {is})")
                }
                (Some((_, was)), None) => format!(" (link removed: {was})"),
                (None, Some((_, is))) => format!(" (link added: {is})"),
                (None, None) => String::new(),
            };
            self.say(&said);
        }
    }

    /// Returns the side of a change that is shown.
    fn part(&self, change: &Change) -> Part<'r> {
        let (blocks, piece) = match change.kind {
            ChangeKind::Deleted => (self.old, change.old),
            _ => (self.new, change.new),
        };
        Part { blocks, piece, kind: change.kind }
    }

    /// Returns what stands around a text of which this became.
    fn marks_of(&self, kind: ChangeKind) -> (&'static str, &'static str) {
        match kind {
            ChangeKind::Deleted => self.marks.deleted,
            ChangeKind::Inserted => self.marks.inserted,
            ChangeKind::Same | ChangeKind::Restyled | ChangeKind::Relinked => ("", ""),
        }
    }

    /// Writes a text; white space after it is left to what comes next.
    fn piece(&mut self, part: Part<'_>) {
        let text = part.blocks.text(part.piece).trim_end();
        if text.is_empty() {
            return;
        }
        let gap = self.gaps.before(part.blocks, part.piece, part.kind);
        self.out.extend(gap.map(|_| ' '));
        let (start, end) = self.marks_of(part.kind);
        self.out.push_str(start);
        for c in text.chars() {
            push_visible(&mut self.out, if c == '\n' { ' ' } else { c });
        }
        self.out.push_str(end);
    }

    /// Writes lines of code.
    fn code(&mut self, part: Part<'_>) {
        let (start, end) = self.marks_of(part.kind);
        for line in part.blocks.text(part.piece).lines() {
            self.out.extend(["    ", start]);
            line.chars().for_each(|c| push_visible(&mut self.out, c));
            self.out.extend([end, "\n"]);
        }
    }
}

fn is_same(change: &Change) -> bool {
    change.kind == ChangeKind::Same
}

/// Returns what a line begins with that is an item of a list.
fn bullet(blocks: &Blocks, block: &Block) -> String {
    let path = blocks.path(block);
    let depth =
        path.iter().filter(|(_, it)| matches!(it, Container::List { .. })).count();
    let indent = "  ".repeat(depth.saturating_sub(1));
    match path.last() {
        Some((_, Container::Item { number: Some(number) })) => {
            format!("{indent}{number}. ")
        }
        Some((_, Container::Item { number: None })) => format!("{indent}- "),
        Some((_, Container::Note { number })) => format!("[{number}] "),
        _ => String::new(),
    }
}

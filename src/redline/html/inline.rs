//! Texts, with what changed in them.

use crate::base::bytes;
use crate::base::html::escape_text_into;
use crate::parse::Blocks;
use crate::parse::block::{Piece, Style};
use crate::redline::{Change, ChangeKind};

use super::Writer;

/// Returns the tags around a text of which this became.
pub(super) fn tags(kind: ChangeKind) -> [&'static str; 2] {
    match kind {
        ChangeKind::Deleted => ["<del>", "</del>"],
        ChangeKind::Inserted => ["<ins>", "</ins>"],
        ChangeKind::Same | ChangeKind::Restyled | ChangeKind::Relinked => ["", ""],
    }
}

/// The element of each style, from the outermost to the innermost.
const ELEMENTS: &[(Style, [&str; 2])] = &[
    (Style::STRIKE, ["<s>", "</s>"]),
    (Style::STRONG, ["<strong>", "</strong>"]),
    (Style::EMPHASIS, ["<em>", "</em>"]),
    (Style::CODE, ["<code>", "</code>"]),
    (Style::NOTE, ["<sup>", "</sup>"]),
    (Style::IMAGE, ["[image: ", "]"]),
];

impl Writer<'_> {
    /// Writes what changed in a text.
    pub(super) fn changes(&mut self, changes: &[Change]) {
        let (old, new) = (self.old, self.new);
        for change in changes {
            match change.kind {
                ChangeKind::Deleted => self.text(old, change.old, change.kind),
                kind => self.text(new, change.new, kind),
            }
            if change.kind == ChangeKind::Relinked {
                self.relinked(change);
            }
        }
    }

    /// Writes a text; white space after it is left to what comes next, so that
    /// no line is drawn under or through it.
    pub(super) fn text(&mut self, blocks: &Blocks, piece: Piece, kind: ChangeKind) {
        let text = blocks.text(piece).trim_end();
        if text.is_empty() {
            return;
        }
        let end = piece.start + u32::try_from(text.len()).unwrap_or(u32::MAX);
        let gap = self.gaps.before(blocks, piece, kind);
        self.out.push_str(match gap {
            Some('\n') => "<br>\n",
            Some(_) => " ",
            None => "",
        });
        let [start_tag, end_tag] = tags(kind);
        self.out.push_str(start_tag);
        self.runs(blocks, Piece { start: piece.start, end });
        self.out.push_str(end_tag);
    }

    /// Writes a text with its styles.
    fn runs(&mut self, blocks: &Blocks, piece: Piece) {
        let mut at = piece.start;
        for run in blocks.runs(piece) {
            let start = run.piece.start.max(piece.start);
            let end = run.piece.end.min(piece.end);
            self.with_breaks(blocks.text(Piece { start: at, end: start }));
            let elements = ELEMENTS.iter().filter(|(style, _)| run.style.has(*style));
            elements.clone().for_each(|(_, [tag, _])| self.out.push_str(tag));
            self.with_breaks(blocks.text(Piece { start, end }));
            elements.rev().for_each(|(_, [_, tag])| self.out.push_str(tag));
            at = end;
        }
        self.with_breaks(blocks.text(Piece { start: at, end: piece.end }));
    }

    fn with_breaks(&mut self, text: &str) {
        let mut start = 0;
        for end in bytes::find(text.as_bytes(), |byte| byte == b'\n') {
            escape_text_into(&mut self.out, text.get(start..end).unwrap_or_default());
            self.out.push_str("<br>\n");
            start = end + 1;
        }
        escape_text_into(&mut self.out, text.get(start..).unwrap_or_default());
    }

    /// Writes what changed in a block of code.
    pub(super) fn lines(&mut self, changes: &[Change]) {
        let (old, new) = (self.old, self.new);
        for change in changes {
            match change.kind {
                ChangeKind::Deleted => self.code(old.text(change.old), change.kind),
                kind => self.code(new.text(change.new), kind),
            }
        }
    }

    /// Writes lines of code.
    pub(super) fn code(&mut self, code: &str, kind: ChangeKind) {
        let [start_tag, end_tag] = tags(kind);
        self.out.push_str(start_tag);
        escape_text_into(&mut self.out, code.strip_suffix('\n').unwrap_or(code));
        self.out.extend([end_tag, "\n"]);
    }

    /// Says where words led and lead.
    fn relinked(&mut self, change: &Change) {
        let was = self.old.target_of(change.old);
        let is = self.new.target_of(change.new);
        let is_image = [was, is].into_iter().flatten().any(|it| it.0.has(Style::IMAGE));
        self.out.push_str(" <span class=\"redline-note\">(");
        self.out.push_str(if is_image { "image" } else { "link" });
        let said = match (was, is) {
            (Some(_), Some(_)) => " changed: ",
            (Some(_), None) => " removed: ",
            (None, _) => " added: ",
        };
        self.out.push_str(said);
        if let Some((_, was)) = was {
            self.address(was, ChangeKind::Deleted);
        }
        if let Some((_, is)) = is {
            self.out.push_str(if was.is_some() { " " } else { "" });
            self.address(is, ChangeKind::Inserted);
        }
        self.out.push_str(")</span>");
    }

    fn address(&mut self, address: &str, kind: ChangeKind) {
        let [start_tag, end_tag] = tags(kind);
        self.out.push_str(start_tag);
        escape_text_into(&mut self.out, address);
        self.out.push_str(end_tag);
    }
}

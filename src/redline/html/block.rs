//! Blocks, with what changed in them.

use crate::base::html::escape_text_into;
use crate::parse::block::BlockKind;
use crate::redline::gaps::Gaps;
use crate::redline::{ChangeKind, Edit, Entry};

use super::inline::tags;
use super::nest::fresh_line;
use super::{Shown, State, Writer};

impl<'r> Writer<'r> {
    /// Writes a block.
    pub(super) fn block(&mut self, shown: Shown<'r>) {
        let is_bare = self.nest.add();
        self.gaps = Gaps::default();
        match &shown.block.kind {
            BlockKind::Heading { .. } => self.heading(shown),
            BlockKind::Paragraph if is_bare => self.content(shown),
            BlockKind::Paragraph => self.element("p", shown),
            BlockKind::Term => self.element("dt", shown),
            BlockKind::Code { language } => self.code_block(shown, language),
            BlockKind::Table { alignments, rows } => {
                self.said_before(shown);
                self.table(shown, alignments, rows);
            }
            BlockKind::Rule => {
                let [start, end] = tags(kind(shown.state));
                fresh_line(&mut self.out);
                self.out.extend([start, "<hr>", end, "\n"]);
            }
        }
    }

    fn heading(&mut self, shown: Shown<'r>) {
        fresh_line(&mut self.out);
        let heading = shown.blocks.heading(shown.block);
        let level = heading.map_or(2, |heading| heading.shown_level.clamp(2, 6));
        let name = format!("h{level}");
        self.out.extend(["<", &name]);
        if let Some(heading) = heading.filter(|_| !matches!(shown.state, State::Deleted))
        {
            self.out.push_str(" id=\"");
            escape_text_into(&mut self.out, &heading.anchor);
            self.out.push('"');
        }
        self.class(shown);
        self.label(shown.state);
        self.words(shown);
        self.form(shown.state);
        self.out.extend(["</", &name, ">\n"]);
        if let State::Moved { from: Some(from), .. } = shown.state {
            self.out.push_str("<p class=\"redline-note\">");
            self.moved_here(from);
            self.out.push_str("</p>\n");
        }
    }

    /// Writes a text with what is said about it.
    fn content(&mut self, shown: Shown<'r>) {
        if let State::Moved { from: Some(from), .. } = shown.state {
            self.out.push_str("<span class=\"redline-note\">");
            self.moved_here(from);
            self.out.push_str("</span> ");
        } else {
            self.label(shown.state);
        }
        self.words(shown);
        self.form(shown.state);
    }

    fn element(&mut self, name: &str, shown: Shown<'r>) {
        fresh_line(&mut self.out);
        self.out.extend(["<", name]);
        self.class(shown);
        self.content(shown);
        self.out.extend(["</", name, ">\n"]);
    }

    /// Ends a start tag.
    pub(super) fn class(&mut self, shown: Shown<'r>) {
        let is_moved = matches!(shown.state, State::Moved { .. });
        self.out.push_str(if is_moved { " class=\"redline-moved\">" } else { ">" });
    }

    /// Writes what is said about a block that is no text, on a line of its own.
    fn said_before(&mut self, shown: Shown<'r>) {
        if let State::Same = shown.state {
            return;
        }
        fresh_line(&mut self.out);
        match shown.state {
            State::Moved { from: Some(from), .. } => {
                self.out.push_str("<p class=\"redline-note\">");
                self.moved_here(from);
            }
            state => {
                self.out.push_str("<p class=\"redline-label\">");
                self.out.push_str(state.label());
            }
        }
        self.form(shown.state);
        self.out.push_str("</p>\n");
    }

    fn words(&mut self, shown: Shown<'r>) {
        match shown.state {
            State::Edited(Edit::Text(changes))
            | State::Moved { edit: Edit::Text(changes), .. } => self.changes(changes),
            state => self.text(shown.blocks, shown.block.text, kind(state)),
        }
    }

    fn code_block(&mut self, shown: Shown<'r>, language: &str) {
        self.said_before(shown);
        fresh_line(&mut self.out);
        self.out.push_str("<pre tabindex=\"0\"");
        self.class(shown);
        self.out.push_str("<code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            escape_text_into(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
        match shown.state {
            State::Edited(Edit::Text(changes))
            | State::Moved { edit: Edit::Text(changes), .. } => self.lines(changes),
            state => self.code(shown.blocks.text(shown.block.text), kind(state)),
        }
        self.out.push_str("</code></pre>\n");
    }

    /// Returns what an entry shows, unless it is only a note about what is
    /// elsewhere.
    pub(super) fn shown(&self, at: usize) -> Option<Shown<'r>> {
        let old = |old: &usize| self.old.list().get(*old);
        let new = |new: &usize| self.new.list().get(*new);
        let (blocks, block, state) = match self.entries.get(at)? {
            Entry::Same { new: is, .. } => (self.new, new(is)?, State::Same),
            Entry::Edited { new: is, edit, .. } => {
                (self.new, new(is)?, State::Edited(edit))
            }
            Entry::Inserted { new: is } => (self.new, new(is)?, State::Inserted),
            Entry::Deleted { old: was } => (self.old, old(was)?, State::Deleted),
            Entry::MovedHere { new: is, edit, .. } => {
                let from = self.is_first_moved(at).then_some(at);
                (self.new, new(is)?, State::Moved { edit, from })
            }
            Entry::MovedAway { .. } => return None,
        };
        Some(Shown { blocks, block, state })
    }
}

impl State<'_> {
    /// Returns the word for those who hear the page.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Deleted => "Deleted: ",
            Self::Inserted => "Inserted: ",
            Self::Moved { .. } => "Moved: ",
            Self::Edited(_) => "Changed: ",
        }
    }
}

/// Returns what became of a block as a whole.
pub(super) fn kind(state: State<'_>) -> ChangeKind {
    match state {
        State::Deleted => ChangeKind::Deleted,
        State::Inserted => ChangeKind::Inserted,
        State::Same | State::Edited(_) | State::Moved { .. } => ChangeKind::Same,
    }
}

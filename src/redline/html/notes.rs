//! What is said about a block: what became of it, where it went.

use crate::base::html::{escape_href_into, escape_text_into};
use crate::parse::block::{BlockKind, Container};
use crate::redline::Entry;

use super::{State, Writer, nest};

/// Where a block is, as seen from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl Writer<'_> {
    /// Writes the word for those who hear the page.
    pub(super) fn label(&mut self, state: State<'_>) {
        self.said(state.label());
    }

    /// Writes a word for those who hear the page, unless it is empty.
    pub(super) fn said(&mut self, label: &str) {
        if !label.is_empty() {
            self.out.extend(["<span class=\"redline-label\">", label, "</span>"]);
        }
    }

    /// Writes at the end of a block that only its form changed.
    pub(super) fn form(&mut self, state: State<'_>) {
        if let State::Edited(edit) = state
            && edit.is_form()
        {
            self.out
                .push_str(" <span class=\"redline-note\">(formatting changed)</span>");
        }
    }

    /// Returns whether an entry begins a stretch that moved together.
    pub(super) fn is_first_moved(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.entries.get(before));
        match (before, self.entries.get(at)) {
            (
                Some(Entry::MovedHere { old: one, new: other, .. }),
                Some(Entry::MovedHere { old, new, .. }),
            )
            | (
                Some(Entry::MovedAway { old: one, new: other }),
                Some(Entry::MovedAway { old, new }),
            ) => one + 1 != *old || other + 1 != *new,
            _ => true,
        }
    }

    /// Returns how many blocks moved away together from an entry on.
    fn count_away(&self, at: usize) -> usize {
        let rest = self.entries.get(at + 1..).unwrap_or_default();
        let is_away = |entry: &&Entry| matches!(entry, Entry::MovedAway { .. });
        let together = (at + 1..).zip(rest.iter().take_while(is_away));
        1 + together.take_while(|(next, _)| !self.is_first_moved(*next)).count()
    }

    /// Writes where a block came from.
    pub(super) fn moved_here(&mut self, at: usize) {
        let Some(Entry::MovedHere { old, new, .. }) = self.entries.get(at) else {
            return;
        };
        let from = if *old < self.next_old { "Moved down" } else { "Moved up" };
        self.out.push_str(from);
        let was = self.old.section(*old);
        let is = self.new.section(*new);
        match was {
            Some(was) if is.is_none_or(|is| is.text != was.text) => {
                self.out.push_str(" from “");
                escape_text_into(&mut self.out, &was.text);
                self.out.push('”');
            }
            _ => (),
        }
        self.out.push('.');
    }

    /// Writes where the blocks of a stretch went, at its first one.
    pub(super) fn moved_away(&mut self, at: usize, old: usize, new: usize) {
        if !self.is_first_moved(at) {
            return;
        }
        let Some(was) = self.old.list().get(old) else { return };
        let path = nest::path((self.old, Some(was)), (self.new, None));
        self.nest.enter(&path, &mut self.out);
        self.nest.add();
        nest::fresh_line(&mut self.out);
        let element = if was.kind == BlockKind::Term { "dt" } else { "p" };
        self.out.extend(["<", element, " class=\"redline-note\">"]);
        let direction = if new < self.next_new { Direction::Up } else { Direction::Down };
        self.say_moved(at, [old, new], direction);
        self.out.extend([".</", element, ">\n"]);
    }

    fn say_moved(&mut self, at: usize, [old, new]: [usize; 2], direction: Direction) {
        let Some(was) = self.old.list().get(old) else { return };
        let way = match direction {
            Direction::Up => " moved up",
            Direction::Down => " moved down",
        };
        let place = self.new.section(new);
        if let (Some(heading), Some(place)) = (self.old.heading(was), place) {
            self.out.push_str("Section ");
            self.link(&place.anchor, &heading.text);
            return self.out.push_str(way);
        }
        let is_item =
            self.old.path(was).last().is_some_and(|(_, container)| {
                matches!(container, Container::Item { .. })
            });
        let count = self.count_away(at);
        match (is_item, count) {
            (true, 1) => self.out.push_str("Item"),
            (false, 1) => self.out.push_str("Paragraph"),
            (true, _) => self.out.extend([&count.to_string(), " items"]),
            (false, _) => self.out.extend([&count.to_string(), " paragraphs"]),
        }
        self.out.push_str(way);
        let from = self.old.section(old);
        if let Some(place) = place.filter(|to| from.is_none_or(|it| it.text != to.text)) {
            self.out.push_str(", to ");
            self.link(&place.anchor, &place.text);
        }
    }

    /// Writes a link to a section.
    fn link(&mut self, anchor: &str, text: &str) {
        self.out.push_str("<a href=\"#");
        escape_href_into(&mut self.out, anchor);
        self.out.push_str("\">“");
        escape_text_into(&mut self.out, text);
        self.out.push_str("”</a>");
    }
}

//! The lists, quotes and the like around the blocks of two versions.
//!
//! Blocks of both versions stand in one list if they stood in lists of the same
//! sort: an item that is gone is struck where it was.

use crate::base::html::escape_text_into;
use crate::parse::Blocks;
use crate::parse::block::{Block, Container, ContainerId};

/// A container, and which one it is in each version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    container: Container,
    old: Option<ContainerId>,
    new: Option<ContainerId>,
}

/// The containers that are open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<Level>,
    /// Whether there is a block in the innermost one.
    has_block: bool,
}

/// Returns the containers of a block as it was, as it is, or both.
pub(super) fn path(
    (old, was): (&Blocks, Option<&Block>),
    (new, is): (&Blocks, Option<&Block>),
) -> Vec<Level> {
    let mut olds = was.map(|was| old.path(was)).unwrap_or_default();
    let Some(is) = is else {
        let level = |(id, container)| Level { container, old: Some(id), new: None };
        return olds.into_iter().map(level).collect();
    };
    let news = new.path(is);
    let is_alike = |((_, one), (_, other)): (&(_, Container), &(_, Container))| {
        sort(*one) == sort(*other)
    };
    if olds.len() != news.len() || !olds.iter().zip(&news).all(is_alike) {
        olds.clear();
    }
    let levels = news.into_iter().enumerate().map(|(depth, (id, container))| {
        let old = olds.get(depth).map(|(id, _)| *id);
        Level { container, old, new: Some(id) }
    });
    levels.collect()
}

/// Returns a container without its number.
fn sort(container: Container) -> Container {
    match container {
        Container::Item { .. } => Container::Item { number: None },
        Container::Note { .. } => Container::Note { number: 0 },
        other => other,
    }
}

impl Level {
    /// Returns whether this container, which is open, is also `other`.
    fn is(&self, other: &Self) -> bool {
        let is_part = matches!(
            self.container,
            Container::Item { .. } | Container::Description | Container::Note { .. }
        );
        sort(self.container) == sort(other.container)
            && match (self.new.zip(other.new), self.old.zip(other.old)) {
                (Some((one, other)), _) | (None, Some((one, other))) => one == other,
                (None, None) => !is_part,
            }
    }

    fn open(&self, out: &mut String) {
        match self.container {
            Container::Quote => out.push_str("<blockquote>\n"),
            Container::Alert(title) => {
                let kind = title.to_ascii_lowercase();
                let start = ["<div class=\"alert\" data-kind=\"", &kind, "\">\n"];
                out.extend(start);
                out.push_str("<p class=\"alert-title\">");
                escape_text_into(out, title);
                out.push_str("</p>\n");
            }
            Container::List { is_ordered: false } => out.push_str("<ul>\n"),
            Container::List { is_ordered: true } | Container::Notes => {
                out.push_str("<ol>\n");
            }
            Container::Item { number: None } => out.push_str("<li>"),
            Container::Item { number: Some(number) } | Container::Note { number } => {
                out.extend(["<li value=\"", &number.to_string(), "\">"]);
            }
            Container::Definitions => out.push_str("<dl>\n"),
            Container::Description => out.push_str("<dd>"),
        }
    }

    fn close(&self, out: &mut String) {
        out.push_str(match self.container {
            Container::Quote => "</blockquote>\n",
            Container::Alert(_) => "</div>\n",
            Container::List { is_ordered: false } => "</ul>\n",
            Container::List { is_ordered: true } | Container::Notes => "</ol>\n",
            Container::Item { .. } | Container::Note { .. } => "</li>\n",
            Container::Definitions => "</dl>\n",
            Container::Description => "</dd>\n",
        });
    }
}

impl Nest {
    /// Opens and closes what it takes to be in these containers.
    pub(super) fn enter(&mut self, path: &[Level], out: &mut String) {
        let pairs = self.open.iter().zip(path);
        let shared = pairs.take_while(|(open, next)| open.is(next)).count();
        self.close_to(shared, out);
        for (open, next) in self.open.iter_mut().zip(path) {
            open.old = next.old.or(open.old);
            open.new = next.new.or(open.new);
        }
        for level in path.iter().skip(shared) {
            if self.has_block || self.is_part() {
                fresh_line(out);
            }
            level.open(out);
            self.open.push(*level);
            self.has_block = false;
        }
    }

    /// Closes everything.
    pub(super) fn close(&mut self, out: &mut String) {
        self.close_to(0, out);
    }

    fn close_to(&mut self, depth: usize, out: &mut String) {
        while self.open.len() > depth {
            if let Some(level) = self.open.pop() {
                level.close(out);
            }
            self.has_block = true;
        }
    }

    /// Notes a block; returns whether it is the first one of an item or the
    /// like, which needs no tags of its own if it is a paragraph.
    pub(super) fn add(&mut self) -> bool {
        !std::mem::replace(&mut self.has_block, true) && self.is_part()
    }

    fn is_part(&self) -> bool {
        let innermost = self.open.last().map(|level| level.container);
        matches!(
            innermost,
            Some(
                Container::Item { .. } | Container::Description | Container::Note { .. }
            )
        )
    }
}

/// Begins a line, unless one has begun.
pub(super) fn fresh_line(out: &mut String) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

//! Headings and ids: who gets which.
//!
//! Ids that an author wrote, in a heading or in raw HTML, come first, in the
//! order of the file; then footnotes; then the headings without one, whose ids
//! keep clear of all others.

use std::ops::Range;

use crate::base::hash::HashMap;
use crate::base::slug::Slugger;
use crate::base::space::is_folded;
use crate::base::span::Span;
use crate::parse::document::{Anchor, Heading, Problem, ProblemKind};

use super::Source;

/// The ids that authors wrote, and all that are given after them.
#[derive(Debug, Default)]
pub(super) struct Ids {
    written: HashMap<String, Span>,
    anchors: Vec<Anchor>,
}

impl Ids {
    /// Takes an id that an author wrote, unless the page has it already.
    pub(super) fn take(&mut self, id: &str, span: Span) -> Result<(), Problem> {
        if let Some(&first) = self.written.get(id) {
            let kind = ProblemKind::AnchorDuplicate { id: id.to_owned(), first };
            return Err(Problem { span, kind });
        }
        self.written.insert(id.to_owned(), span);
        self.add(id, span);
        Ok(())
    }

    /// Adds an id that is known to be free.
    pub(super) fn add(&mut self, id: &str, span: Span) {
        self.anchors.push(Anchor { id: id.to_owned(), span, alias_of: None });
    }

    /// Returns a slugger in which what authors wrote is taken.
    pub(super) fn slugger(&self) -> Slugger {
        let mut slugger = Slugger::default();
        for anchor in &self.anchors {
            slugger.reserve(&anchor.id);
        }
        slugger
    }

    /// Returns every id, sorted.
    pub(super) fn finish(mut self) -> Vec<Anchor> {
        self.anchors.sort_by(|one, other| one.id.cmp(&other.id));
        self.anchors
    }
}

/// Gathers the headings of a body.
#[derive(Debug, Default)]
pub(super) struct Headings {
    list: Vec<Written>,
    is_open: bool,
}

/// A heading as it is written.
#[derive(Debug)]
struct Written {
    level: u8,
    position: Position,
    /// What its id is made of.
    text: String,
    /// The alternative texts of its images, which are not part of its id.
    images: String,
    explicit: Option<String>,
    /// Whether the page had the explicit id before.
    is_taken: bool,
    span: Span,
}

impl Written {
    fn is_title(&self) -> bool {
        self.level == 1 && self.position == Position::First
    }
}

/// What the writer needs to know of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its id.
    pub(super) id: String,
    /// The level at which it is shown.
    pub(super) level: u8,
    /// Whether it is the page's title.
    pub(super) is_title: bool,
}

/// Where on the page a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Before all else.
    First,
    /// After something else.
    Later,
}

impl Headings {
    /// Begins a heading.
    pub(super) fn open(&mut self, level: u8, position: Position, span: Span) {
        self.is_open = true;
        self.list.push(Written {
            level,
            position,
            text: String::new(),
            images: String::new(),
            explicit: None,
            is_taken: false,
            span,
        });
    }

    /// Gives the open heading the id that its author wrote.
    pub(super) fn explicit(&mut self, id: &str, ids: &mut Ids) -> Result<(), Problem> {
        let Some(heading) = self.list.last_mut() else { return Ok(()) };
        heading.explicit = Some(id.to_owned());
        let taken = ids.take(id, heading.span);
        heading.is_taken = taken.is_err();
        taken
    }

    /// Adds text to the open heading, if there is one.
    pub(super) fn text(&mut self, text: &str) {
        if self.is_open
            && let Some(heading) = self.list.last_mut()
        {
            heading.text.push_str(text);
        }
    }

    /// Adds text of an image to the open heading, if there is one.
    pub(super) fn image(&mut self, text: &str) {
        if self.is_open
            && let Some(heading) = self.list.last_mut()
        {
            heading.images.push_str(text);
        }
    }

    /// Ends the open heading.
    pub(super) fn close(&mut self) {
        self.is_open = false;
    }

    /// Gives every heading its id and its level.
    ///
    /// A page has one heading of level 1, its title. Where the body has more,
    /// or has them elsewhere, all but the title go down one level. `raw` is how
    /// many of level 1 are raw HTML.
    pub(super) fn finish(
        self,
        raw: usize,
        ids: &mut Ids,
        slugger: &mut Slugger,
    ) -> Settled {
        let titles = self.list.iter().filter(|heading| heading.is_title()).count();
        let first_level = self.list.iter().filter(|heading| heading.level == 1).count();
        let shift = u8::from(first_level + raw > titles);
        let mut settled = Settled { headings: Vec::new(), shown: Vec::new(), shift };
        for written in self.list {
            let is_title = written.is_title();
            let down = if is_title { 0 } else { shift };
            let level = (written.level + down).min(6);
            let id = match written.explicit {
                Some(id) if !written.is_taken => id,
                explicit => {
                    let id = match explicit {
                        Some(id) => slugger.unique_id(&id),
                        None => slugger.unique(&written.text),
                    };
                    ids.add(&id, written.span);
                    id
                }
            };
            let text = folded(&written.text);
            let text = if text.is_empty() { folded(&written.images) } else { text };
            settled.shown.push(Shown { id: id.clone(), level, is_title });
            settled.headings.push(Heading {
                level: written.level,
                shown_level: level,
                text,
                anchor: id,
                span: written.span,
            });
        }
        settled
    }
}

/// The headings of a body, settled.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// As facts.
    pub(super) headings: Vec<Heading>,
    /// For the writer.
    pub(super) shown: Vec<Shown>,
    /// How many levels headings other than the title go down.
    pub(super) shift: u8,
}

fn folded(text: &str) -> String {
    if is_folded(text) {
        return text.trim_matches(' ').to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the heading's own lines, without the line end that its range covers.
pub(super) fn span(source: Source<'_>, range: &Range<usize>) -> Span {
    let text = source.text.get(range.clone()).unwrap_or_default();
    source.span(range.start..range.start + text.trim_end().len())
}

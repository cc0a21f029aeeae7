//! Footnotes: which are referred to, in which order, and under which ids.
//!
//! They are numbered as a reader meets them: first those that the text refers
//! to, in order, then those that these refer to.

use std::ops::Range;

use crate::base::hash::HashMap;
use crate::base::slug::Slugger;
use crate::parse::document::{Problem, ProblemKind};

use super::Source;
use super::headings::Ids;
use super::links::fold;

/// Gathers the footnotes of a body.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    definitions: Vec<Definition>,
    /// The first definition of each label.
    by_label: HashMap<String, usize>,
    references: Vec<Reference>,
    /// The definitions that are open, innermost last.
    open: Vec<usize>,
}

#[derive(Debug)]
struct Definition {
    label: String,
    range: Range<usize>,
}

#[derive(Debug)]
struct Reference {
    label: String,
    range: Range<usize>,
    /// The definition that the reference is part of.
    within: Option<usize>,
}

/// The footnotes of a body, settled.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// For each reference, in order: its number, from 0, and its own id.
    pub(super) references: Vec<Option<(usize, String)>>,
    /// For each definition, in order: its number, if it is shown.
    pub(super) definitions: Vec<Option<usize>>,
    /// The footnotes in the order of their numbers.
    pub(super) shown: Vec<Note>,
}

/// A footnote that is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Its id.
    pub(super) id: String,
    /// Its definition, as a position among all definitions.
    pub(super) definition: usize,
    /// The ids of the references to it, in order.
    pub(super) references: Vec<String>,
}

impl Footnotes {
    /// Begins `[^label]: …`.
    pub(super) fn open(&mut self, label: &str, range: Range<usize>) {
        let number = self.definitions.len();
        self.by_label.entry(fold(label)).or_insert(number);
        self.definitions.push(Definition { label: label.to_owned(), range });
        self.open.push(number);
    }

    /// Ends the innermost definition.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Adds a `[^label]`.
    pub(super) fn refer(&mut self, label: &str, range: Range<usize>) {
        let within = self.open.last().copied();
        self.references.push(Reference { label: fold(label), range, within });
    }

    /// Gives every footnote that is referred to its number and its ids.
    pub(super) fn finish(
        &self,
        source: Source<'_>,
        ids: &mut Ids,
        slugger: &mut Slugger,
    ) -> Notes {
        let mut notes = Notes {
            references: self.references.iter().map(|_| None).collect(),
            definitions: vec![None; self.definitions.len()],
            shown: Vec::new(),
        };
        let mut by_place: HashMap<Option<usize>, Vec<usize>> = HashMap::default();
        for (nth, reference) in self.references.iter().enumerate() {
            by_place.entry(reference.within).or_default().push(nth);
        }
        let mut place = None;
        let mut next = 0;
        loop {
            for &nth in by_place.get(&place).map_or(&[][..], Vec::as_slice) {
                self.settle(nth, &mut notes, slugger);
            }
            let Some(note) = notes.shown.get(next) else { break };
            place = Some(note.definition);
            next += 1;
        }
        for (reference, settled) in self.references.iter().zip(&notes.references) {
            if let Some((_, id)) = settled {
                ids.add(id, source.span(reference.range.clone()));
            }
        }
        for note in &notes.shown {
            if let Some(definition) = self.definitions.get(note.definition) {
                ids.add(&note.id, source.span(head(source, definition)));
            }
        }
        notes
    }

    /// Gives the `nth` reference its number and its id.
    fn settle(&self, nth: usize, notes: &mut Notes, slugger: &mut Slugger) {
        let Some(reference) = self.references.get(nth) else { return };
        let Some(&definition) = self.by_label.get(&reference.label) else { return };
        let Some(slot) = notes.definitions.get_mut(definition) else { return };
        let number = *slot.get_or_insert(notes.shown.len());
        if number == notes.shown.len() {
            let id = slugger.unique_id(&format!("fn-{}", number + 1));
            notes.shown.push(Note { id, definition, references: Vec::new() });
        }
        let Some(note) = notes.shown.get_mut(number) else { return };
        let wanted = match note.references.len() {
            0 => format!("fnref-{}", number + 1),
            more => format!("fnref-{}-{}", number + 1, more + 1),
        };
        let id = slugger.unique_id(&wanted);
        note.references.push(id.clone());
        if let Some(slot) = notes.references.get_mut(nth) {
            *slot = Some((number, id));
        }
    }

    /// Adds footnotes that nothing refers to, and those that come second.
    pub(super) fn check(&self, source: Source<'_>, problems: &mut Vec<Problem>) {
        let mut referred = vec![false; self.definitions.len()];
        for reference in &self.references {
            if let Some(&number) = self.by_label.get(&reference.label)
                && let Some(slot) = referred.get_mut(number)
            {
                *slot = true;
            }
        }
        for (number, definition) in self.definitions.iter().enumerate() {
            let span = source.span(head(source, definition));
            let label = definition.label.clone();
            let first = self.by_label.get(&fold(&definition.label)).copied();
            let first = first.and_then(|first| self.definitions.get(first));
            let kind = match first {
                Some(first) if first.range != definition.range => {
                    let first = source.span(head(source, first));
                    ProblemKind::FootnoteDuplicate { label, first }
                }
                _ if referred.get(number) == Some(&true) => continue,
                _ => ProblemKind::FootnoteUnused { label },
            };
            problems.push(Problem { span, kind });
        }
    }
}

/// Returns the `[^label]:` of a definition.
fn head(source: Source<'_>, definition: &Definition) -> Range<usize> {
    let text = source.text.get(definition.range.clone()).unwrap_or_default();
    let end = text.find("]:").map_or(definition.label.len() + 2, |at| at + 2);
    definition.range.start..definition.range.start + end
}

/// Adds the `[^label]` of a text that no definition answers.
///
/// The parser leaves them in the text. `[^a-z]+` is an expression, not a
/// footnote; so is what holds white space.
pub(super) fn check_text(
    source: Source<'_>,
    text: &str,
    range: &Range<usize>,
    problems: &mut Vec<Problem>,
) {
    // Anything else than a plain slice of the source has no footnote in it.
    if !text.contains("[^") || source.text.get(range.clone()) != Some(text) {
        return;
    }
    let before = source.text.get(..range.start).unwrap_or_default();
    for (at, _) in text.match_indices("[^") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let is_label_end = |c: char| c == ']' || c == '[' || c.is_whitespace();
        let Some(end) = rest.find(is_label_end) else { continue };
        let (label, after) = rest.split_at(end);
        let Some(after) = after.strip_prefix(']') else { continue };
        // An escaped bracket begins a text of its own.
        let is_escaped = at == 0 && before.ends_with('\\');
        if label.is_empty() || is_escaped || after.starts_with(['+', '*', '?', '{']) {
            continue;
        }
        let start = range.start + at;
        problems.push(Problem {
            span: source.span(start..start + end + 3),
            kind: ProblemKind::FootnoteUndefined { label: label.to_owned() },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_numbered_as_a_reader_meets_them() {
        let mut footnotes = Footnotes::default();
        footnotes.refer("B", 0..1);
        footnotes.refer("a", 1..2);
        footnotes.open("a", 10..11);
        footnotes.refer("c", 12..13);
        footnotes.close();
        footnotes.open("b", 20..21);
        footnotes.refer("a", 22..23);
        footnotes.close();
        footnotes.open("c", 30..31);
        footnotes.close();
        footnotes.open("d", 40..41);
        footnotes.refer("e", 42..43);
        footnotes.close();
        footnotes.open("e", 50..51);
        footnotes.close();

        let source = Source { file: "", text: "", offset: 0 };
        let mut slugger = Slugger::default();
        slugger.reserve("fn-2");
        let notes = footnotes.finish(source, &mut Ids::default(), &mut slugger);

        assert_eq!(notes.definitions, [Some(1), Some(0), Some(2), None, None]);
        let ids: Vec<_> = notes.shown.iter().map(|note| note.id.as_str()).collect();
        assert_eq!(ids, ["fn-1", "fn-2-1", "fn-3"]);
        let back: Vec<_> =
            notes.shown.iter().map(|note| note.references.join(" ")).collect();
        assert_eq!(back, ["fnref-1", "fnref-2 fnref-2-2", "fnref-3"]);
    }
}

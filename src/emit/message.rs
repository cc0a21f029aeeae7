//! The layout of one message.
//!
//! The layout is that of rustc, by `annotate-snippets`. What is quoted is cut
//! and escaped before ([`Excerpt`]), so that lines fit and nothing in a document
//! can act on the terminal.

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet, Title,
};

use crate::base::span::{SourceId, Span};
use crate::base::visible::{clip, quote};
use crate::check::{Edit, Fix, Related};

use super::concise::MESSAGE;
use super::excerpt::{Excerpt, Mark};
use super::quotations::{Quotations, Quoted, is_whole_file};
use super::summary;

/// How many other places are shown with a message; more are counted.
const PLACES: usize = 6;

/// How many lines apart two places may be to be shown in one piece.
const NEAR: u32 = 10;

/// How many edits of one fix are shown; more are counted.
const EDITS: usize = 4;

/// How many lines an edit may put in to be shown.
const INSERTED_LINES: usize = 12;

/// What a snippet has for a path while it is laid out. `annotate-snippets`
/// writes the line and column of the excerpt after it; [`Message::paint`] puts
/// the place in the file there instead. No other text that is laid out holds a
/// control character, so that it cannot be mistaken.
const PLACEHOLDER: &str = "\u{1}";

/// What messages are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    /// Paths by the number of their source.
    pub(super) sources: &'a [String],
    /// The texts of those files, where they are known.
    pub(super) quotations: &'a Quotations,
    /// The columns that quoted lines are fit into.
    pub(super) width: usize,
}

/// What a message says.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) title: Title<'static>,
    pub(super) source: SourceId,
    pub(super) span: Span,
    pub(super) label: Option<&'a str>,
    pub(super) related: &'a [Related],
    pub(super) notes: &'a [String],
    pub(super) help: Option<&'a str>,
    pub(super) fix: Option<&'a Fix>,
}

/// A message that is laid out.
#[derive(Debug, Default)]
pub(super) struct Message {
    groups: Vec<Group<'static>>,
    /// What the placeholders stand for, in their order.
    places: Vec<String>,
}

impl Message {
    /// Returns the message as lines, without a line break at the end.
    pub(super) fn paint(&self, renderer: &Renderer) -> String {
        let laid_out = renderer.render(&self.groups);
        if self.places.is_empty() {
            return indent(&laid_out);
        }
        let mut parts = laid_out.split(PLACEHOLDER);
        let mut painted = parts.next().unwrap_or_default().to_owned();
        for (part, place) in parts.zip(&self.places) {
            painted.push_str(place);
            let of_excerpt = |c: char| c == ':' || c.is_ascii_digit();
            painted.push_str(part.trim_start_matches(of_excerpt));
        }
        painted
    }

    /// Makes a snippet of the places in one file, the first of them leading.
    fn snippet(
        &mut self,
        path: &str,
        quoted: &Quoted,
        marks: &[Pointer<'_>],
        width: usize,
    ) -> Snippet<'static, Annotation<'static>> {
        let first = marks.first().map_or(0, |mark| mark.span.start);
        let place = quoted.place(first);
        let path = clip(path, MESSAGE);
        self.places.push(format!("{path}:{}:{}", place.line, place.column));

        let widths = marks.iter().map(|mark| Mark {
            span: mark.span,
            label_width: mark.label.map_or(0, |label| label.chars().count().min(MESSAGE)),
        });
        let widths: Vec<Mark> = widths.collect();
        let excerpt = Excerpt::new(quoted, &widths, width);
        let annotations = marks.iter().zip(excerpt.spans).map(|(mark, span)| {
            let label = mark.label.map(|label| clip(label, MESSAGE));
            mark.kind.span(span).label(label)
        });
        Snippet::source(excerpt.source)
            .line_start(excerpt.first_line as usize)
            .path(PLACEHOLDER)
            .annotations(annotations)
    }
}

/// Returns a message without any line of a file with the same margin as those
/// that have one: the renderer leaves no column for line numbers then.
pub(super) fn indent(laid_out: &str) -> String {
    let mut indented = String::with_capacity(laid_out.len() + 8);
    for line in laid_out.split_inclusive('\n') {
        // Colours come before the arrow and after the margin of a note.
        let arrow = line.find("--> ").map_or("", |at| line.split_at(at).0);
        let is_arrow = line.contains("--> ") && arrow.chars().all(is_of_style);
        if is_arrow || line.starts_with(' ') {
            indented.push(' ');
        }
        indented.push_str(line);
    }
    indented
}

/// Returns whether a character can be part of an ANSI sequence for a style.
fn is_of_style(c: char) -> bool {
    matches!(c, '\u{1b}' | '[' | ';' | 'm' | '0'..='9')
}

/// A place to underline.
#[derive(Clone, Copy, Debug)]
struct Pointer<'a> {
    kind: AnnotationKind,
    span: Span,
    label: Option<&'a str>,
}

impl<'a> Page<'a> {
    /// Lays a message out.
    pub(super) fn lay_out(&self, draft: &Draft<'_>) -> Message {
        let mut message = Message::default();
        let (near, far) = self.sort_places(draft);
        let primary = self.primary(draft, &near, &mut message);
        message.groups.push(primary);
        for other in far {
            let label = if other.label.is_empty() { "also here" } else { &other.label };
            let title = Level::NOTE.secondary_title(clip(label, MESSAGE));
            let group = self.other_place(other, title, &mut message);
            message.groups.push(group);
        }
        if let Some(help) = self.help(draft) {
            message.groups.push(help);
        }
        message
    }

    /// Returns the text and path of a file, if a span in it can be shown.
    fn quoted(&self, source: SourceId, span: Span) -> (&'a str, Option<&'a Quoted>) {
        let path = self.sources.get(source.index()).map_or("", String::as_str);
        (path, self.quotations.get(path).filter(|_| !is_whole_file(span)))
    }

    /// Returns the title with the lines it is about, and the notes.
    fn primary(
        &self,
        draft: &Draft<'_>,
        near: &[&Related],
        message: &mut Message,
    ) -> Group<'static> {
        let (path, quoted) = self.quoted(draft.source, draft.span);
        let group = Group::with_title(draft.title.clone());
        let group = match quoted {
            None => group.element(Origin::path(clip(path, MESSAGE))),
            Some(quoted) => {
                let kind = AnnotationKind::Primary;
                let mut marks =
                    vec![Pointer { kind, span: draft.span, label: draft.label }];
                marks.extend(near.iter().map(|other| Pointer {
                    kind: AnnotationKind::Context,
                    span: other.span,
                    label: Some(&other.label),
                }));
                group.element(message.snippet(path, quoted, &marks, self.width))
            }
        };
        let unseen = draft.related.len().saturating_sub(PLACES);
        let unseen =
            (unseen > 0).then(|| format!("and {}", summary::count(unseen, "more place")));
        let notes = draft.notes.iter().map(|note| clip(note, MESSAGE)).chain(unseen);
        group.elements(notes.map(|note| Level::NOTE.message(note)))
    }

    /// Returns a place that stands alone, under what is said about it.
    fn other_place(
        &self,
        other: &Related,
        title: Title<'static>,
        message: &mut Message,
    ) -> Group<'static> {
        let (path, quoted) = self.quoted(other.source, other.span);
        let Some(quoted) = quoted else {
            return title.element(Origin::path(clip(path, MESSAGE)));
        };
        let kind = AnnotationKind::Context;
        let mark = Pointer { kind, span: other.span, label: None };
        title.element(message.snippet(path, quoted, &[mark], self.width))
    }

    /// Returns the other places to show: those to be shown in one piece with the
    /// draft's own, and those that stand alone.
    fn sort_places<'d>(&self, draft: &Draft<'d>) -> (Vec<&'d Related>, Vec<&'d Related>) {
        let (_, quoted) = self.quoted(draft.source, draft.span);
        let line = |span: Span| quoted.map(|quoted| quoted.lines().line_at(span.start));
        let own = line(draft.span);
        let is_near = |other: &&Related| {
            let distance = own.zip(line(other.span)).map(|(a, b)| a.abs_diff(b));
            other.source == draft.source
                && !is_whole_file(other.span)
                && distance.is_some_and(|distance| distance <= NEAR)
        };
        draft.related.iter().take(PLACES).partition(is_near)
    }

    /// Returns what to do: in words, and as a diff where there is an edit that
    /// can be shown.
    fn help(&self, draft: &Draft<'_>) -> Option<Group<'static>> {
        let edits = draft.fix.map_or(&[][..], |fix| &fix.edits);
        let title = match (draft.help, edits) {
            (Some(help), _) => clip(help, MESSAGE),
            (None, []) => return None,
            (None, [edit]) if edit.insert.is_empty() => "remove it".to_owned(),
            (None, [edit]) if edit.span.range().is_empty() => "add this".to_owned(),
            (None, [edit]) if !edit.insert.contains('\n') => {
                format!("write {}", quote(&edit.insert, MESSAGE))
            }
            (None, _) => "change it like this".to_owned(),
        };
        let group = Group::with_title(Level::HELP.secondary_title(title));
        let (_, quoted) = self.quoted(draft.source, draft.span);
        let shown = quoted.and_then(|quoted| diff(quoted, edits, self.width));
        let Some(snippets) = shown else { return Some(group) };
        let group = group.elements(snippets);
        let unseen = edits.len().saturating_sub(EDITS);
        if unseen == 0 {
            return Some(group);
        }
        let more = format!("and {}", summary::count(unseen, "more edit"));
        Some(group.element(Level::NOTE.no_name().message(more)))
    }
}

/// Returns the first edits as patches, those near to each other in one piece;
/// `None` where there are none, or one of them is too large to be shown.
fn diff(
    quoted: &Quoted,
    edits: &[Edit],
    width: usize,
) -> Option<Vec<Snippet<'static, Patch<'static>>>> {
    let mut edits: Vec<&Edit> = edits.iter().take(EDITS).collect();
    edits.sort_by_key(|edit| edit.span);
    let length = quoted.text().len();
    let is_shown = |edit: &&Edit| {
        Excerpt::shows_all_of(quoted, edit.span)
            && edit.span.range().end <= length
            && edit.insert.lines().count() <= INSERTED_LINES
    };
    let are_apart = edits.is_sorted_by(|a, b| a.span.end <= b.span.start);
    if edits.is_empty() || !edits.iter().all(is_shown) || !are_apart {
        return None;
    }
    let line_at = |offset: u32| quoted.lines().line_at(offset);
    let pieces = edits
        .chunk_by(|a, b| line_at(b.span.start).abs_diff(line_at(a.span.end)) <= NEAR);
    Some(pieces.map(|piece| patches(quoted, piece, width)).collect())
}

fn patches(
    quoted: &Quoted,
    edits: &[&Edit],
    width: usize,
) -> Snippet<'static, Patch<'static>> {
    let mark = |edit: &&Edit| Mark { span: edit.span, label_width: 0 };
    let marks: Vec<Mark> = edits.iter().map(mark).collect();
    let excerpt = Excerpt::new(quoted, &marks, width);
    let patches = edits.iter().zip(excerpt.spans).map(|(edit, span)| {
        let lines = edit.insert.split('\n').map(|line| clip(line, width));
        Patch::new(span, lines.collect::<Vec<_>>().join("\n"))
    });
    Snippet::source(excerpt.source)
        .line_start(excerpt.first_line as usize)
        .patches(patches)
}

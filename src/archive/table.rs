//! Rows of a TOML file that only the program writes, read with suspicion.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::base::span::Span;
use crate::base::visible::quote;
use crate::load::ArchiveFile;

use super::{FORMAT, Problem, ProblemKind};

/// How much of a word in the file a message quotes, in characters.
const QUOTED: usize = 60;

/// What git leaves at the starts of lines where two branches disagree. A text in
/// these files never begins a line.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Collects what is wrong with one file.
#[derive(Debug)]
pub(super) struct File<'a> {
    path: &'a str,
    pub(super) problems: Vec<Problem>,
}

/// One table of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// The header.
    pub(super) span: Span,
    table: &'a DeTable<'a>,
}

/// Why a value is not what it should be: the rest of a sentence that begins
/// with its key.
pub(super) type Complaint = String;

impl Row<'_> {
    /// Returns the place of a value; of the header, if it is not there.
    pub(super) fn place_of(&self, key: &str) -> Span {
        self.table.get(key).map_or(self.span, |value| Span::new(value.span()))
    }
}

impl<'a> File<'a> {
    pub(super) const fn new(path: &'a str) -> Self {
        Self { path, problems: Vec::new() }
    }

    pub(super) fn add(&mut self, span: Span, kind: ProblemKind) {
        self.problems.push(Problem { path: self.path.to_owned(), span, kind });
    }

    fn complain(&mut self, span: Span, message: String) {
        self.add(span, ProblemKind::Value { message });
    }

    /// Reads the file as a TOML document of our format; if it is none, that is
    /// the one problem that it has.
    pub(super) fn document(&mut self, source: &'a ArchiveFile) -> Option<DeTable<'a>> {
        let text = match source.text() {
            Ok(text) => text,
            Err(reason) => {
                self.add(Span::default(), ProblemKind::Unreadable(reason.clone()));
                return None;
            }
        };
        if let Some(range) = conflict(text) {
            self.add(Span::new(range), ProblemKind::MergeConflict);
            return None;
        }
        let document = match DeTable::parse(text) {
            Ok(document) => document.into_inner(),
            Err(error) => {
                let span = Span::new(error.span().unwrap_or_default());
                let message = error.message().to_owned();
                self.add(span, ProblemKind::Syntax { message });
                return None;
            }
        };
        self.has_our_format(text, &document).then_some(document)
    }

    fn has_our_format(&mut self, text: &str, document: &DeTable<'_>) -> bool {
        let Some(format) = document.get("format") else {
            self.add(Span::default(), ProblemKind::FormatMissing);
            return false;
        };
        let ours = FORMAT.to_string();
        let is_ours =
            format.get_ref().as_integer().is_some_and(|found| found.as_str() == ours);
        if !is_ours {
            let span = Span::new(format.span());
            let found = span.of(text).to_owned();
            self.add(span, ProblemKind::FormatUnknown { found });
        }
        is_ours
    }

    /// Reports what stands at the top of the file and is not known.
    pub(super) fn check_top(&mut self, document: &DeTable<'_>, known: &[&str]) {
        self.check_keys(document, known);
    }

    fn check_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        let unknown = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        let mut unknown: Vec<_> =
            unknown.map(|key| (Span::new(key.span()), key.get_ref())).collect();
        unknown.sort_by_key(|(span, _)| *span);
        for (span, key) in unknown {
            self.complain(span, format!("unknown key {}", quote(key, QUOTED)));
        }
    }

    /// Returns the rows of a list of tables, whose keys are among those known.
    pub(super) fn rows<'d>(
        &mut self,
        document: &'d DeTable<'d>,
        name: &str,
        known: &[&str],
    ) -> Vec<Row<'d>> {
        let Some(list) = document.get(name) else { return Vec::new() };
        let Some(elements) = list.get_ref().as_array() else {
            let message = format!("`{name}` is a list of tables: `[[{name}]]`");
            self.complain(Span::new(list.span()), message);
            return Vec::new();
        };
        let mut rows = Vec::new();
        for element in elements {
            let span = Span::new(element.span());
            if let Some(table) = element.get_ref().as_table() {
                self.check_keys(table, known);
                rows.push(Row { span, table });
            } else {
                let message = format!("`{name}` is a list of tables: `[[{name}]]`");
                self.complain(span, message);
            }
        }
        rows
    }

    /// Reads a value that must be there.
    pub(super) fn required<T>(
        &mut self,
        row: Row<'_>,
        key: &str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, Complaint>,
    ) -> Option<T> {
        if row.table.contains_key(key) {
            return self.optional(row, key, read).flatten();
        }
        self.complain(row.span, format!("`{key}` is missing"));
        None
    }

    /// Reads a value that need not be there; `None` if it is there and is not
    /// what it should be.
    #[expect(clippy::option_option, reason = "absent is right, wrong is not")]
    pub(super) fn optional<T>(
        &mut self,
        row: Row<'_>,
        key: &str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, Complaint>,
    ) -> Option<Option<T>> {
        let Some(value) = row.table.get(key) else { return Some(None) };
        match read(value.get_ref()) {
            Ok(meaning) => Some(Some(meaning)),
            Err(complaint) => {
                self.complain(Span::new(value.span()), format!("`{key}` {complaint}"));
                None
            }
        }
    }

    /// Reads every value of a table in a row, with its key.
    pub(super) fn values<T>(
        &mut self,
        row: Row<'_>,
        key: &str,
        read: impl Fn(&str, &DeValue<'_>) -> Result<T, Complaint>,
    ) -> Option<Vec<T>> {
        let Some(value) = row.table.get(key) else { return Some(Vec::new()) };
        let Some(table) = value.get_ref().as_table() else {
            self.complain(Span::new(value.span()), format!("`{key}` is not a table"));
            return None;
        };
        let mut read_all = Some(Vec::new());
        for (name, value) in table {
            match read(name.get_ref(), value.get_ref()) {
                Ok(meaning) => {
                    if let Some(list) = &mut read_all {
                        list.push(meaning);
                    }
                }
                Err(complaint) => {
                    let word = quote(name.get_ref(), QUOTED);
                    let span = Span::new(value.span());
                    self.complain(span, format!("{word} {complaint}"));
                    read_all = None;
                }
            }
        }
        read_all
    }
}

/// Reads a text that is not blank.
pub(super) fn text(value: &DeValue<'_>) -> Result<String, Complaint> {
    match value.as_str() {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        Some(_) => Err("is empty".to_owned()),
        None => Err("is not a text in quotes".to_owned()),
    }
}

/// Reads a text, and what it means.
pub(super) fn meaning<T>(
    value: &DeValue<'_>,
    what: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Complaint> {
    let text = text(value)?;
    read(&text).ok_or_else(|| format!("is {}, which is not {what}", quote(&text, QUOTED)))
}

/// Reads a list of texts.
pub(super) fn texts(value: &DeValue<'_>) -> Result<Vec<String>, Complaint> {
    let list = value.as_array().ok_or("is not a list of texts")?;
    list.iter().map(|element| text(element.get_ref())).collect()
}

/// Returns the first line that git has left where two branches disagree.
fn conflict(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let is_marker = MARKERS.iter().any(|marker| {
            content
                .strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        if is_marker {
            return Some(start..start + content.len());
        }
        start += line.len();
    }
    None
}

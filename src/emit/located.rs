//! Findings as the formats of other programs see them: with their path in the
//! repository, and the line and column where they begin and end.

use crate::base::span::{SourceId, Span};
use crate::check::{Finding, Report};

use super::print::Options;
use super::quotations::{Place, Quotations, is_whole_file};

/// Where findings of a report are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Locator<'a> {
    pub(super) report: &'a Report,
    pub(super) quotations: &'a Quotations,
    pub(super) options: &'a Options<'a>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Location {
    /// The path of the file in the repository.
    pub(super) path: String,
    /// Where it begins and ends; nothing where it is about the file as a whole,
    /// or the text is not known.
    pub(super) range: Option<(Place, Place)>,
}

impl Locator<'_> {
    /// Returns where a finding is.
    pub(super) fn of(&self, finding: &Finding) -> Location {
        self.at(finding.source, finding.span)
    }

    /// Returns where a span in a file is.
    pub(super) fn at(&self, source: SourceId, span: Span) -> Location {
        let path = self.report.sources.get(source.index()).map_or("", String::as_str);
        let quoted = self.quotations.get(path).filter(|_| !is_whole_file(span));
        Location {
            path: self.path(path),
            range: quoted.map(|it| (it.place(span.start), it.place(span.end))),
        }
    }

    /// Returns the path in the repository of one that is relative to the root.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.options.repository_path)
    }
}

impl Location {
    /// Returns the line, the first one for the file as a whole.
    pub(super) fn line(&self) -> u32 {
        self.range.map_or(1, |(start, _)| start.line)
    }

    /// Returns the place for people: `path:line:column`, as far as it is known.
    pub(super) fn shown(&self) -> String {
        match self.range {
            Some((start, _)) => format!("{}:{}:{}", self.path, start.line, start.column),
            None => self.path.clone(),
        }
    }
}

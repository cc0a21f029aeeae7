//! Edits that findings offer, made in the texts of documents and registers.
//!
//! Nothing is read or written. A fix is made whole or not at all, and of two that
//! meet the first in the text is made: the other one waits for the next look.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::severity::Severity;
use crate::load::{SourceFile, Sources};
use crate::resolve::{PageIndex, Site};

use super::{Finding, Fix, Report, Safety};

/// What came of mending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// How many fixes were made.
    pub made: usize,
    /// How many were not, because the version of their document is frozen: its
    /// words must stay as they are.
    pub frozen: usize,
}

/// Which fixes to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How sure they are at least.
    pub safety: Safety,
    /// How severe the findings are at least: what nobody was shown is not mended.
    pub least: Severity,
}

/// Makes the fixes of a report in the documents and registers of its site. What
/// somebody has accepted stays; what is in the baseline is mended too.
pub fn mend(
    site: &Site,
    report: &Report,
    sources: &mut Sources,
    wanted: Wanted,
) -> Mended {
    let mut mended = Mended::default();
    for (source, fixes) in fixes_by_file(report, wanted) {
        let path = report.sources.get(source).map_or("", String::as_str);
        let Some(text) = text_of(sources, site, (source, path)) else { continue };
        if is_frozen(site, source) {
            mended.frozen += fixes.len();
            continue;
        }
        let (new, made) = apply(text, &fixes);
        *text = new;
        mended.made += made;
    }
    mended
}

/// Returns the fixes to be made, by the number of the file.
fn fixes_by_file(report: &Report, wanted: Wanted) -> BTreeMap<usize, Vec<&Fix>> {
    let mut fixes: BTreeMap<usize, Vec<&Fix>> = BTreeMap::new();
    let is_open = |finding: &&Finding| {
        finding.accepted.is_none() && finding.severity >= wanted.least
    };
    let is_sure = |fix: &&Fix| fix.safety == Safety::Safe || fix.safety == wanted.safety;
    for finding in report.findings.iter().filter(is_open) {
        if let Some(fix) = finding.fix.as_ref().filter(is_sure) {
            fixes.entry(finding.source.index()).or_default().push(fix);
        }
    }
    fixes
}

/// Returns the text of a document or a register.
fn text_of<'a>(
    sources: &'a mut Sources,
    site: &Site,
    (source, path): (usize, &str),
) -> Option<&'a mut String> {
    let is_it = |file: &&mut SourceFile| {
        site.config.content_path_from_root(file.path.as_str()) == path
    };
    let document = sources.documents.get_mut(source).filter(is_it);
    let file = document.or_else(|| sources.registers.iter_mut().find(is_it))?;
    file.text.as_mut().ok()
}

/// Returns whether the text of a document is that of a version that is frozen.
fn is_frozen(site: &Site, source: usize) -> bool {
    let index = PageIndex(u32::try_from(source).unwrap_or(u32::MAX));
    let written = site.documents.get(source).map(|it| &it.front_matter.version);
    let version = written.and_then(|it| it.as_ref()?.value.parse().ok());
    version.is_some_and(|version| {
        site.archive.find(&site.page(index).id, &version).is_some()
    })
}

/// Returns a text with fixes made, and how many.
fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes: Vec<&Fix> = fixes.to_vec();
    let first = |fix: &Fix| fix.edits.iter().map(|edit| edit.span).min();
    fixes.sort_by_key(|fix| first(fix));
    let mut taken = Taken::default();
    let made = fixes.iter().filter(|fix| taken.take(text, fix)).count();
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (start, (end, insert)) in taken.edits {
        new.push_str(text.get(at..start).unwrap_or_default());
        new.push_str(insert);
        at = end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    (new, made)
}

/// Edits that do not meet: by their start, their end and what they put there.
#[derive(Debug, Default)]
struct Taken<'a> {
    edits: BTreeMap<usize, (usize, &'a str)>,
}

impl<'a> Taken<'a> {
    /// Takes all edits of a fix, if they are edits of this text and meet no other.
    fn take(&mut self, text: &str, fix: &'a Fix) -> bool {
        let mut starts = Vec::new();
        for edit in &fix.edits {
            let range = edit.span.range();
            if text.get(range.clone()).is_none() || self.meets(&range) {
                for start in starts {
                    self.edits.remove(&start);
                }
                return false;
            }
            starts.push(range.start);
            self.edits.insert(range.start, (range.end, &edit.insert));
        }
        !fix.edits.is_empty()
    }

    fn meets(&self, range: &Range<usize>) -> bool {
        let before = self.edits.range(..range.start).next_back();
        let after = self.edits.range(range.start..).next();
        before.is_some_and(|(_, (end, _))| *end > range.start)
            || after.is_some_and(|(start, _)| *start < range.end || *start == range.start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::span::Span;
    use crate::check::Edit;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edits = edits.iter().map(|&(start, end, insert)| Edit {
            span: Span { start, end },
            insert: insert.to_owned(),
        });
        Fix { safety: Safety::Safe, edits: edits.collect() }
    }

    /// The edits of each fix, the text that comes of them, how many were made.
    type Case = (&'static [&'static [(u32, u32, &'static str)]], &'static str, usize);

    #[test]
    fn of_fixes_that_meet_the_first_in_the_text_is_made_and_each_as_a_whole() {
        #[rustfmt::skip]
        let cases: [Case; 9] = [
            (&[],                                          "abcdef", 0),
            (&[&[(4, 5, "E")], &[(1, 2, "B")]],            "aBcdEf", 2),
            (&[&[(2, 4, "X")], &[(1, 3, "Y")]],            "aYdef",  1),
            (&[&[(1, 2, "B"), (4, 5, "E")], &[(4, 6, "Z")]], "aBcdEf", 1),
            (&[&[(0, 1, "A")], &[(0, 1, "X"), (5, 6, "F")]], "Abcdef", 1),
            (&[&[(1, 2, "B")], &[(2, 3, "C")]],            "aBCdef", 2), // side by side
            (&[&[(2, 2, "x")], &[(2, 2, "y")]],            "abxcdef", 1),
            (&[&[(1, 4, "")], &[(2, 2, "y")]],             "aef",    1),
            (&[&[(5, 9, "x")], &[]],                       "abcdef", 0), // not of this text
        ];
        for (fixes, expected, made) in cases {
            let fixes: Vec<Fix> = fixes.iter().map(|edits| fix(edits)).collect();
            let fixes: Vec<&Fix> = fixes.iter().collect();
            assert_eq!(apply("abcdef", &fixes), (expected.to_owned(), made), "{fixes:?}");
        }
    }

    proptest! {
        /// Whatever line endings, byte order marks and characters a text has: every
        /// byte that no edit covers stays, in its order.
        #[test]
        fn what_no_edit_covers_stays(
            text in "(\u{feff})?([a\u{e9}\u{4e00}\u{1f469} ]|\r\n|\n|\r){0,40}",
            edits in prop::collection::vec((0_u32..90, 0_u32..9, "[XY\r\n]{0,3}"), 0..8),
        ) {
            let fixes: Vec<Fix> = edits
                .iter()
                .map(|(start, length, insert)| fix(&[(*start, start + length, insert)]))
                .collect();
            let fixes: Vec<&Fix> = fixes.iter().collect();
            let (new, made) = apply(&text, &fixes);
            let mut taken = Taken::default();
            let chosen: Vec<&Fix> = {
                let mut sorted = fixes.clone();
                sorted.sort_by_key(|fix| fix.edits[0].span);
                sorted.into_iter().filter(|fix| taken.take(&text, fix)).collect()
            };
            prop_assert_eq!(made, chosen.len());
            // From the end, so that no offset moves.
            let mut expected = text.into_bytes();
            for fix in chosen.iter().rev() {
                let edit = &fix.edits[0];
                expected.splice(edit.span.range(), edit.insert.bytes());
            }
            prop_assert_eq!(new.into_bytes(), expected);
        }
    }
}

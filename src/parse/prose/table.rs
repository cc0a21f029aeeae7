//! What the rows of a table say: a statement is spread over the head of a column, the
//! first cell of the row and the cell itself.
//!
//! | Standard | Status      |     | Test              | Last done  | How often |
//! |----------|-------------|     |-------------------|------------|-----------|
//! | SOC 2    | in progress |     | Penetration tests | March 2023 | annually  |
//!
//! What a cell says on its own is found as in any other block. A table whose rows are
//! entries of a log tells what happened, and nothing in it is judged.

use crate::base::date::{Date, Interval};
use crate::parse::claim::{Certificate, ClaimKind, Forecast, Holder, Stage};

use super::certificate::{Named, standards};
use super::dated::DONE;
use super::dates::{cadence, mention_at, mention_near};
use super::log::Titles;
use super::phrase::{Phrase, phrase};
use super::sentence::{Sentence, Word, cut};
use super::{Found, Passage};

/// The head of a table.
#[derive(Debug, Default)]
pub(in crate::parse) struct Head {
    columns: Vec<String>,
    is_of_log: bool,
}

impl Head {
    /// Reads the cells of a head.
    pub(in crate::parse) fn new(cells: &[Passage<'_>]) -> Self {
        const TIMES: Phrase<'static> = Phrase::new(
            "date|dates|day|when|time|version|versions|revision|release|year\
            |month|quarter|week|milestone|sprint|meeting",
        );
        let columns: Vec<_> = cells.iter().map(|cell| cell.text().to_owned()).collect();
        let is_of_time = |title: &String| says(title, TIMES);
        let mut titles = Titles::default();
        let is_of_log = columns.first().is_some_and(is_of_time)
            || columns.iter().any(|title| titles.is_log(title));
        Self { columns, is_of_log }
    }

    /// Returns whether a row tells what happened, and when.
    pub(in crate::parse) fn is_entry(&self, cells: &[Passage<'_>]) -> bool {
        let is_dated = |cell: &Passage<'_>| mention_at(&cell.whole(), 0).is_some();
        self.is_of_log || cells.first().is_some_and(is_dated)
    }
}

/// Adds what a row says that none of its cells says alone.
pub(in crate::parse) fn scan_row(head: &Head, cells: &[Passage<'_>], found: &mut Found) {
    let Some((first, rest)) = cells.split_first() else { return };
    if !first.speaks_of_today() {
        return;
    }
    let row = Row {
        head,
        first,
        standard: standards(&first.whole()).into_iter().find(|it| it.words.start == 0),
        every: rest.iter().find_map(whole_cadence),
        is_dated: rest.iter().any(has_date),
    };
    for (column, cell) in rest.iter().enumerate() {
        row.scan(column + 1, cell, found);
    }
}

/// A row of a table.
struct Row<'a> {
    head: &'a Head,
    first: &'a Passage<'a>,
    /// What its first cell names.
    standard: Option<Named>,
    /// How often it happens, as one of its cells says.
    every: Option<Interval>,
    is_dated: bool,
}

impl Row<'_> {
    fn scan(&self, column: usize, cell: &Passage<'_>, found: &mut Found) {
        let title = self.head.columns.get(column).map_or("", String::as_str);
        if let Some(date) = whole_date(cell) {
            let subjects = [title, self.first.text()];
            let kind = subjects
                .into_iter()
                .find_map(|subject| Some((subject, self.kind_of_date(subject, date)?)));
            if let Some((subject, kind)) = kind {
                let name = self.first.text();
                let subject = if subject == name || name.is_empty() {
                    subject.to_owned()
                } else {
                    format!("{name}, {subject}")
                };
                add(cell, &subject, kind, found);
            }
        } else if let Some(standard) = &self.standard
            && let Some(stage) = stage(cell)
            && self.is_ours()
        {
            let name = self.first.text();
            if stage == Stage::InProgress && !self.is_dated {
                add(cell, name, ClaimKind::InProgress, found);
            }
            let certificate = Certificate {
                standard: standard.standard.into(),
                report_type: standard.report_type,
                stage,
                holder: Holder::Us,
            };
            add(cell, name, ClaimKind::Certificate(certificate), found);
        }
    }

    /// Returns what a date is that stands under or beside a title.
    fn kind_of_date(&self, title: &str, date: Date) -> Option<ClaimKind> {
        const ENDS: [Phrase<'static>; 2] = [
            Phrase::new("valid until|till|through|to"),
            Phrase::new("expires|expiry|expiration"),
        ];
        const COMING: Phrase<'static> = Phrase::new(
            "expected|planned|target|targeted|eta|estimated|anticipated|scheduled",
        );
        if is_last(title) {
            return Some(match self.every {
                Some(every) => ClaimKind::Recurring { last: date, every },
                None => ClaimKind::Dated { date },
            });
        }
        let is_to_come = says(title, COMING) || ENDS.iter().any(|end| says(title, *end));
        let is_certificate = self.standard.is_some() && self.is_ours();
        (is_to_come && is_certificate).then_some(ClaimKind::Forecast(Forecast::Day(date)))
    }

    /// Returns whether the table is not about somebody else's certificates.
    fn is_ours(&self) -> bool {
        const OTHERS: Phrase<'static> = Phrase::new(
            "vendor|vendors|vendor's|supplier|suppliers|subprocessor*\
            |sub-processor*|partner|partners|provider|providers|customer|customers|competitor*\
            |company|companies|product|products|tool|tools|third|third-party|prospect*|market",
        );
        let mut columns = self.head.columns.iter();
        !columns.any(|title| says(title, OTHERS)) && !self.first.headings_say(OTHERS)
    }
}

fn add(cell: &Passage<'_>, subject: &str, kind: ClaimKind, found: &mut Found) {
    let mut claim = cell.claim(&(0..cell.text().len()), kind);
    claim.words = format!("{subject}: {}", claim.words);
    found.claims.push(claim);
}

/// Returns whether a title is of when something was last done; the dates of texts are
/// for other rules.
fn is_last(title: &str) -> bool {
    const OF_TEXT: Phrase<'static> = Phrase::new("review*|updat*|modif*|edit*|chang*");
    const NEAR: usize = 4;
    let words = words(title);
    let title = Sentence::new(title, &words);
    let last = title.find(0..title.len(), phrase!("most? recent|last|latest"));
    last.is_some_and(|last| {
        let near = last.end..last.end + NEAR;
        let is_done =
            title.has(near.clone(), DONE) || title.has(near, phrase!("done|run|held"));
        is_done && !title.says(OF_TEXT)
    })
}

/// Returns how far a certification is, if that is all that a cell says.
fn stage(cell: &Passage<'_>) -> Option<Stage> {
    const WORKING: [Phrase<'static>; 3] = [
        Phrase::new("in the? progress|process|preparation|audit"),
        Phrase::new("underway|ongoing|pursuing|planned"),
        Phrase::new("under way|audit"),
    ];
    const HELD: Phrase<'static> =
        Phrase::new("certified|obtained|achieved|attested|awarded");
    let cell = cell.whole();
    let is = |phrase: Phrase<'_>| cell.phrase_at(0, phrase) == Some(0..cell.len());
    if WORKING.into_iter().any(is) {
        return Some(Stage::InProgress);
    }
    is(HELD).then_some(Stage::Held)
}

/// Returns the date that a cell is; the last day that it can mean.
fn whole_date(cell: &Passage<'_>) -> Option<Date> {
    let sentence = cell.whole();
    let mention = mention_near(&sentence, 0)?;
    (mention.words.end == sentence.len()).then_some(mention.last)
}

fn whole_cadence(cell: &Passage<'_>) -> Option<Interval> {
    let sentence = cell.whole();
    let (words, every) = cadence(&sentence)?;
    (words == (0..sentence.len())).then_some(every)
}

fn has_date(cell: &Passage<'_>) -> bool {
    let sentence = cell.whole();
    (0..sentence.len()).any(|at| mention_at(&sentence, at).is_some())
}

fn says(text: &str, phrase: Phrase<'_>) -> bool {
    Sentence::new(text, &words(text)).says(phrase)
}

fn words(text: &str) -> Vec<Word> {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    cut(text, &mut words, &mut sentences);
    words
}

//! Tables, with what changed in their cells.

use crate::parse::block::{Align, Row};
use crate::redline::gaps::Gaps;
use crate::redline::{Edit, TableEdit};

use super::block::kind;
use super::nest::fresh_line;
use super::{Shown, State, Writer};

const START: &str = "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" \
                     aria-label=\"Table\">\n<table";
const END: &str = "</tbody>\n</table>\n</div>\n";

impl<'r> Writer<'r> {
    pub(super) fn table(&mut self, shown: Shown<'r>, alignments: &[Align], rows: &[Row]) {
        fresh_line(&mut self.out);
        self.out.push_str(START);
        self.class(shown);
        match shown.state {
            State::Edited(Edit::Table(edit))
            | State::Moved { edit: Edit::Table(edit), .. } => {
                self.edited(edit, alignments);
            }
            state => {
                for (nth, row) in rows.iter().enumerate() {
                    self.start_row(nth);
                    for (column, cell) in row.cells.iter().enumerate() {
                        let end = self.start_cell(nth, alignments.get(column));
                        self.text(shown.blocks, *cell, kind(state));
                        self.out.push_str(end);
                    }
                    self.end_row(nth);
                }
            }
        }
        self.out.push_str(END);
    }

    fn edited(&mut self, edit: &TableEdit, alignments: &[Align]) {
        for (nth, row) in edit.rows.iter().enumerate() {
            self.start_row(nth);
            let mut label = match (row.row.old, row.row.new) {
                (Some(_), None) => State::Deleted.label(),
                (None, Some(_)) => State::Inserted.label(),
                _ => "",
            };
            for (cell, column) in row.cells.iter().zip(&edit.columns) {
                let alignment = column.new.and_then(|new| alignments.get(new));
                let end = self.start_cell(nth, alignment);
                self.said(std::mem::take(&mut label));
                self.changes(cell);
                self.out.push_str(end);
            }
            self.end_row(nth);
        }
    }

    fn start_row(&mut self, nth: usize) {
        self.out.push_str(if nth == 0 { "\n<thead>\n<tr>" } else { "<tr>" });
    }

    fn end_row(&mut self, nth: usize) {
        let end = if nth == 0 { "</tr>\n</thead>\n<tbody>\n" } else { "</tr>\n" };
        self.out.push_str(end);
    }

    /// Begins a cell; returns how it ends.
    fn start_cell(&mut self, row: usize, alignment: Option<&Align>) -> &'static str {
        self.gaps = Gaps::default();
        let (start, end) = match row {
            0 => ("<th scope=\"col\"", "</th>"),
            _ => ("<td", "</td>"),
        };
        self.out.push_str(start);
        self.out.push_str(match alignment {
            Some(Align::Left) => " class=\"align-left\">",
            Some(Align::Center) => " class=\"align-center\">",
            Some(Align::Right) => " class=\"align-right\">",
            Some(Align::None) | None => ">",
        });
        end
    }
}

//! Tables: in a frame that scrolls, with a head, aligned by class.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Rows, Table, Writer};

impl<'s, 'e> Writer<'s, 'e> {
    pub(super) fn open_table(&mut self, tag: &'s Tag<'e>) {
        match tag {
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                self.line(
                    r#"<div class="table-scroll" tabindex="0" role="group" aria-label="Table">"#,
                );
                self.line("<table>");
            }
            Tag::TableHead => {
                self.table.rows = Rows::Head;
                self.table.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                if self.table.rows != Rows::Body {
                    self.table.rows = Rows::Body;
                    self.out.push_str("<tbody>\n");
                }
                self.table.column = 0;
                self.out.push_str("<tr>");
            }
            _ => {
                self.out.push('<');
                self.out.push_str(self.cell());
                if self.cell() == "th" {
                    self.out.push_str(" scope=\"col\"");
                }
                self.out.push_str(match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Left) => " class=\"align-left\">",
                    Some(Alignment::Center) => " class=\"align-center\">",
                    Some(Alignment::Right) => " class=\"align-right\">",
                    Some(Alignment::None) | None => ">",
                });
            }
        }
    }

    pub(super) fn close_table(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                if self.table.rows == Rows::Body {
                    self.out.push_str("</tbody>\n");
                }
                self.out.push_str("</table>\n</div>\n");
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr>\n</thead>\n");
                self.table.rows = Rows::None;
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            _ => {
                let name = if self.out.ends_with("<td>") { "td" } else { self.cell() };
                self.out.extend(["</", name, ">"]);
                self.table.column += 1;
            }
        }
    }

    /// Returns the name of the cell that is open or about to be: a cell of the
    /// head that says nothing heads nothing.
    fn cell(&self) -> &'static str {
        let next = self.items.get(self.at).map(|(event, _)| event);
        let is_empty = matches!(next, Some(Event::End(TagEnd::TableCell)));
        if self.table.rows == Rows::Head && !is_empty { "th" } else { "td" }
    }
}

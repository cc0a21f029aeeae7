//! Footnotes: numbered, gathered at the end of the page, with links back.

use super::super::facts::Plan;
use super::super::sanitise;
use super::Writer;

use crate::base::html::escape_text_into;

impl Writer<'_, '_> {
    /// Writes the mark of a footnote.
    pub(super) fn reference(&mut self) {
        let plan = self.plan;
        let settled =
            plan.and_then(|plan| plan.notes.references.get(self.seen.references));
        self.seen.references += 1;
        let (Some(plan), Some(Some((number, id)))) = (plan, settled) else { return };
        let Some(note) = plan.notes.shown.get(*number) else { return };
        self.out.push_str("<sup class=\"footnote-ref\"><a id=\"");
        escape_text_into(&mut self.out, id);
        self.out.push_str("\" href=\"#");
        escape_text_into(&mut self.out, &note.id);
        let number = (number + 1).to_string();
        self.out.extend(["\" role=\"doc-noteref\">", &number, "</a></sup>"]);
    }

    /// Ends a footnote: what was written since its start is kept for the end.
    pub(super) fn close_note(&mut self) {
        let outer = self.outer.pop().unwrap_or_default();
        let mut content = std::mem::replace(&mut self.out, outer);
        // It is not where the part that it was written in is.
        if self.unclean.is_some() {
            content = sanitise::clean(&content);
        }
        let number = self
            .plan
            .and_then(|plan| plan.notes.definitions.get(self.seen.definitions))
            .copied()
            .flatten();
        self.seen.definitions += 1;
        if let Some(slot) = number.and_then(|number| self.notes.get_mut(number)) {
            *slot = content;
        }
    }

    /// Writes the footnotes that are shown.
    pub(super) fn footnotes(&mut self, plan: &Plan) {
        if plan.notes.shown.is_empty() {
            return;
        }
        self.line(r#"<section class="footnotes" aria-label="Footnotes">"#);
        self.line("<ol>");
        let contents = std::mem::take(&mut self.notes);
        for ((number, note), content) in (1..).zip(&plan.notes.shown).zip(contents) {
            self.out.push_str("<li id=\"");
            escape_text_into(&mut self.out, &note.id);
            self.out.push_str("\">");
            let (content, end) = match content.strip_suffix("</p>\n") {
                Some(content) => (content, "</p>\n"),
                None => (content.as_str(), ""),
            };
            self.out.push_str(if end.is_empty() { "" } else { "\n" });
            self.out.push_str(content);
            for (nth, reference) in (1..).zip(&note.references) {
                self.back(number, nth, reference);
            }
            self.out.push_str(end);
            self.out.push_str("</li>\n");
        }
        self.line("</ol>");
        self.line("</section>");
    }

    /// Writes the link from a footnote back to the `nth` reference to it.
    fn back(&mut self, number: usize, nth: usize, reference: &str) {
        self.out.push_str(" <a class=\"footnote-back\" href=\"#");
        escape_text_into(&mut self.out, reference);
        let which = if nth == 1 { number.to_string() } else { format!("{number}-{nth}") };
        let label = "\" role=\"doc-backlink\" aria-label=\"Back to reference ";
        self.out.extend([label, &which, "\">↩</a>"]);
    }
}

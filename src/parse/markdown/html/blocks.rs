//! Headings, quotes, lists and code.

use std::borrow::Cow;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use crate::base::html::escape_text_into;

use super::super::facts::alert_title;
use super::super::{highlight, holes};
use super::Writer;

impl<'s> Writer<'s, '_> {
    pub(super) fn open_heading(&mut self, level: u8) {
        self.fresh_line();
        match self.plan.and_then(|plan| plan.headings.get(self.seen.headings)) {
            Some(heading) => {
                self.out.extend(["<h", digit(heading.level), " id=\""]);
                escape_text_into(&mut self.out, &heading.id);
                self.out.push_str("\">");
            }
            None => self.out.extend(["<h", digit(level), ">"]),
        }
    }

    pub(super) fn close_heading(&mut self, level: u8) {
        match self.plan.and_then(|plan| plan.headings.get(self.seen.headings)) {
            Some(heading) => {
                self.out.push_str("<a class=\"anchor\" href=\"#");
                escape_text_into(&mut self.out, &heading.id);
                self.out.push_str("\" aria-label=\"Link to this section\"></a>");
                self.out.extend(["</h", digit(heading.level), ">"]);
                if heading.is_title {
                    self.out.push_str(holes::TITLE_END);
                }
                self.out.push('\n');
            }
            None => self.out.extend(["</h", digit(level), ">\n"]),
        }
        self.seen.headings += 1;
    }

    pub(super) fn is_alert(&self, kind: Option<BlockQuoteKind>) -> bool {
        self.plan.is_some() && kind.is_some()
    }

    pub(super) fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.blocks += 1;
        match kind.filter(|_| self.plan.is_some()).map(alert_title) {
            None => self.block("<blockquote>\n"),
            Some(title) => {
                let kind = title.to_ascii_lowercase();
                self.block(&format!("<div class=\"alert\" data-kind=\"{kind}\">\n"));
                self.out.extend(["<p class=\"alert-title\">", title, "</p>\n"]);
            }
        }
    }

    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.blocks += 1;
        match first {
            None => self.block("<ul>\n"),
            Some(1) => self.block("<ol>\n"),
            Some(first) => self.block(&format!("<ol start=\"{first}\">\n")),
        }
    }

    pub(super) fn open_item(&mut self) {
        let mut next = self.items.iter().skip(self.at).map(|(event, _)| event);
        let is_task = |event| matches!(event, Some(&Event::TaskListMarker(_)));
        let is_task = match next.next() {
            Some(Event::Start(Tag::Paragraph)) => is_task(next.next()),
            first => is_task(first),
        };
        self.block(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.fresh_line();
        let code = self.code();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let is_page = self.plan.is_some();
        let language = if is_page {
            highlight::language(info)
        } else {
            info.split_ascii_whitespace().next().unwrap_or_default().to_owned()
        };
        self.out.push_str(if is_page { "<pre tabindex=\"0\">" } else { "<pre>" });
        self.out.push_str("<code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            escape_text_into(&mut self.out, &language);
            self.out.push('"');
        }
        self.out.push('>');
        if is_page {
            self.highlight_left =
                highlight::write(&mut self.out, &language, &code, self.highlight_left);
        } else {
            escape_text_into(&mut self.out, &code);
        }
        self.out.push_str("</code></pre>\n");
    }

    /// Returns the text of a code block, up to its end.
    fn code(&mut self) -> Cow<'s, str> {
        let mut code = Cow::Borrowed("");
        while let Some(event) = self.next() {
            match event {
                Event::Text(text) if code.is_empty() => {
                    code = Cow::Borrowed(text.as_ref());
                }
                Event::Text(text) => code.to_mut().push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => (),
            }
        }
        // The last line of a file may have no end.
        if !code.is_empty() && !code.ends_with('\n') {
            code.to_mut().push('\n');
        }
        code
    }
}

fn digit(level: u8) -> &'static str {
    match level {
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 => "5",
        _ => "6",
    }
}

//! Writes the events of a body as HTML.
//!
//! For a page: ids on headings, numbered footnotes at the end, alignment by
//! class, highlighted code, allowed raw HTML only, and a [mark](super::holes) in
//! place of each link target. For [`commonmark`]: what the reference
//! implementation writes.
//!
//! Lists, quotes and emphasis nested deeper than [`MAX_DEPTH`] are written as if
//! they were not there: no reader can tell, and no HTML parser has to.

use std::borrow::Cow;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd,
};

use crate::base::html::{escape_href_into, escape_text_into};

use super::events::{Item, Stream};
use super::facts::{Plan, alert_title};
use super::{highlight, holes};

mod notes;
mod tables;

/// How deep lists and quotes, and emphasis, may nest.
const MAX_DEPTH: usize = 100;

/// Writes a page; `highlight_limit` is how many bytes of code are highlighted.
pub(super) fn page(stream: &Stream<'_>, plan: &Plan, highlight_limit: usize) -> String {
    let mut writer = Writer::new(&stream.items, Some(plan));
    writer.highlight_left = highlight_limit;
    writer.run();
    writer.footnotes(plan);
    writer.out
}

/// Writes what the reference implementation of CommonMark writes.
pub(super) fn commonmark(stream: &Stream<'_>) -> String {
    let mut writer = Writer::new(&stream.items, None);
    writer.run();
    writer.out
}

/// The state of the writing.
#[derive(Debug)]
struct Writer<'s, 'e> {
    items: &'s [Item<'e>],
    /// The position of the next event.
    at: usize,
    /// What the facts say; nothing to write plain CommonMark.
    plan: Option<&'s Plan>,
    /// How many of each are behind us.
    seen: Seen,
    out: String,
    /// What is written outside the footnotes that are open.
    outer: Vec<String>,
    /// The content of each footnote that is shown, by its number.
    notes: Vec<String>,
    /// How many lists and quotes are open.
    blocks: usize,
    /// How many emphases are open.
    spans: usize,
    table: Table<'s>,
    highlight_left: usize,
}

/// Positions in the lists of a [`Plan`].
#[derive(Debug, Default)]
struct Seen {
    headings: usize,
    links: usize,
    raw: usize,
    references: usize,
    definitions: usize,
}

/// The table that is open.
#[derive(Debug, Default)]
struct Table<'s> {
    alignments: &'s [Alignment],
    column: usize,
    rows: Rows,
}

/// Which rows of a table are being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Rows {
    #[default]
    Head,
    /// The head has ended.
    None,
    Body,
}

impl<'s, 'e> Writer<'s, 'e> {
    fn new(items: &'s [Item<'e>], plan: Option<&'s Plan>) -> Self {
        let bytes = items.last().map_or(0, |(_, range)| range.end);
        Self {
            items,
            at: 0,
            plan,
            seen: Seen::default(),
            out: String::with_capacity(bytes + bytes / 2),
            outer: Vec::new(),
            notes: vec![String::new(); plan.map_or(0, |plan| plan.notes.shown.len())],
            blocks: 0,
            spans: 0,
            table: Table::default(),
            highlight_left: 0,
        }
    }

    fn run(&mut self) {
        while let Some(event) = self.next() {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => escape_text_into(&mut self.out, text),
                Event::Code(code) => {
                    self.out.push_str("<code>");
                    escape_text_into(&mut self.out, code);
                    self.out.push_str("</code>");
                }
                Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br />\n"),
                Event::Rule => self.line("<hr />"),
                Event::FootnoteReference(_) => self.reference(),
                Event::TaskListMarker(true) => self.out.push_str(CHECKED),
                Event::TaskListMarker(false) => self.out.push_str(UNCHECKED),
                Event::InlineMath(_) | Event::DisplayMath(_) => (),
            }
        }
    }

    fn next(&mut self) -> Option<&'s Event<'e>> {
        let (event, _) = self.items.get(self.at)?;
        self.at += 1;
        Some(event)
    }

    /// Begins a line, unless one has begun.
    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes a line of its own.
    fn line(&mut self, html: &str) {
        self.fresh_line();
        self.out.push_str(html);
        self.out.push('\n');
    }

    fn start(&mut self, tag: &'s Tag<'e>) {
        match tag {
            Tag::Paragraph => self.open("<p>"),
            Tag::Heading { level, .. } => self.open_heading(*level as u8),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => self.html_block(),
            Tag::BlockQuote(kind) => self.open_quote(*kind),
            Tag::List(first) => self.open_list(*first),
            Tag::Item => self.open_item(),
            Tag::DefinitionList => {
                self.blocks += 1;
                self.block("<dl>\n");
            }
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::FootnoteDefinition(_) => self.outer.push(std::mem::take(&mut self.out)),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                self.open_table(tag);
            }
            Tag::Emphasis => self.open_span("<em>"),
            Tag::Strong => self.open_span("<strong>"),
            Tag::Strikethrough => self.open_span("<del>"),
            Tag::Superscript => self.open_span("<sup>"),
            Tag::Subscript => self.open_span("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.out.push_str("<a href=\"");
                self.target(*link_type, dest_url);
                self.title(title);
                self.out.push('>');
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.out.push_str("<img src=\"");
                self.target(*link_type, dest_url);
                self.out.push_str(" alt=\"");
                self.alternative();
                self.out.push('"');
                self.title(title);
                if self.plan.is_some() {
                    self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
                }
                self.out.push_str(" />");
            }
            Tag::MetadataBlock(_) => (),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(level as u8),
            TagEnd::BlockQuote(kind) => {
                self.close_block(if self.is_alert(kind) {
                    "</div>"
                } else {
                    "</blockquote>"
                });
            }
            TagEnd::List(true) => self.close_block("</ol>"),
            TagEnd::List(false) => self.close_block("</ul>"),
            TagEnd::DefinitionList => self.close_block("</dl>"),
            TagEnd::Item => self.close("</li>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.close_table(tag);
            }
            TagEnd::Emphasis => self.close_span("</em>"),
            TagEnd::Strong => self.close_span("</strong>"),
            TagEnd::Strikethrough => self.close_span("</del>"),
            TagEnd::Superscript => self.close_span("</sup>"),
            TagEnd::Subscript => self.close_span("</sub>"),
            TagEnd::Link => self.out.push_str("</a>"),
            TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => (),
        }
    }

    /// Begins a block that may stand at any depth.
    fn open(&mut self, html: &str) {
        self.fresh_line();
        self.out.push_str(html);
    }

    /// Begins a part of a list or quote.
    fn block(&mut self, html: &str) {
        self.fresh_line();
        if self.blocks <= MAX_DEPTH {
            self.out.push_str(html);
        }
    }

    /// Ends a part of a list.
    fn close(&mut self, html: &str) {
        if self.blocks <= MAX_DEPTH {
            self.out.push_str(html);
        }
    }

    /// Ends a list or quote.
    fn close_block(&mut self, html: &str) {
        if self.blocks <= MAX_DEPTH {
            self.line(html);
        }
        self.blocks = self.blocks.saturating_sub(1);
    }

    fn open_span(&mut self, html: &str) {
        self.spans += 1;
        if self.spans <= MAX_DEPTH {
            self.out.push_str(html);
        }
    }

    fn close_span(&mut self, html: &str) {
        if self.spans <= MAX_DEPTH {
            self.out.push_str(html);
        }
        self.spans = self.spans.saturating_sub(1);
    }

    fn open_heading(&mut self, level: u8) {
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

    fn close_heading(&mut self, level: u8) {
        match self.plan.and_then(|plan| plan.headings.get(self.seen.headings)) {
            Some(heading) => {
                self.out.push_str("<a class=\"anchor\" href=\"#");
                escape_text_into(&mut self.out, &heading.id);
                self.out.push_str("\" aria-label=\"Link to this section\"></a>");
                self.out.extend(["</h", digit(heading.level), ">\n"]);
                if heading.is_title {
                    self.out.push_str(holes::TITLE_END);
                }
            }
            None => self.out.extend(["</h", digit(level), ">\n"]),
        }
        self.seen.headings += 1;
    }

    fn is_alert(&self, kind: Option<BlockQuoteKind>) -> bool {
        self.plan.is_some() && kind.is_some()
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
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

    fn open_list(&mut self, first: Option<u64>) {
        self.blocks += 1;
        match first {
            None => self.block("<ul>\n"),
            Some(1) => self.block("<ol>\n"),
            Some(first) => self.block(&format!("<ol start=\"{first}\">\n")),
        }
    }

    fn open_item(&mut self) {
        let mut next = self.items.iter().skip(self.at).map(|(event, _)| event);
        let is_task = |event| matches!(event, Some(&Event::TaskListMarker(_)));
        let is_task = match next.next() {
            Some(Event::Start(Tag::Paragraph)) => is_task(next.next()),
            first => is_task(first),
        };
        self.block(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    fn html_block(&mut self) {
        self.fresh_line();
        if self.plan.is_none() {
            return;
        }
        while let Some(event) = self.next() {
            if let Event::End(TagEnd::HtmlBlock) = event {
                break;
            }
        }
        self.raw("");
        self.fresh_line();
    }

    /// Writes what is published of raw HTML; all of it for CommonMark.
    fn raw(&mut self, html: &str) {
        let Some(plan) = self.plan else { return self.out.push_str(html) };
        if let Some(written) = plan.raw.get(self.seen.raw) {
            holes::name_headings(&mut self.out, written, plan.shift);
        }
        self.seen.raw += 1;
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
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
                    code = Cow::Borrowed(text.as_ref())
                }
                Event::Text(text) => code.to_mut().push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => (),
            }
        }
        code
    }

    /// Writes the target of a link and the quote after it.
    fn target(&mut self, link_type: LinkType, href: &str) {
        match self.plan {
            Some(plan) => {
                let link = plan.links.get(self.seen.links);
                self.out.extend(link.map(|link| holes::mark(*link)));
            }
            None => {
                if link_type == LinkType::Email {
                    self.out.push_str("mailto:");
                }
                escape_href_into(&mut self.out, href);
            }
        }
        self.out.push('"');
        self.seen.links += 1;
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape_text_into(&mut self.out, title);
            self.out.push('"');
        }
    }

    /// Writes the text of an image up to its end.
    fn alternative(&mut self) {
        let mut depth = 0_usize;
        while let Some(event) = self.next() {
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    let is_link = matches!(tag, Tag::Link { .. } | Tag::Image { .. });
                    self.seen.links += usize::from(is_link);
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) => {
                    escape_text_into(&mut self.out, text);
                }
                Event::InlineHtml(_) | Event::Html(_) => self.seen.raw += 1,
                Event::SoftBreak | Event::HardBreak => self.out.push(' '),
                _ => (),
            }
        }
    }
}

/// A task that is done, and one that is not: the label is read before the state.
const CHECKED: &str =
    r#"<input type="checkbox" disabled="" checked="" aria-label="Done" /> "#;
const UNCHECKED: &str = r#"<input type="checkbox" disabled="" aria-label="To do" /> "#;

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

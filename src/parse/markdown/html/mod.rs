//! Writes the events of a body as HTML.
//!
//! For a page: ids on headings, numbered footnotes at the end, alignment by
//! class, highlighted code, allowed raw HTML only, and a [mark](super::holes) in
//! place of each link target. For [`commonmark`]: what the reference
//! implementation writes.
//!
//! Lists, quotes and emphasis nested deeper than [`MAX_DEPTH`] are written as if
//! they were not there: no reader can tell, and no HTML parser has to.

use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};

use crate::base::html::{escape_href_into, escape_text_into};

use super::events::{Item, Stream};
use super::facts::Plan;
use super::{holes, sanitise};

mod blocks;
mod notes;
mod tables;

/// How deep lists and quotes, and emphasis, may nest.
pub(super) const MAX_DEPTH: usize = 100;

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
    /// Where what has to be cleaned begins, while it is written.
    unclean: Option<usize>,
}

/// Positions in the lists of a [`Plan`].
#[derive(Debug, Default)]
struct Seen {
    headings: usize,
    links: usize,
    raw: usize,
    raw_ends: usize,
    references: usize,
    definitions: usize,
    unclean: usize,
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
            unclean: None,
        }
    }

    fn run(&mut self) {
        loop {
            self.end_raw();
            self.clean();
            let Some(event) = self.next() else { break };
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

    /// Writes the end tags of raw elements that stand before the next event.
    fn end_raw(&mut self) {
        let Some(plan) = self.plan else { return };
        while let Some((at, ends)) = plan.raw_ends.get(self.seen.raw_ends)
            && *at <= self.at
        {
            self.seen.raw_ends += 1;
            // What ends within an alternative text was never written.
            if *at == self.at {
                holes::name_headings(&mut self.out, ends, plan.shift);
            }
        }
    }

    /// Cleans the part that ends before the next event, and notes where the next
    /// one begins that will have to be cleaned.
    fn clean(&mut self) {
        let Some(plan) = self.plan else { return };
        let parts = &plan.unclean;
        if let Some(start) = self.unclean
            && parts.get(self.seen.unclean).is_some_and(|part| part.end <= self.at)
        {
            let part = self.out.split_off(start);
            self.out.push_str(&sanitise::clean(&part));
            self.seen.unclean += 1;
            self.unclean = None;
        }
        if parts.get(self.seen.unclean).is_some_and(|part| part.start <= self.at) {
            self.unclean.get_or_insert(self.out.len());
        }
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

    /// Writes the target of a link and the quote after it.
    fn target(&mut self, link_type: LinkType, href: &str) {
        if let Some(plan) = self.plan {
            let link = plan.links.get(self.seen.links);
            self.out.extend(link.map(|link| holes::mark(*link)));
        } else {
            if link_type == LinkType::Email {
                self.out.push_str("mailto:");
            }
            escape_href_into(&mut self.out, href);
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

#[cfg(test)]
mod tests {
    use super::super::tests::{html, read_text};

    #[test]
    fn each_construct_has_its_html() {
        #[rustfmt::skip]
        let cases = [
            ("## A & *b*",
             "<h2 id=\"a--b\">A &amp; <em>b</em><a class=\"anchor\" href=\"#a--b\" \
              aria-label=\"Link to this section\"></a></h2>\n"),
            ("[x](a b)\n[y](<a b> \"t\") <m@e.example>",
             "<p>[x](a b)\n<a href=\"{a b}\" title=\"t\">y</a> <a href=\"{m@e.example}\">m@e.example</a></p>\n"),
            ("![*a* `b` ![c](d)](e \"t\")",
             "<p><img src=\"{e}\" alt=\"a b c\" title=\"t\" loading=\"lazy\" decoding=\"async\" /></p>\n"),
            ("a  \nb\\\nc\n***",
             "<p>a<br />\nb<br />\nc</p>\n<hr />\n"),
            ("~~a~~ `b<`",
             "<p><del>a</del> <code>b&lt;</code></p>\n"),
            ("> [!NOTE]\n> a\n\n> b",
             "<div class=\"alert\" data-kind=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>a</p>\n</div>\n\
              <blockquote>\n<p>b</p>\n</blockquote>\n"),
            ("- [ ] a\n- [x] b\n- c",
             "<ul>\n\
              <li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"To do\" /> a</li>\n\
              <li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Done\" /> b</li>\n\
              <li>c</li>\n</ul>\n"),
            ("3. a\n\n   b",
             "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>\n"),
            ("a|b|\n:-:|-:|-\n1|2",
             "<p>a|b|\n:-:|-:|-\n1|2</p>\n"),
            ("|a|b||\n|:-:|-:|-|\n|1|2|\n",
             "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n<table>\n\
              <thead>\n<tr><th scope=\"col\" class=\"align-center\">a</th>\
              <th scope=\"col\" class=\"align-right\">b</th><td></td></tr>\n</thead>\n\
              <tbody>\n<tr><td class=\"align-center\">1</td><td class=\"align-right\">2</td><td></td></tr>\n</tbody>\n\
              </table>\n</div>\n"),
            ("|a|\n|-|",
             "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n<table>\n\
              <thead>\n<tr><th scope=\"col\">a</th></tr>\n</thead>\n</table>\n</div>\n"),
            ("```Text {1}\na < b\n```\n\n    c",
             "<pre tabindex=\"0\"><code class=\"language-text\">a &lt; b\n</code></pre>\n\
              <pre tabindex=\"0\"><code>c\n</code></pre>\n"),
            ("```json\r\n[1,\r\n2]\r\n```",
             "<pre tabindex=\"0\"><code class=\"language-json\"><span class=\"hl-punctuation\">[</span>\
              <span class=\"hl-number\">1</span><span class=\"hl-punctuation\">,\n</span>\
              <span class=\"hl-number\">2</span><span class=\"hl-punctuation\">]\n</span></code></pre>\n"),
            ("T\n: a\n: b",
             "<dl>\n<dt>T</dt>\n<dd>a</dd>\n<dd>b</dd>\n</dl>\n"),
            ("::: note\nx\n:::",
             "<p>::: note\nx\n:::</p>\n"),
            ("a\n:tada: b",
             "<p>a\n:tada: b</p>\n"),
            ("a <!-- b --> c",
             "<p>a  c</p>\n"),
            ("a\0b&#0;c",
             "<p>a\u{fffd}b\u{fffd}c</p>\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn raw_html_keeps_what_is_allowed() {
        #[rustfmt::skip]
        let cases = [
            ("<details open><summary>S</summary>\n\n*a*\n\n</details>",
             "<details open=\"\"><summary>S</summary>\n<p><em>a</em></p>\n</details>\n"),
            ("a <kbd>K</kbd><br><sub>1</sub> <abbr title='T'>x</abbr>",
             "<p>a <kbd>K</kbd><br><sub>1</sub> <abbr title=\"T\">x</abbr></p>\n"),
            ("<a href='b.md' target=_blank onclick=x>c</a>",
             "<p><a href=\"{b.md}\">c</a></p>\n"),
            ("<a name=n></a> <i id=m class='x align-left'>c</i>",
             "<p><a id=\"n\"></a> <i id=\"m\" class=\"align-left\">c</i></p>\n"),
            ("<p align=center>a</p>",
             "<p class=\"align-center\">a</p>\n"),
            ("<td style='text-align:right'>a",
             "a\n"),
            ("<img src=a.png srcset='b.png 2x' alt='&lt;'>",
             "<img alt=\"&lt;\" src=\"{a.png}\" srcset=\"{b.png} 2x\" loading=\"lazy\" decoding=\"async\">\n"),
            ("# T\n\n# U\n\n<h2>x</h2>",
             "<h1 id=\"t\">T<a class=\"anchor\" href=\"#t\" aria-label=\"Link to this section\"></a></h1>\n\
              <h2 id=\"u\">U<a class=\"anchor\" href=\"#u\" aria-label=\"Link to this section\"></a></h2>\n\
              <h3>x</h3>\n"),
            ("a <script>alert(1)</script>",
             "<p>a alert(1)</p>\n"),
            ("<script>\nalert(1)\n</script>\nb",
             "<p>b</p>\n"),
            ("<iframe src=x></iframe>\n\n<object data=y>z</object>",
             "<p>z</p>\n"),
            ("</div></p>a",
             "a\n"),
            ("a <b>b\n\nc</b>",
             "<p>a <b>b</b></p>\n<p>c</p>\n"),
            ("*a <b>b* c</b>",
             "<p><em>a <b>b</b></em> c</p>\n"),
            ("[a <b>](x)b</b> ![<b>](y)</b>",
             "<p><a href=\"{x}\">a <b></b></a>b <img src=\"{y}\" alt=\"\" loading=\"lazy\" decoding=\"async\" /></p>\n"),
            ("<ul><li>a<li><b>b</ul>c",
             "<ul><li>a</li><li><b>b</b></li></ul>c\n"),
            ("<p><b>a<p>b",
             "<p><b>a</b></p><p>b\n</p>"),
            ("<p><i>a\n\nb",
             "<p><i>a\n</i></p>\n<p>b</p>\n"),
            ("<table><tr><td><b>a<td>b<tr><th>c</table>",
             "<table><tbody><tr><td><b>a</b></td><td>b</td></tr><tr><th>c</th></tr></tbody></table>\n"),
            ("a <a href=x>b <a href=y>c</a>",
             "<p>a <a href=\"{x}\">b </a><a href=\"{y}\">c</a></p>\n"),
            ("a <a href=x>[b](y)</a>",
             "<p>a <a href=\"{x}\"></a><a href=\"{y}\">b</a></p>\n"),
            ("> <div>\n\nb",
             "<blockquote>\n<div>\n</div>\n</blockquote>\n<p>b</p>\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn footnotes_stand_at_the_end_with_links_back() {
        let text = "# T\n\na[^x] b[^y] c[^x]\n\n[^y]: [l](m)\n[^x]: one\n\n    two\n\n[^z]: no\n";
        let expected = "\
            <h1 id=\"t\">T<a class=\"anchor\" href=\"#t\" aria-label=\"Link to this section\"></a></h1>\n\
            <p>a<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> \
            b<sup class=\"footnote-ref\"><a id=\"fnref-2\" href=\"#fn-2\" role=\"doc-noteref\">2</a></sup> \
            c<sup class=\"footnote-ref\"><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup></p>\n\
            <section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
            <li id=\"fn-1\">\n<p>one</p>\n<p>two \
            <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a> \
            <a class=\"footnote-back\" href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩</a></p>\n</li>\n\
            <li id=\"fn-2\">\n<p><a href=\"{m}\">l</a> \
            <a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩</a></p>\n</li>\n\
            </ol>\n</section>\n";
        assert_eq!(html(text), expected);
    }

    #[test]
    fn nesting_without_end_is_flattened() {
        for (deep, tag) in [("> ", "<blockquote>"), ("- ", "<ul>"), ("1. ", "<ol>")] {
            let page = html(&format!("{}x", deep.repeat(20_000)));
            assert_eq!(page.matches(tag).count(), super::MAX_DEPTH, "{deep}");
            assert!(page.contains('x'));
        }
        let emphasis = format!("{}x{}", "*a ".repeat(500), " b*".repeat(500));
        assert_eq!(html(&emphasis).matches("<em>").count(), super::MAX_DEPTH);
        let raw = format!("{}x{}", "<div>\n".repeat(500), "</div>\n".repeat(500));
        assert_eq!(html(&raw).matches("<div>").count(), 100);
    }

    #[test]
    fn the_title_ends_where_it_ends() {
        for text in
            ["# T [x](y)\n\nz", "# T [x](y)\n\n<b>z", "<!-- a -->\n\n# T [x](y)\n\nz"]
        {
            let body = read_text(text).body.unwrap();
            let title = body.html.get(..body.title_end as usize).unwrap();
            assert!(title.ends_with("</h1>"), "{text}: {title}");
            assert_eq!(body.holes.len(), 1, "{text}");
        }
        assert_eq!(read_text("## T\n\n# U").body.unwrap().title_end, 0);
    }
}

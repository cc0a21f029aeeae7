//! One page of a finished site: what it links to, and what can be linked to.
//!
//! The tokenizer's own state is all there is: no tree is built, no token made.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

use crate::base::span::Span;

/// What is written on a page, in order.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// The values of all attributes below, one after the other.
    values: Vec<u8>,
    /// Every address.
    pub(super) links: Vec<Written>,
    /// Every `id`.
    pub(super) ids: Vec<Written>,
    /// Every `name` of an `a`.
    pub(super) names: Vec<Written>,
}

/// The value of an attribute.
#[derive(Clone, Debug)]
pub(super) struct Written {
    value: Range<usize>,
    pub(super) span: Span,
    pub(super) role: Role,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Readers, or their programs, may follow it.
    Link,
    /// The page is not whole without it.
    Asset,
    /// `<base href>`: where the other addresses start.
    Base,
    /// `<link rel=canonical>`: what the page calls itself.
    Canonical,
    /// `<meta http-equiv=refresh>`: where the page leads on to.
    Refresh,
    /// Not an address.
    Name,
}

/// Reads a page.
pub(super) fn scan(html: &[u8]) -> Scanned {
    let mut scanned = Scanned::default();
    let emitter = Collector::new(&mut scanned);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    scanned
}

impl Scanned {
    /// Returns what is written, decoded of entities and trimmed.
    pub(super) fn text(&self, written: &Written) -> &str {
        let bytes = self.values.get(written.value.clone()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default().trim_ascii()
    }

    /// Returns the first address of a role.
    pub(super) fn first(&self, role: Role) -> Option<&Written> {
        self.links.iter().find(|written| written.role == role)
    }
}

/// What an attribute is, by its element and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Address(Role),
    SourceSet,
    Id,
    Name,
    Rel,
    HttpEquiv,
    Content,
    Nothing,
}

/// Which tag of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Start,
    End,
}

/// Takes what the tokenizer finds.
struct Collector<'s> {
    scanned: &'s mut Scanned,
    element: Vec<u8>,
    attribute: Vec<u8>,
    value: Vec<u8>,
    last_start: Vec<u8>,
    tag: Tag,
    position: usize,
    value_at: Range<usize>,
    meaning: Meaning,
    /// How many addresses there were when the tag began.
    links_before: usize,
    rel: Vec<u8>,
    is_refresh: bool,
    content: Option<(Vec<u8>, usize)>,
    /// How many `template` elements are open: what is in one is not on the page.
    templates: u32,
}

impl<'s> Collector<'s> {
    fn new(scanned: &'s mut Scanned) -> Self {
        Self {
            scanned,
            element: Vec::new(),
            attribute: Vec::new(),
            value: Vec::new(),
            last_start: Vec::new(),
            tag: Tag::Start,
            position: 0,
            value_at: 0..0,
            meaning: Meaning::Nothing,
            links_before: 0,
            rel: Vec::new(),
            is_refresh: false,
            content: None,
            templates: 0,
        }
    }

    fn begin(&mut self, tag: Tag) {
        self.element.clear();
        self.tag = tag;
        self.links_before = self.scanned.links.len();
        self.rel.clear();
        self.is_refresh = false;
        self.content = None;
    }

    /// Takes the attribute that has just ended.
    fn end_attribute(&mut self) {
        let meaning = std::mem::replace(&mut self.meaning, Meaning::Nothing);
        let at = self.value_at.start;
        match meaning {
            Meaning::Nothing => return,
            Meaning::Rel => self.rel.clone_from(&self.value),
            Meaning::HttpEquiv => {
                self.is_refresh = self.value.eq_ignore_ascii_case(b"refresh");
            }
            Meaning::Content => self.content = Some((self.value.clone(), at)),
            Meaning::Address(role) => {
                let written = self.keep(0..self.value.len(), role);
                self.scanned.links.push(written);
            }
            Meaning::SourceSet => {
                for range in candidates(&self.value) {
                    let written = self.keep(range, Role::Asset);
                    self.scanned.links.push(written);
                }
            }
            Meaning::Id | Meaning::Name if self.templates > 0 => (),
            Meaning::Id => {
                let written = self.keep(0..self.value.len(), Role::Name);
                self.scanned.ids.push(written);
            }
            Meaning::Name => {
                let written = self.keep(0..self.value.len(), Role::Name);
                self.scanned.names.push(written);
            }
        }
        self.value.clear();
    }

    /// Keeps a part of the value.
    fn keep(&mut self, part: Range<usize>, role: Role) -> Written {
        let bytes = self.value.get(part.clone()).unwrap_or_default();
        let start = self.scanned.values.len();
        // In a page of another encoding, what is not ASCII cannot be compared.
        self.scanned.values.extend(String::from_utf8_lossy(bytes).as_bytes());
        let whole = part.len() == self.value.len();
        let at = self.value_at.start;
        let span = if whole {
            self.value_at.clone()
        } else {
            // Where entities came before it, the place is a little early.
            at + part.start..(at + part.end).min(self.value_at.end)
        };
        Written { value: start..self.scanned.values.len(), span: Span::new(span), role }
    }

    /// Takes what only the whole tag tells.
    fn end_tag(&mut self) {
        match self.element.as_slice() {
            b"link" => {
                let role = role_of_rel(&self.rel);
                let links = self.scanned.links.get_mut(self.links_before..);
                match role {
                    None => self.scanned.links.truncate(self.links_before),
                    Some(role) => {
                        for link in links.into_iter().flatten() {
                            link.role = role;
                        }
                    }
                }
            }
            b"meta" if self.is_refresh => {
                let Some((content, at)) = self.content.take() else { return };
                let Some(range) = refresh_target(&content) else { return };
                self.value_at = at..at + content.len();
                self.value = content;
                let written = self.keep(range, Role::Refresh);
                self.value.clear();
                self.scanned.links.push(written);
            }
            b"template" => {
                self.templates = match self.tag {
                    Tag::Start => self.templates + 1,
                    Tag::End => self.templates.saturating_sub(1),
                };
            }
            _ => (),
        }
    }
}

/// Returns what an attribute of an element is.
fn meaning(element: &[u8], attribute: &[u8]) -> Meaning {
    match (attribute, element) {
        (b"id", _) => Meaning::Id,
        (b"href", b"a" | b"area") | (b"src", b"iframe" | b"frame") => {
            Meaning::Address(Role::Link)
        }
        (b"href", b"base") => Meaning::Address(Role::Base),
        // What that of a `link` is for depends on its `rel`.
        (b"href", b"link" | b"use" | b"image")
        | (b"xlink:href", b"use" | b"image")
        | (
            b"src",
            b"img" | b"script" | b"source" | b"video" | b"audio" | b"track" | b"embed"
            | b"input",
        )
        | (b"poster", b"video")
        | (b"data", b"object") => Meaning::Address(Role::Asset),
        (b"srcset", b"img" | b"source") | (b"imagesrcset", b"link") => Meaning::SourceSet,
        (b"name", b"a") => Meaning::Name,
        (b"rel", b"link") => Meaning::Rel,
        (b"http-equiv", b"meta") => Meaning::HttpEquiv,
        (b"content", b"meta") => Meaning::Content,
        _ => Meaning::Nothing,
    }
}

/// Returns what the target of a `link` is for; `None` where nothing is to be
/// found there.
fn role_of_rel(rel: &[u8]) -> Option<Role> {
    let mut role = Role::Link;
    for word in rel.split(u8::is_ascii_whitespace) {
        match word.to_ascii_lowercase().as_slice() {
            b"canonical" => return Some(Role::Canonical),
            b"preconnect" | b"dns-prefetch" => return None,
            b"stylesheet" | b"icon" | b"apple-touch-icon" | b"mask-icon"
            | b"manifest" | b"preload" | b"modulepreload" => role = Role::Asset,
            _ => (),
        }
    }
    Some(role)
}

/// Returns where the address is in `5; url=/next/`.
fn refresh_target(content: &[u8]) -> Option<Range<usize>> {
    let skip = |from: usize, what: &dyn Fn(u8) -> bool| {
        let rest = content.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| what(**byte)).count()
    };
    let after_time =
        skip(0, &|b| b.is_ascii_digit() || b == b'.' || b.is_ascii_whitespace());
    content.get(after_time).filter(|byte| b";,".contains(byte))?;
    let word = skip(after_time + 1, &|b| b.is_ascii_whitespace());
    let is_url = content.get(word..word + 3)?.eq_ignore_ascii_case(b"url");
    let equals = skip(word + 3, &|b| b.is_ascii_whitespace());
    if !is_url || content.get(equals) != Some(&b'=') {
        return None;
    }
    let mut start = skip(equals + 1, &|b| b.is_ascii_whitespace());
    let mut end = content.len();
    if let Some(&quote @ (b'"' | b'\'')) = content.get(start) {
        start += 1;
        end = skip(start, &|b| b != quote);
    }
    (start < end).then_some(start..end)
}

/// Returns where the addresses of a `srcset` are; a comma inside one belongs to
/// it.
fn candidates(value: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let skip = |from: usize, what: &dyn Fn(u8) -> bool| {
        let rest = value.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| what(**byte)).count()
    };
    loop {
        let start = skip(at, &|b| b.is_ascii_whitespace() || b == b',');
        let end = skip(start, &|b| !b.is_ascii_whitespace());
        if start == end {
            return found;
        }
        let word = value.get(start..end).unwrap_or_default();
        let commas = word.iter().rev().take_while(|byte| **byte == b',').count();
        found.push(start..end - commas);
        // What follows is a descriptor, unless the address ended in a comma.
        at = if commas > 0 { end } else { skip(end, &|b| b != b',') };
    }
}

impl Emitter for Collector<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend(last_start_tag.unwrap_or_default());
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn init_start_tag(&mut self) {
        self.begin(Tag::Start);
    }

    fn init_end_tag(&mut self) {
        self.begin(Tag::End);
    }

    fn push_tag_name(&mut self, s: &[u8]) {
        self.element.extend(s);
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.attribute.clear();
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        self.attribute.extend(s);
    }

    fn init_attribute_value(&mut self) {
        self.value_at = self.position..self.position;
        self.meaning = if self.tag == Tag::Start {
            meaning(&self.element, &self.attribute)
        } else {
            Meaning::Nothing
        };
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        if self.meaning != Meaning::Nothing {
            self.value.extend(s);
            self.value_at.end = self.position;
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.attribute.clear();
        self.end_tag();
        self.last_start.clear();
        if self.tag == Tag::Start {
            std::mem::swap(&mut self.last_start, &mut self.element);
        }
        // Without scripts, what is in `noscript` is on the page.
        match self.last_start.as_slice() {
            b"noscript" => None,
            name => naive_next_state(name),
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag == Tag::End
            && !self.element.is_empty()
            && self.element == self.last_start
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_string(&mut self, _: &[u8]) {}
    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    /// Returns each address with its role and what is written at its place.
    fn links(html: &str) -> Vec<(String, Role, &str)> {
        let scanned = scan(html.as_bytes());
        let links = scanned.links.iter();
        let told = links.map(|link| {
            (scanned.text(link).to_owned(), link.role, &html[link.span.range()])
        });
        told.collect()
    }

    /// An address, its role, and what is written at its place.
    type Told = (&'static str, Role, &'static str);

    #[test]
    fn addresses_are_found_where_they_are_written() {
        #[rustfmt::skip]
        let cases: [(&str, &[Told]); 16] = [
            ("<a href=\"/b/?x=1&amp;y\">",   &[("/b/?x=1&y", Role::Link, "/b/?x=1&amp;y")]),
            ("<p>é</p>\r\n<a class=x href='b c'>", &[("b c", Role::Link, "b c")]),
            ("<a href=b.html title=x>",      &[("b.html", Role::Link, "b.html")]),
            ("<A HREF = b>",                 &[("b", Role::Link, "b")]),
            ("<a href>",                     &[]),
            ("<!-- <a href=b> -->",          &[]),
            ("<script>'<a href=b>'</script><a href=c>", &[("c", Role::Link, "c")]),
            ("<noscript><a href=b></noscript>", &[("b", Role::Link, "b")]),
            ("<link href=s.css rel='Stylesheet'>", &[("s.css", Role::Asset, "s.css")]),
            ("<link rel=preconnect href=//x>", &[]),
            ("<link href=/b rel=canonical>", &[("/b", Role::Canonical, "/b")]),
            ("<img src=a.png srcset='a.png, b,c.png 2x'>", &[
                ("a.png", Role::Asset, "a.png"), ("a.png", Role::Asset, "a.png"),
                ("b,c.png", Role::Asset, "b,c.png")]),
            ("<meta content=\"0; URL='/b'\" http-equiv=refresh>", &[("/b", Role::Refresh, "/b")]),
            ("<meta http-equiv=refresh content=30>", &[]),
            ("<meta name=description content='0; url=/b'>", &[]),
            ("</a href=b><base href=/c/>",   &[("/c/", Role::Base, "/c/")]),
        ];
        for (html, expected) in cases {
            let found = links(html);
            let found: Vec<_> =
                found.iter().map(|(a, b, c)| (a.as_str(), *b, *c)).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn anchors_are_ids_and_names_of_links_outside_templates() {
        let html = "<p id=a><a name=b></a><i name=c></i><template><p id=d></template>\
                    <h2 id='e &amp; f'><textarea><p id=g></textarea>";
        let scanned = scan(html.as_bytes());
        let texts = |list: &[Written]| -> Vec<String> {
            list.iter().map(|written| scanned.text(written).to_owned()).collect()
        };
        assert_eq!(texts(&scanned.ids), ["a", "e & f"]);
        assert_eq!(texts(&scanned.names), ["b"]);
    }
}

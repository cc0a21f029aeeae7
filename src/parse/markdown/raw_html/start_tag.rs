//! Start tags: what is written of them, and the links and ids in them.

use std::ops::Range;

use crate::base::html::escape_text_into;
use crate::parse::document::{Link, LinkForm, LinkRole, LinkUse};

use super::super::allowed::{Element, Shape, is_class, link_role};
use super::super::{holes, links};
use super::attributes::{Attribute, aligned, candidates, styled};
use super::{MAX_OPEN, Scan};

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// The name of the element, in lower case.
    pub(super) name: &'t str,
    /// Its attributes, each once, sorted by name.
    pub(super) attributes: Vec<Attribute<'t>>,
    /// Where it is in the chunk.
    pub(super) range: Range<usize>,
}

impl<'t> Tag<'t> {
    fn attribute(&self, name: &str) -> Option<&'t str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name);
        found.map(|attribute| attribute.value)
    }
}

impl Scan<'_, '_> {
    /// Writes the tag of an element that stays.
    pub(super) fn kept(&mut self, element: &'static Element, tag: &Tag<'_>) {
        self.words_at(element);
        let state = &mut self.gatherer.raw;
        state.titles += usize::from(element.name == "h1");
        self.written.is_visible |= !matches!(element.name, "a" | "span");
        let nests =
            matches!(element.shape, Shape::Inline | Shape::Block) && element.name != "hr";
        if nests && state.open.len() >= MAX_OPEN {
            self.links_of(tag);
            return self.remove(&tag.range, format!("<{}>", element.name));
        }
        if nests {
            state.open.push(element.name);
        }
        self.written.html.push('<');
        self.tag_name(element.name);
        let mut classes: Vec<&str> = Vec::new();
        for attribute in &tag.attributes {
            if !self.special(element, attribute, tag, &mut classes)
                && element.allows(attribute.name)
            {
                self.attribute(attribute.name, attribute.value);
            }
        }
        if !classes.is_empty() {
            classes.dedup();
            self.attribute("class", &classes.join(" "));
        }
        if element.name == "img" {
            self.written.html.push_str(r#" loading="lazy" decoding="async""#);
        }
        self.written.html.push('>');
    }

    /// Deals with an attribute that is not just copied; returns whether it was
    /// one.
    fn special<'t>(
        &mut self,
        element: &Element,
        attribute: &Attribute<'t>,
        tag: &Tag<'t>,
        classes: &mut Vec<&'t str>,
    ) -> bool {
        let value = attribute.value;
        match attribute.name {
            "class" => {
                classes.extend(value.split_ascii_whitespace().filter(|c| is_class(c)));
            }
            "align" => classes.extend(aligned(value)),
            "id" => self.id(attribute, "id"),
            "name" if element.name == "a" => match tag.attribute("id") {
                // One id written twice, for old browsers.
                Some(id) if id == value => (),
                Some(_) => self.id(attribute, "name"),
                None => self.id(attribute, "id"),
            },
            name if link_role(element.name, name).is_some() => {
                let marks = self.link(attribute, tag);
                self.written.html.extend([" ", name, "=\"", &marks, "\""]);
            }
            "style" => {
                let (class, is_all) = styled(value);
                classes.extend(class);
                if !is_all {
                    self.remove(&attribute.range, "style".to_owned());
                }
            }
            name if name.starts_with("on") => {
                self.remove(&attribute.range, name.to_owned());
            }
            _ => return false,
        }
        true
    }

    /// Takes an id and writes it as attribute `key`, unless the page has it.
    fn id(&mut self, attribute: &Attribute<'_>, key: &str) {
        let id = attribute.value;
        if id.is_empty() || id.contains(|c: char| c.is_ascii_whitespace()) {
            return;
        }
        let span = self.span(&attribute.value_range);
        match self.gatherer.ids.take(id, span) {
            Ok(()) => self.attribute(key, id),
            Err(problem) => self.gatherer.problems.push(problem),
        }
    }

    /// Adds the links of an element that does not stay.
    pub(super) fn links_of(&mut self, tag: &Tag<'_>) {
        for attribute in &tag.attributes {
            if link_role(tag.name, attribute.name).is_some() {
                self.link(attribute, tag);
            }
        }
    }

    /// Adds the link or links of an attribute; returns its value with a mark in
    /// place of each target.
    fn link(&mut self, attribute: &Attribute<'_>, tag: &Tag<'_>) -> String {
        let html = self.chunk.text.as_str();
        if attribute.name != "srcset" {
            let place = attribute.trimmed(html);
            return holes::mark(self.add_link(attribute.value, &place, tag));
        }
        let mut marks = String::new();
        for (candidate, descriptor) in candidates(attribute.value) {
            let place = attribute.place_of(&candidate, html);
            let href = attribute.value.get(candidate).unwrap_or_default();
            marks.push_str(if marks.is_empty() { "" } else { ", " });
            marks.push_str(&holes::mark(self.add_link(href, &place, tag)));
            if !descriptor.is_empty() {
                marks.push(' ');
                escape_text_into(&mut marks, descriptor);
            }
        }
        marks
    }

    fn add_link(&mut self, href: &str, place: &Range<usize>, tag: &Tag<'_>) -> u32 {
        let role = match tag.name {
            "a" | "area" => LinkRole::Page,
            "link" if is_hint(tag.attribute("rel").unwrap_or_default()) => LinkRole::Hint,
            _ => LinkRole::Embed,
        };
        let label = links::shortened(tag.attribute("alt").unwrap_or_default().trim());
        let used = LinkUse { span: self.span(&tag.range), label: label.to_owned() };
        let link = Link {
            href: links::trim(href).to_owned(),
            span: self.span(place),
            form: LinkForm::Html,
            role,
            uses: vec![used],
        };
        self.gatherer.links.add(link)
    }

    /// Writes the name of an element; a heading's level is settled later.
    pub(super) fn tag_name(&mut self, name: &str) {
        match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => {
                self.written.html.push_str(&holes::heading_mark(level - b'0'));
            }
            _ => self.written.html.push_str(name),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let html = &mut self.written.html;
        html.extend([" ", name, "=\""]);
        escape_text_into(html, value);
        html.push('"');
    }
}

/// Returns whether a `rel` only tells the browser to get ready.
fn is_hint(rel: &str) -> bool {
    let mut words = rel.split_ascii_whitespace();
    words.any(|word| {
        ["preconnect", "dns-prefetch"].iter().any(|hint| word.eq_ignore_ascii_case(hint))
    })
}

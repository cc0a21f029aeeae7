//! Start tags: what is written of them, and the links and ids in them.

use std::ops::Range;

use crate::base::html::escape_text_into;
use crate::parse::document::{Link, LinkForm, LinkRole, LinkUse};

use super::super::allowed::{Element, Shape, is_class, link_role};
use super::super::{holes, links};
use super::Scan;
use super::attributes::{Attribute, aligned, candidates, styled};
use super::nesting::push_name;

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

    /// Returns whether this only tells the browser to get ready.
    pub(super) fn is_hint(&self) -> bool {
        const HINTS: [&str; 2] = ["preconnect", "dns-prefetch"];
        let words = self.attribute("rel").unwrap_or_default().split_ascii_whitespace();
        let mut hints =
            words.filter(|word| HINTS.iter().any(|hint| word.eq_ignore_ascii_case(hint)));
        self.name == "link" && hints.next().is_some()
    }
}

impl Scan<'_, '_> {
    /// Writes the tag of an element that stays.
    pub(super) fn kept(&mut self, element: &'static Element, tag: &Tag<'_>) {
        self.words_at(element);
        let state = &mut self.gatherer.raw;
        state.titles += usize::from(element.name == "h1");
        self.written.is_visible |= !matches!(element.name, "a" | "span");
        let is_phrase = element.shape == Shape::Inline
            || matches!(element.name, "br" | "img" | "wbr");
        let is_nested_link = element.name == "a" && self.gatherer.links.is_open();
        state.is_unclean |= !is_phrase || is_nested_link;
        if !state.nesting.start(element, &mut self.written.html) {
            self.links_of(tag);
            return self.remove(&tag.range, format!("<{}>", element.name));
        }
        self.written.html.push('<');
        push_name(&mut self.written.html, element.name);
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
            self.gatherer.links.text(tag.attribute("alt").unwrap_or_default());
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
        let is_plain = html.get(attribute.value_range.clone()) == Some(attribute.value);
        for (candidate, descriptor) in candidates(attribute.value) {
            // With character references in it, a part is not where it seems.
            let start = attribute.value_range.start;
            let place = if is_plain {
                start + candidate.start..start + candidate.end
            } else {
                attribute.value_range.clone()
            };
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
            _ if tag.is_hint() => LinkRole::Hint,
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
        let number = self.gatherer.links.add(link);
        if tag.name == "a" {
            self.gatherer.links.open_raw(number);
        }
        number
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let html = &mut self.written.html;
        html.extend([" ", name, "=\""]);
        escape_text_into(html, value);
        html.push('"');
    }
}

//! A frozen text as the pages about it show it: its HTML, and its blocks.
//!
//! The facts of every frozen text are found beforehand, as resolving needs them;
//! what is made here is large, and wanted only while those pages are made. One
//! walk over the markdown serves the page of the version and all comparisons.

use super::document::{Body, Document, LinkForm};
use super::register::Facts;
use super::{Blocks, Purpose, aliases, blocks_of, front_matter, markdown};

/// A frozen text as the pages about it show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its HTML.
    pub body: Body,
    /// What is compared with other versions: the blocks of what is published of
    /// it, which has no comments.
    pub blocks: Blocks,
}

impl Shown {
    /// Makes a text ready to be shown, from its file and the facts in it.
    pub fn new(text: &str, facts: &Document) -> Self {
        let range = front_matter::body(text);
        let own = text.get(range.clone()).unwrap_or_default();
        let is_before = |form: &LinkForm| {
            matches!(form, LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra)
        };
        let uses = facts.facts.iter();
        let options = markdown::Options {
            purpose: Purpose::Recall,
            controlled: false,
            links_before: facts.links.iter().filter(|it| is_before(&it.form)).count(),
            highlight_limit: markdown::HIGHLIGHT_LIMIT,
            facts: &Facts::of(uses.map(|fact| (fact.name.clone(), fact.value.clone()))),
        };
        let (mut body, mut anchors, blocks) = markdown::shown(text, range, &options);
        aliases::add(&facts.front_matter, &mut anchors, Some(&mut body));
        let published = facts.text.published.as_ref();
        let blocks = match published.filter(|it| it.markdown.trim() != own.trim()) {
            Some(other) => blocks_of(other),
            None => blocks,
        };
        Self { body, blocks }
    }
}

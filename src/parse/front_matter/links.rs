//! The values of front matter that lead somewhere.

use crate::base::span::{Span, Spanned};

use super::super::document::{FrontMatter, Link, LinkForm, LinkRole, LinkUse};
use super::super::field::{Field, is_spelling, lookup};
use super::node::{Entry, Node, Value};
use super::values::trimmed;

/// Returns the links in the fields that `[content] link_fields` names.
///
/// A name may have dots: `hero.image` is the key `image` within `hero`. Lists
/// count as each of their items.
pub(super) fn in_link_fields(
    entries: &[Entry],
    file: &str,
    link_fields: &[String],
) -> Vec<Link> {
    let mut links = Vec::new();
    for name in link_fields {
        let mut texts = Vec::new();
        texts_below(entries, name, &mut texts);
        let (form, label) = match lookup(name) {
            Some(known) => (LinkForm::FrontMatter(known.field), known.field.as_str()),
            None => (LinkForm::FrontMatterExtra, name.as_str()),
        };
        let values = texts.into_iter().map(|(text, span)| trimmed(text, span, file));
        let values = values.filter(|value| !value.value.is_empty());
        links.extend(values.map(|value| link(value, form, label)));
    }
    links
}

/// Returns the links in the fields that always hold some, except those that
/// `link_fields` names.
///
/// `related`, `supersedes` and `superseded_by` hold ids or paths; ids are no
/// links.
pub(super) fn in_known_fields(fields: &FrontMatter, link_fields: &[String]) -> Vec<Link> {
    let named: Vec<Field> = link_fields
        .iter()
        .filter_map(|name| lookup(name))
        .map(|known| known.field)
        .collect();
    let references = [
        (Field::Related, &fields.related),
        (Field::Supersedes, &fields.supersedes),
        (Field::SupersededBy, &fields.superseded_by),
    ];
    let references = references.into_iter().flat_map(|(field, values)| {
        let values = values.iter().filter(|value| is_address(&value.value));
        values.map(move |value| (field, value))
    });
    let source_url = fields.source_url.iter().map(|value| (Field::SourceUrl, value));
    source_url
        .chain(references)
        .filter(|(field, _)| !named.contains(field))
        .map(|(field, value)| {
            link(value.clone(), LinkForm::FrontMatter(field), field.as_str())
        })
        .collect()
}

fn link(target: Spanned<String>, form: LinkForm, label: &str) -> Link {
    let uses = vec![LinkUse { span: target.span, label: label.to_owned() }];
    Link { href: target.value, span: target.span, form, role: LinkRole::Page, uses }
}

/// Collects the texts of the keys called `name`.
fn texts_below<'a>(entries: &'a [Entry], name: &str, texts: &mut Vec<(&'a str, Span)>) {
    let (first, rest) = name.split_once('.').map_or((name, None), |(a, b)| (a, Some(b)));
    let field = lookup(name).map(|known| known.field);
    for Entry { key, value } in entries {
        let known = lookup(&key.value).map(|known| known.field);
        if is_spelling(&key.value, name) || field.is_some() && known == field {
            texts_of(value, None, texts);
        } else if rest.is_some() && is_spelling(&key.value, first) {
            texts_of(value, rest, texts);
        }
    }
}

fn texts_of<'a>(node: &'a Node, within: Option<&str>, texts: &mut Vec<(&'a str, Span)>) {
    match (&node.value, within) {
        (Value::Text(text), None) => texts.push((text, node.span)),
        (Value::List(items), _) => {
            for item in items {
                texts_of(item, within, texts);
            }
        }
        (Value::Map(entries), Some(name)) => texts_below(entries, name, texts),
        (
            Value::Null { .. }
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Map(_),
            _,
        ) => (),
    }
}

/// Returns whether a text is a path, a URL or a fragment and not an id.
fn is_address(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let markdown = path
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"));
    let scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(legal)
            && rest.starts_with(|c: char| !c.is_whitespace())
    });
    text.contains('/') || text.starts_with('#') || markdown || scheme
}

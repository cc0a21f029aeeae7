//! What the headings of an earlier text are called now.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::nearest::nearest;
use crate::parse::{Document, Heading, PublishedText};

/// Two versions of a text, and the paragraphs below each heading of both.
#[derive(Debug)]
pub struct Successors<'a> {
    old: &'a Document,
    new: &'a Document,
    was: Vec<BTreeSet<&'a str>>,
    now: Vec<BTreeSet<&'a str>>,
}

impl<'a> Successors<'a> {
    /// Compares an earlier text of a document with a later one, each with what is
    /// published of it.
    pub fn new(
        (old, was): (&'a Document, Option<&'a PublishedText>),
        (new, now): (&'a Document, Option<&'a PublishedText>),
    ) -> Self {
        Self { old, new, was: sections(old, was), now: sections(new, now) }
    }

    /// Returns the heading that continues one of the earlier text, by its
    /// position there: the one with its id, its name, most of its paragraphs, or
    /// a similar name.
    pub fn of(&self, at: usize) -> Option<&'a Heading> {
        let heading = self.old.headings.get(at)?;
        let mut headings = self.new.headings.iter();
        let name = heading.text.to_lowercase();
        headings
            .clone()
            .find(|it| it.anchor == heading.anchor)
            .or_else(|| headings.find(|it| it.text.to_lowercase() == name))
            .or_else(|| self.with_paragraphs(at))
            .or_else(|| self.with_similar_name(heading))
    }

    /// Returns the heading below which the most paragraphs of a section are, if
    /// those are more than half of them.
    fn with_paragraphs(&self, at: usize) -> Option<&'a Heading> {
        let was = self.was.get(at)?;
        let counts = self.now.iter().map(|now| was.intersection(now).count());
        let counted = counts.zip(&self.new.headings);
        let (most, best) = counted.rev().max_by_key(|(count, _)| *count)?;
        (most * 2 > was.len()).then_some(best)
    }

    /// Returns the new heading whose name has most words of an old one, if that
    /// is at least half of them, or whose id is spelt nearly the same.
    fn with_similar_name(&self, heading: &Heading) -> Option<&'a Heading> {
        let is_new =
            |it: &&Heading| self.old.headings.iter().all(|was| was.anchor != it.anchor);
        let mut candidates = self.new.headings.iter().filter(is_new);
        let was = words(&heading.text);
        let scored = candidates.clone().map(|it| {
            let now = words(&it.text);
            let shared = was.intersection(&now).count();
            (shared, was.len().max(now.len()), it)
        });
        let close = scored.filter(|(shared, all, _)| *shared > 0 && shared * 2 >= *all);
        let best = close.rev().max_by_key(|(shared, ..)| *shared).map(|(.., it)| it);
        best.or_else(|| {
            let ids = candidates.clone().map(|it| it.anchor.as_str());
            let near = nearest(&heading.anchor, ids)?;
            candidates.find(|it| it.anchor == near)
        })
    }
}

/// Returns the lines of a controlled document below each of its headings, up to
/// the next one; none where they cannot be told.
fn sections<'a>(
    document: &Document,
    text: Option<&'a PublishedText>,
) -> Vec<BTreeSet<&'a str>> {
    let mut sections = vec![BTreeSet::new(); document.headings.len()];
    let Some(text) = text else { return sections };
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, heading) in document.headings.iter().enumerate() {
        let name: Vec<&str> = heading.text.split_whitespace().collect();
        places.entry(name.join(" ")).or_default().push(at);
    }
    let mut current = None;
    for line in text.words.lines() {
        let next = current.map_or(0, |at| at + 1);
        let named = places
            .get(line)
            .and_then(|places| places.iter().copied().find(|&at| at >= next));
        if named.is_some() {
            current = named;
        } else if let Some(section) = current.and_then(|at| sections.get_mut(at)) {
            section.insert(line);
        }
    }
    sections
}

/// Returns the words of a heading by which it is known: in lower case, without
/// numbers and what joins them.
fn words(text: &str) -> BTreeSet<String> {
    const JOINING: [&str; 10] =
        ["a", "an", "and", "for", "in", "of", "on", "or", "the", "to"];
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.map(str::to_lowercase);
    let telling = words.filter(|word| {
        word.chars().any(char::is_alphabetic) && !JOINING.contains(&word.as_str())
    });
    telling.collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::base::path::ContentPath;
    use crate::config::Config;
    use crate::load::SourceFile;
    use crate::parse::{Facts, Purpose, parse};

    fn document(body: &str) -> Arc<Document> {
        let text = format!("---\nkind: policy\n---\n{body}");
        let path = ContentPath::new("a.md").unwrap();
        let source = SourceFile { path, text: Ok(text) };
        parse(vec![source], &Config::bare(Path::new("/")), Purpose::Check, Facts::none())
            .pop()
            .unwrap()
    }

    fn successors<'a>(old: &'a Document, new: &'a Document) -> Successors<'a> {
        let published = |it: &'a Document| it.text.published.as_ref();
        Successors::new((old, published(old)), (new, published(new)))
    }

    #[test]
    fn a_heading_is_known_by_its_id_its_name_its_text_or_a_similar_name() {
        let old = document("## Access\n\nDoors.\n\nKeys.\n\nLocks.\n\n## End\n\nEnd.\n");
        #[rustfmt::skip]
        let cases = [
            // the text now                                        what continues Access
            ("## Doors {#access}\n",                               Some("access")),
            ("## Keys\n\n### Access {#the-access}\n",              Some("the-access")),
            ("## Entry\n\nKeys.\n\nDoors.\n\nNew.\n\n## End\n",    Some("entry")),
            ("## Entry\n\nKeys.\n\n## End\n",                      None),
            ("## Access to buildings\n",                           Some("access-to-buildings")),
            ("## Acces\n",                                         Some("acces")),
            ("## End\n\nDoors.\n",                                 None),
            ("Nothing.\n",                                         None),
        ];
        for (now, expected) in cases {
            let new = document(now);
            let found = successors(&old, &new).of(0);
            assert_eq!(found.map(|it| it.anchor.as_str()), expected, "{now}");
        }
    }

    #[test]
    fn a_section_is_followed_to_another_name_and_another_place() {
        let body = "We keep logs for as long as the law asks.\n\n- one\n- two\n\n";
        let last = "## Z\n\nThese are the last words of all.\n\n";
        #[rustfmt::skip]
        let cases = [
            (format!("## Logs\n\n{body}{last}"),                     Some("logs")),
            (format!("## Records\n\n{body}{last}"),                  Some("records")),
            (format!("## Our logs\n\n{body}{last}"),                 Some("our-logs")),
            (format!("## Logs {{#l}}\n\n{body}{last}"),              Some("l")),
            (format!("## Other\n\nNothing of that.\n\n{last}"),     None),
            (format!("## A\n\nWhat it is.\n\n{body}{last}"),        Some("a")),
            (format!("{last}## Records\n\n{body}"),                  Some("records")),
        ];
        let old = document(&format!("## Logs\n\n{body}{last}"));
        for (now, expected) in cases {
            let new = document(&now);
            let found = successors(&old, &new).of(0);
            assert_eq!(found.map(|it| it.anchor.as_str()), expected, "{now}");
        }
    }
}

//! Names of facts in texts, which their values take the place of:
//! `{{ fact.soc2.period_end }}`.
//!
//! Code is left alone, and so is every other text in braces. A name that stands for
//! nothing stays as it is written.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::base::nearest::nearest;
use crate::parse::document::{Problem, ProblemKind};
use crate::parse::register::{FactUse, Facts};

use super::Source;
use super::events::Stream;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const PREFIX: &str = "fact.";

/// What takes the place of some bytes of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// The value, as markdown.
    pub(super) markdown: String,
}

/// The facts that a body names.
#[derive(Debug, Default)]
pub(super) struct Insertions {
    /// Those that exist, in order; a name as often as it is used.
    pub(super) uses: Vec<FactUse>,
    /// What to put into the markdown that is published.
    pub(super) edits: Vec<Insertion>,
    /// The names that stand for nothing.
    pub(super) problems: Vec<Problem>,
}

/// Puts the values of facts into the texts of a body.
pub(super) fn insert(
    stream: &mut Stream<'_>,
    source: Source<'_>,
    facts: &Facts,
) -> Insertions {
    let mut found = Insertions::default();
    // Few bodies name a fact, and looking for two braces costs next to nothing.
    if memmem::find(source.text.as_bytes(), OPEN.as_bytes()).is_none() {
        return found;
    }
    let mut is_code = false;
    for (event, range) in &mut stream.items {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(part) if !is_code && part.contains(OPEN) => {
                let is_written = source.text.get(range.clone()) == Some(&**part);
                let place = Place { source, range: range.clone(), is_written };
                if let Some(filled) = fill(part, &place, facts, &mut found) {
                    *part = CowStr::from(filled);
                }
            }
            _ => (),
        }
    }
    found
}

/// Where a text is.
struct Place<'a> {
    source: Source<'a>,
    range: Range<usize>,
    /// Whether the text is just what is written there.
    is_written: bool,
}

impl Place<'_> {
    /// Returns where a part of the text is in the body: all of it, where that
    /// cannot be told.
    fn of(&self, part: Range<usize>) -> Range<usize> {
        if self.is_written {
            self.range.start + part.start..self.range.start + part.end
        } else {
            self.range.clone()
        }
    }
}

/// Returns a text with the values of the facts that it names, if it names any.
fn fill(
    text: &str,
    place: &Place<'_>,
    facts: &Facts,
    found: &mut Insertions,
) -> Option<String> {
    let mut filled = String::new();
    let mut at = 0;
    while let Some((part, name)) = next_name(text, at) {
        filled.push_str(text.get(at..part.start).unwrap_or_default());
        at = part.end;
        let range = place.of(part.clone());
        if let Some(fact) = facts.get(name) {
            let value = fact.value.shown();
            filled.push_str(&value);
            if place.is_written {
                let markdown = escaped(&value);
                found.edits.push(Insertion { range, markdown });
            }
            found.uses.push(FactUse { name: name.to_owned(), value });
        } else {
            filled.push_str(text.get(part).unwrap_or_default());
            let known = facts.iter().map(|(name, _)| name);
            let suggestion = nearest(name, known).map(str::to_owned);
            let kind = ProblemKind::FactUnknown { name: name.to_owned(), suggestion };
            found.problems.push(Problem { span: place.source.span(range), kind });
        }
    }
    if at == 0 {
        return None;
    }
    filled.push_str(text.get(at..).unwrap_or_default());
    Some(filled)
}

/// Returns the next `{{ fact.… }}` from a byte on, and the name in it.
fn next_name(text: &str, from: usize) -> Option<(Range<usize>, &str)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find(OPEN)?;
        let inside = text.get(start + OPEN.len()..)?;
        let end = inside.find(CLOSE)?;
        if let Some(name) = inside.get(..end)?.trim().strip_prefix(PREFIX) {
            return Some((start..start + OPEN.len() + end + CLOSE.len(), name));
        }
        at = start + OPEN.len();
    }
}

/// Returns a value as markdown that says just this.
fn escaped(value: &str) -> String {
    let mut markdown = String::with_capacity(value.len());
    for character in value.chars() {
        if "\\`*_[]<>|~&".contains(character) {
            markdown.push('\\');
        }
        markdown.push(character);
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Options, read};
    use crate::parse::{Purpose, markdown};

    /// Returns the words, the markdown and the unknown names of a controlled
    /// document.
    fn read_with_facts(text: &str) -> (String, String, Vec<String>) {
        let facts = Facts::of([
            ("soc2.period_end", "31 May 2026"),
            ("dpo", "Data *protection* office"),
        ]);
        let options = Options {
            purpose: Purpose::Publish,
            controlled: true,
            links_before: 0,
            highlight_limit: markdown::HIGHLIGHT_LIMIT,
            facts: &facts,
        };
        let read = read(text, 0..text.len(), &options);
        let published = read.text.published.unwrap();
        let unknown = read.problems.iter().filter_map(|problem| match &problem.kind {
            ProblemKind::FactUnknown { name, suggestion } => {
                Some(format!("{name} {suggestion:?} `{}`", problem.span.of(text)))
            }
            _ => None,
        });
        let unknown = unknown.collect();
        (published.words, published.markdown, unknown)
    }

    #[test]
    fn a_value_takes_the_place_of_its_name() {
        #[rustfmt::skip]
        let cases = [
            // markdown                                     words                              markdown that is published
            ("Until {{ fact.soc2.period_end }}.\n",         "Until 31 May 2026.\n",            "Until 31 May 2026.\n"),
            ("{{fact.soc2.period_end}}\n",                  "31 May 2026\n",                   "31 May 2026\n"),
            ("**{{ fact.soc2.period_end }}**\n",            "31 May 2026\n",                   "**31 May 2026**\n"),
            ("[a {{ fact.soc2.period_end }}](/x)\n",        "a 31 May 2026\n",                 "[a 31 May 2026](/x)\n"),
            ("# To {{ fact.soc2.period_end }}\n",           "To 31 May 2026\n",                "# To 31 May 2026\n"),
            ("{{ fact.dpo }}\n",                            "Data *protection* office\n",      "Data \\*protection\\* office\n"),
            ("| a |\n|---|\n| {{ fact.soc2.period_end }} |\n", "a\n31 May 2026\n",             "| a |\n|---|\n| 31 May 2026 |\n"),
            ("a & {{ fact.soc2.period_end }} <!-- x -->\n", "a & 31 May 2026\n",               "a & 31 May 2026\n"),
            // Code, and what is not ours, is left alone.
            ("`{{ fact.dpo }}`\n",                          "{{ fact.dpo }}\n",                "`{{ fact.dpo }}`\n"),
            ("```\n{{ fact.dpo }}\n```\n",                  "{{ fact.dpo }}\n",                "```\n{{ fact.dpo }}\n```\n"),
            ("{{ page.title }} {{ fact.soc2.period_end }}\n", "{{ page.title }} 31 May 2026\n", "{{ page.title }} 31 May 2026\n"),
            ("{{ fact.dpo\n",                               "{{ fact.dpo\n",                   "{{ fact.dpo\n"),
        ];
        for (text, words, markdown) in cases {
            let read = read_with_facts(text);
            assert_eq!((read.0.as_str(), read.1.as_str()), (words, markdown), "{text}");
            assert_eq!(read.2, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_name_that_stands_for_nothing_stays_and_is_told() {
        let (words, _, unknown) = read_with_facts("By {{ fact.soc2.period_ned }}.\n");
        assert_eq!(words, "By {{ fact.soc2.period_ned }}.\n");
        assert_eq!(
            unknown,
            ["soc2.period_ned Some(\"soc2.period_end\") `{{ fact.soc2.period_ned }}`"]
        );
    }
}

//! `link-target-duplicate`: two names of different things lead to one address.

use std::collections::BTreeMap;

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Link, LinkForm, LinkRole, LinkUse};
use crate::resolve::{PageIndex, Settled, Site, Target};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-target-duplicate",
    summary: "two names of different things lead to one address",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a page on which two links lead to one page, file or URL although their texts
name different documents of one sort: two policies, two plans. Only names count: texts
of two words or more, in capitals as in a title, that end with the sort of document.
Texts that differ in case, plural or punctuation, or of which one contains the other,
name one thing; images and links with a fragment (`#…`) are left alone.

## Why it matters

Somebody copied a line and forgot to change the link. The reader who asks for the
password policy gets another document, and the page looks right for years.

## Example

```md reports
# Documents

- [Information Security Policy](https://files.example.com/d/1)
- [Password Policy](https://files.example.com/d/1)
```

```md passes
# Documents

- [Information Security Policy](https://files.example.com/d/1)
- [Password Policy](https://files.example.com/d/2)
- the [information security policy](https://files.example.com/d/1) once more
```

## How to fix

Link each name to its own document. If one document holds both, link to its sections,
or say so in one link.
",
    check: Check::Site(check),
};

/// The longest text that is taken for a name, in bytes. It also bounds the work
/// of comparing two names.
const LONGEST_NAME: usize = 120;

/// Sorts of documents, as names of them end. Names of other things share a target as
/// often as not: a page on two roles, a form with two uses.
const SORTS: [&str; 21] = [
    "addendum",
    "agreement",
    "certificate",
    "charter",
    "checklist",
    "code",
    "declaration",
    "framework",
    "guideline",
    "handbook",
    "notice",
    "plan",
    "playbook",
    "policy",
    "procedure",
    "program",
    "register",
    "report",
    "standard",
    "statement",
    "term",
];

/// What a link leads to, in a form that can be compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Page(PageIndex),
    Asset(usize),
    Url(&'a str),
}

/// A link's text and where the link is.
struct Named {
    text: String,
    words: Vec<String>,
    span: Span,
}

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let mut uses: BTreeMap<Place<'_>, Vec<&LinkUse>> = BTreeMap::new();
        for (link, settled) in document.links.iter().zip(page.links.iter()) {
            let Some(place) = place(link, settled, index) else { continue };
            for named in link.uses.iter().filter(|it| is_name(it.label.trim())) {
                uses.entry(place).or_default().push(named);
            }
        }
        let source = site.source_of(index);
        for uses in uses.into_values().filter(|uses| uses.len() > 1) {
            let named: Vec<Named> = uses.into_iter().map(named).collect();
            let Some((first, other)) = two_names(&named) else { continue };
            findings
                .add(
                    source,
                    other.span,
                    format!(
                        "{} leads to the same place as {}",
                        code(&other.text),
                        code(&first.text)
                    ),
                )
                .label("one of the two links is wrong")
                .see(source, first.span, "the same target")
                .about(&other.text);
        }
    }
}

/// Returns where a link leads, if it is one that this rule looks at.
fn place<'a>(link: &'a Link, settled: &Settled, own: PageIndex) -> Option<Place<'a>> {
    let is_written_by_name = match link.form {
        LinkForm::Inline | LinkForm::Reference | LinkForm::Html => true,
        LinkForm::Autolink
        | LinkForm::EmailAutolink
        | LinkForm::FrontMatter(_)
        | LinkForm::FrontMatterExtra => false,
    };
    if !is_written_by_name || link.role != LinkRole::Page || link.href.contains('#') {
        return None;
    }
    match settled.target {
        Target::Page { page, .. } => (page != own).then_some(Place::Page(page)),
        Target::Asset(asset) => Some(Place::Asset(asset)),
        Target::External => Some(Place::Url(link.href.trim_end_matches('/'))),
        Target::Generated(_) | Target::Elsewhere | Target::Nowhere => None,
    }
}

/// Returns whether a text is the name of something.
fn is_name(text: &str) -> bool {
    let starts_small = |word: &str| word.starts_with(char::is_lowercase);
    let mut long_words = text.split_whitespace().filter(|word| word.chars().count() > 3);
    text.starts_with(char::is_uppercase)
        && text.len() <= LONGEST_NAME
        && text.split_whitespace().nth(1).is_some()
        && !long_words.any(starts_small)
}

fn named(place: &LinkUse) -> Named {
    let text = place.label.trim().to_owned();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    Named { words: words.map(singular).collect(), text, span: place.span }
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match (lower.strip_suffix("ies"), lower.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => lower,
    }
}

/// Returns the first two of these that name different things.
fn two_names(named: &[Named]) -> Option<(&Named, &Named)> {
    let (first, others) = named.split_first()?;
    let sort = first.words.last().filter(|it| SORTS.contains(&it.as_str()))?;
    let mut others = others.iter().filter(|other| other.words.last() == Some(sort));
    let other = others.find(|other| !is_same(&first.words, &other.words))?;
    Some((first, other))
}

fn is_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_different_things_count() {
        #[rustfmt::skip]
        let cases = [
            ("Information Security Policy", "Password Policy",             true),
            ("Information Security Policy", "information security policy", false),
            ("Security Policy",             "Information Security Policy", false),
            ("Security Policies",           "Security Policy",             false),
            ("Terms & Conditions",          "Terms, Conditions",           false),
            ("Security Policy",             "here",                        false),
            ("Security Policy",             "How we keep your data safe",  false),
            ("Incident Response Plans",  "Business Continuity Plan",    true),
            ("Acceptable Use of Assets", "Backup and Recovery",         false),
            ("Product Designers",        "Two Other Designers",         false),
        ];
        for (first, other, expected) in cases {
            let uses = [first, other]
                .map(|label| LinkUse { span: Span::default(), label: label.to_owned() });
            let names = uses.iter().filter(|place| is_name(&place.label));
            let named: Vec<_> = names.map(named).collect();
            assert_eq!(two_names(&named).is_some(), expected, "{first} / {other}");
        }
    }
}

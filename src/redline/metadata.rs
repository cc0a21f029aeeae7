//! Which facts of the front matter changed.

use crate::base::date::{Precision, WrittenDate};
use crate::base::span::Spanned;
use crate::parse::{ControlRef, Field, FrontMatter};

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Which fact.
    pub field: Field,
    /// What readers call it: `Approved by`.
    pub label: &'static str,
    /// What it was, as readers see it. Of a list, what is gone; empty where
    /// nothing was said or is gone.
    pub before: Vec<String>,
    /// What it is, as readers see it. Of a list, what is new; empty where
    /// nothing is said or is new.
    pub after: Vec<String>,
}

/// The facts that are compared, in the order in which they matter, and what
/// readers call them: what a document says of itself, not how a site shows it.
/// The change summary is about a version and differs by nature.
#[rustfmt::skip]
const FACTS: &[(Field, &str)] = &[
    (Field::Title,          "Title"),
    (Field::Version,        "Version"),
    (Field::Status,         "Status"),
    (Field::Kind,           "Kind of document"),
    (Field::Classification, "Classification"),
    (Field::Owner,          "Owner"),
    (Field::Approver,       "Approved by"),
    (Field::ApprovedOn,     "Approved on"),
    (Field::IssuedOn,       "Issued on"),
    (Field::EffectiveOn,    "In force from"),
    (Field::LastUpdated,    "Last updated"),
    (Field::LastReviewed,   "Last reviewed"),
    (Field::ReviewInterval, "Reviewed every"),
    (Field::NextReview,     "Next review"),
    (Field::ExpiresOn,      "Valid until"),
    (Field::AppliesTo,      "Applies to"),
    (Field::Controls,       "Controls"),
    (Field::Reference,      "Reference"),
    (Field::Supersedes,     "Supersedes"),
    (Field::SupersededBy,   "Superseded by"),
    (Field::Authors,        "Authors"),
    (Field::Summary,        "Summary"),
    (Field::License,        "Licence"),
];

/// Returns the facts that changed, in the order in which they matter.
///
/// The order of a list is no fact.
pub fn metadata(old: &FrontMatter, new: &FrontMatter) -> Vec<FactChange> {
    let changes = FACTS.iter().filter_map(|&(field, label)| {
        let (was, is) = (values(old, field), values(new, field));
        let before = without(&was, &is);
        let after = without(&is, &was);
        let is_same = before.is_empty() && after.is_empty();
        (!is_same).then_some(FactChange { field, label, before, after })
    });
    changes.collect()
}

/// Returns what only the first list has.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    list.iter().filter(|value| !other.contains(value)).cloned().collect()
}

/// Returns what is said of a fact, as readers see it.
fn values(facts: &FrontMatter, field: Field) -> Vec<String> {
    match field {
        Field::Title => text(facts.title.as_ref()),
        Field::Version => text(facts.version.as_ref()),
        Field::Reference => text(facts.reference.as_ref()),
        Field::Summary => text(facts.summary.as_ref()),
        Field::License => text(facts.license.as_ref()),
        Field::Status => word(facts.status.as_ref().map(|it| it.value.as_str())),
        Field::Kind => word(facts.kind.as_ref().map(|it| it.value.as_str())),
        Field::Classification => {
            word(facts.classification.as_ref().map(|it| it.value.as_str()))
        }
        Field::Owner => texts(&facts.owner),
        Field::Approver => texts(&facts.approver),
        Field::Authors => texts(&facts.authors),
        Field::AppliesTo => texts(&facts.applies_to),
        Field::Supersedes => texts(&facts.supersedes),
        Field::SupersededBy => texts(&facts.superseded_by),
        Field::ApprovedOn => date(facts.approved_on.as_ref()),
        Field::IssuedOn => date(facts.issued_on.as_ref()),
        Field::EffectiveOn => date(facts.effective_on.as_ref()),
        Field::LastUpdated => date(facts.last_updated.as_ref()),
        Field::LastReviewed => date(facts.last_reviewed.as_ref()),
        Field::NextReview => date(facts.next_review.as_ref()),
        Field::ExpiresOn => date(facts.expires_on.as_ref()),
        Field::ReviewInterval => {
            facts.review_interval.iter().map(|it| it.value.words()).collect()
        }
        Field::Controls => facts.controls.iter().map(|it| control(&it.value)).collect(),
        _ => Vec::new(),
    }
}

fn text(value: Option<&Spanned<String>>) -> Vec<String> {
    value.iter().map(|value| value.value.clone()).collect()
}

fn texts(values: &[Spanned<String>]) -> Vec<String> {
    values.iter().map(|value| value.value.clone()).collect()
}

/// Returns a word of ours for readers: `In review`.
fn word(word: Option<&str>) -> Vec<String> {
    let word = word.map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>().replace('_', " ")
    });
    word.into_iter().collect()
}

fn date(date: Option<&Spanned<WrittenDate>>) -> Vec<String> {
    let date = date.map(|date| {
        let long = date.value.date.long();
        match (date.value.precision, long.split_once(' ')) {
            (Precision::Month, Some((_, month))) => month.to_owned(),
            _ => long,
        }
    });
    date.into_iter().collect()
}

fn control(control: &ControlRef) -> String {
    match control.framework.as_str() {
        "" => control.id.clone(),
        framework => format!("{framework} {}", control.id),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::base::path::ContentPath;
    use crate::config::Config;
    use crate::load::SourceFile;
    use crate::parse::{Facts, Purpose, parse};

    fn facts(yaml: &str) -> FrontMatter {
        let path = ContentPath::new("a.md").unwrap();
        let source = SourceFile { path, text: Ok(format!("---\n{yaml}---\n")) };
        let config = Config::bare(Path::new("/fixture"));
        parse(vec![source], &config, Purpose::Check, Facts::none())
            .pop()
            .unwrap()
            .front_matter
            .clone()
    }

    #[test]
    fn a_fact_that_changed_is_said_as_readers_see_it() {
        #[rustfmt::skip]
        let cases = [
            ("title: A\n",              "title: A\n",              ""),
            ("title: A\n",              "title: B\n",              "Title: A > B"),
            ("",                        "owner: CISO\n",           "Owner:  > CISO"),
            ("owner: [a, b]\n",         "owner: [b, c]\n",         "Owner: a > c"),
            ("owner: [a, b]\n",         "owner: [b, a]\n",         ""),
            ("status: in_review\n",     "status: published\n",     "Status: In review > Published"),
            ("last_reviewed: 2025-03-01\n", "last_reviewed: 2026-03\n",
                "Last reviewed: 1 March 2025 > March 2026"),
            ("review_interval: 6 months\n", "review_interval: 1 year\n",
                "Reviewed every: 6 months > 12 months"),
            ("controls:\n  iso-27001: [A.5.1]\n", "controls:\n  iso-27001: [A.5.1, A.5.2]\n",
                "Controls:  > iso-27001 A.5.2"),
            ("change_summary: a\n",     "change_summary: b\n",     ""),
            ("tags: [a]\nweight: 1\n",  "tags: [b]\nweight: 2\n",  ""),
            ("version: '1.0'\ntitle: A\n", "title: B\nversion: '1.1'\n",
                "Title: A > B, Version: 1.0 > 1.1"),
        ];
        for (old, new, expected) in cases {
            let rows = metadata(&facts(old), &facts(new));
            let rows = rows.iter().map(|row| {
                let (before, after) = (row.before.join(" "), row.after.join(" "));
                format!("{}: {before} > {after}", row.label)
            });
            assert_eq!(rows.collect::<Vec<_>>().join(", "), expected, "{old} {new}");
        }
    }
}

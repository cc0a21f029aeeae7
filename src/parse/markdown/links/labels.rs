//! Texts of links that say nothing.

use crate::parse::document::{Link, LinkForm, LinkRole, Problem, ProblemKind};

/// Texts that say nothing about where a link leads, in lower case.
const VAGUE: [&str; 17] = [
    "click here",
    "direct link",
    "doc",
    "docs",
    "go here",
    "here",
    "learn more",
    "link",
    "more",
    "read more",
    "see here",
    "this",
    "this direct link",
    "this doc",
    "this document",
    "this link",
    "this page",
];

/// Returns every place where one of these texts is that of a link.
pub(super) fn vague(list: &[Link]) -> impl Iterator<Item = Problem> {
    let is_text = |link: &&Link| {
        let is_written =
            matches!(link.form, LinkForm::Inline | LinkForm::Reference | LinkForm::Html);
        is_written && link.role == LinkRole::Page
    };
    let uses = list.iter().filter(is_text).flat_map(|link| &link.uses);
    uses.filter(|place| is_vague(&place.label)).map(|place| {
        let label = place.label.clone();
        Problem { span: place.span, kind: ProblemKind::LinkLabelVague { label } }
    })
}

fn is_vague(label: &str) -> bool {
    let longest = VAGUE.iter().map(|text| text.len()).max().unwrap_or_default();
    label.len() <= longest && VAGUE.iter().any(|text| text.eq_ignore_ascii_case(label))
}

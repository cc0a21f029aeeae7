//! `field-missing`: a document lacks a field that it must have.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{name_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, FrontMatterFormat, ProblemKind};
use crate::resolve::{Page, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-missing",
    summary: "a document lacks a field that it must have",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a field that the document's collection lists under `required`. Where the
collection has no such list, and where there is no collection, a controlled document
(a policy, procedure, standard, plan, guide, notice, agreement or handbook page) must
have `owner`, `version` and `summary`.

A page of another kind than its collection's, such as the list of all policies with
`kind: page`, is not one of its documents.

## Why it matters

These are the first things that a reviewer looks for, and the columns of the policy
index.

## Example

```md reports
---
title: Access control
kind: policy
version: "1.0"
summary: Who may use which system, and how that is decided.
---
```

```md passes
---
title: Access control
kind: policy
owner: Security
version: "1.0"
summary: Who may use which system, and how that is decided.
---
```

## How to fix

Add the field to the front matter, or change `required` in `site.toml`.
"#,
    check: Check::Site(check),
};

/// What a controlled document must have where no collection says.
const CONTROLLED: [&str; 3] = ["owner", "version", "summary"];

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        if !has_known_fields(document, page) {
            continue;
        }
        for name in required(site, document, page) {
            let mut written = document.front_matter.places.iter();
            if written.any(|place| place.field.as_str() == name) {
                continue;
            }
            let key = code(&format!("{name}:"));
            findings
                .add(
                    site.source_of(index),
                    top(document),
                    format!("{} has no {}", name_of(page), code(name)),
                )
                .help(format!("add {key} to its front matter"))
                .about(name);
        }
    }
}

/// Returns whether it is known which fields a document has.
///
/// Where it is not, or where a controlled document has no front matter at all,
/// that is one finding of its own and not one for each field.
fn has_known_fields(document: &Document, page: &Page) -> bool {
    let is_unknown = |kind: &ProblemKind| {
        matches!(
            kind,
            ProblemKind::FrontMatterUnclosed
                | ProblemKind::FrontMatterSyntax { .. }
                | ProblemKind::FrontMatterTooLarge { .. }
                | ProblemKind::FrontMatterNotMapping
        )
    };
    let has_none = document.front_matter.format == FrontMatterFormat::None;
    document.unreadable.is_none()
        && !(has_none && page.kind.is_controlled())
        && !document.problems.iter().any(|problem| is_unknown(&problem.kind))
}

fn required<'a>(site: &'a Site, document: &Document, page: &Page) -> Vec<&'a str> {
    let collection = site.config.collection(document.path.as_str());
    let listed = collection
        .filter(|collection| !collection.required.is_empty())
        .filter(|collection| collection.kind.is_none_or(|kind| kind == page.kind));
    match listed {
        Some(collection) => {
            collection.required.iter().map(|name| name.value.as_str()).collect()
        }
        None if page.kind.is_controlled() => CONTROLLED.to_vec(),
        None => Vec::new(),
    }
}

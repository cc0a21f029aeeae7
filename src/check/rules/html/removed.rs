//! `html-removed`: raw HTML is not published.

use std::collections::BTreeMap;

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::link_spans;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::{Document, LinkRole, ProblemKind};
use crate::resolve::{Page, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "html-removed",
    summary: "raw HTML is not published",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports elements and attributes of raw HTML that are taken out of the published page:
scripts, styles, forms, event handlers and whatever else could run code or change the
page around it. Hints to browsers, such as `<link rel="preconnect">`, go without a word.
What a page has many times is one finding, at the first place.

## Why it matters

The page differs from what its author wrote.

## Example

```md reports
# Status

<script src="https://status.example.com/embed.js"></script>
```

```md passes
# Status

<details><summary>Past incidents</summary>

None this year.

</details>
```

## How to fix

Write it in markdown, or link to it.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let removed = removed(document, page);
        for (what, spans) in &removed {
            let [first, others @ ..] = spans.as_slice() else { continue };
            let finding = findings
                .add(
                    site.source_of(index),
                    *first,
                    format!("{} is not published", code(what)),
                )
                .label("removed from the page")
                .about(*what);
            if !others.is_empty() {
                finding.note(format!("and {} below", count(others.len(), "more time")));
            }
        }
    }
}

/// Returns what is removed from a page, and each place that has it.
///
/// A hint to browsers is not missed, and a target that does not exist is a finding
/// already.
fn removed<'a>(document: &'a Document, page: &Page) -> BTreeMap<&'a str, Vec<Span>> {
    let mut removed: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let all = document.problems.iter().filter_map(|problem| match &problem.kind {
        ProblemKind::HtmlRemoved { what } => Some((what.as_str(), problem.span)),
        _ => None,
    });
    let mut all = all.peekable();
    if all.peek().is_none() {
        return removed;
    }
    let spoken_for = link_spans(document, page, |link, settled| {
        link.role == LinkRole::Hint || settled.defect.is_some()
    });
    for (what, span) in all.filter(|(_, span)| !holds_one(*span, &spoken_for)) {
        removed.entry(what).or_default().push(span);
    }
    removed
}

/// Returns whether any of these spans, which are in order and do not overlap, is
/// within the outer one.
fn holds_one(outer: Span, spans: &[Span]) -> bool {
    let first = spans.partition_point(|span| span.start < outer.start);
    spans.get(first).is_some_and(|span| span.end <= outer.end)
}

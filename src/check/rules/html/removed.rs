//! `html-removed`: raw HTML is not published.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::link_spans;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{LinkRole, ProblemKind};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "html-removed",
    summary: "raw HTML is not published",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports elements and attributes of raw HTML that are taken out of the published page:
scripts, styles, forms, event handlers and whatever else could run code or change the
page around it. Hints to browsers, such as `<link rel="preconnect">`, go without a word.

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
        let mut spoken_for = None;
        for problem in &document.problems {
            let ProblemKind::HtmlRemoved { what } = &problem.kind else { continue };
            // What is a mere hint to browsers is not missed, and a target that does
            // not exist is a finding already.
            let spoken_for = spoken_for.get_or_insert_with(|| {
                link_spans(document, page, |link, settled| {
                    link.role == LinkRole::Hint || settled.defect.is_some()
                })
            });
            if holds_one(problem.span, spoken_for) {
                continue;
            }
            findings
                .add(
                    site.source_of(index),
                    problem.span,
                    format!("{} is not published", code(what)),
                )
                .label("removed from the page")
                .about(what);
        }
    }
}

/// Returns whether any of these spans, which are in order and do not overlap, is
/// within the outer one.
fn holds_one(outer: Span, spans: &[Span]) -> bool {
    let first = spans.partition_point(|span| span.start < outer.start);
    spans.get(first).is_some_and(|span| span.end <= outer.end)
}

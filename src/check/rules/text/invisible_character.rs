//! `text-invisible-character`: text holds a character that nobody sees.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::link_spans;
use crate::check::rules::words::code_point;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-invisible-character",
    summary: "text holds a character that nobody sees",
    level: Level::WARNING,
    docs: r"
## What it does

Reports characters without width or mark, such as a zero-width space or a byte order
mark in the middle of the text. In a link that leads nowhere, such a character is part
of that finding and not one of its own.

## Why it matters

They come along when text is pasted from a browser or a word processor. Searching for
a word does not find it, and a link with such a character is dead although it looks
right.

## Example

```md reports
# Privacy

We protect per{U+200B}sonal data.
```

```md passes
# Privacy

We protect personal data.
```

## How to fix

`trustpress check --fix` removes them, and puts a plain space in the place of an
unusual one.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let mut broken = None;
        for problem in &document.problems {
            let ProblemKind::InvisibleCharacter { character } = problem.kind else {
                continue;
            };
            // In a broken link it is the cause of another finding.
            let broken = broken.get_or_insert_with(|| {
                link_spans(document, page, |_, settled| settled.defect.is_some())
            });
            if is_in(broken, problem.span) {
                continue;
            }
            let (name, instead) = (code_point(character), instead(character));
            let help =
                if instead.is_empty() { "remove it" } else { "write a plain space" };
            findings
                .add(
                    site.source_of(index),
                    problem.span,
                    format!("invisible character {name}"),
                )
                .help(help)
                .replace(Safety::Safe, instead)
                .about(name);
        }
    }
}

/// Returns whether a span is within one of these, which do not overlap.
fn is_in(spans: &[Span], inner: Span) -> bool {
    let before = spans.partition_point(|span| span.start <= inner.start);
    let last = before.checked_sub(1).and_then(|at| spans.get(at));
    last.is_some_and(|span| inner.end <= span.end)
}

/// Returns what keeps the words apart as they were.
fn instead(character: char) -> &'static str {
    if character.is_whitespace() { " " } else { "" }
}

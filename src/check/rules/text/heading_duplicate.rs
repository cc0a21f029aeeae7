//! `text-heading-duplicate`: two sections beside each other have one heading.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-heading-duplicate",
    summary: "two sections beside each other have one heading",
    level: Level::INFO,
    docs: r"
## What it does

Reports a heading that says the same as another one of the same level in the same section.
Sections of different sections may well have the same headings.

## Why it matters

The table of contents shows one line twice, and a link to the second one ends in `-1`,
which moves when a third one comes.

## Example

```md reports
# Access

## Exceptions

## Exceptions
```

```md passes
# Access

## Employees

### Exceptions

## Suppliers

### Exceptions
```

## How to fix

Say what differs, or join the two sections.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::HeadingDuplicate { text, first } = problem else { continue };
        findings
            .add(source, span, format!("another section {}", code(text)))
            .see(source, *first, "the first")
            .help("say in the heading what differs")
            .about(text);
    }
}

//! `link-label-vague`: the text of a link says nothing.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-label-vague",
    summary: "the text of a link says nothing",
    level: Level::INFO,
    docs: r"
## What it does

Reports a link whose text says nothing about where it leads: `here`, `this page`, `docs`,
`read more`.

## Why it matters

Who listens to the page, or looks for its links, hears `here`, `here`, `here`.

## Example

```md reports
# Keys

To register your key, click [here](https://example.com/register).
```

```md passes
# Keys

[Register your key](https://example.com/register).
```

## How to fix

Make the words that name the target the text of the link.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::LinkLabelVague { label } = problem else { continue };
        findings
            .add(source, span, format!("{} says nothing about the target", code(label)))
            .help("link the words that name it")
            .about(label);
    }
}

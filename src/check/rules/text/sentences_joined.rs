//! `text-sentences-joined`: two sentences have no space between them.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-sentences-joined",
    summary: "two sentences have no space between them",
    level: Level::INFO,
    docs: r"
## What it does

Reports a full stop, an exclamation mark or a question mark between two words of prose,
without a space: `successfully.Do not`. Names with a dot in them, addresses, versions,
abbreviations and code are left alone.

## Why it matters

It is what is left of a line break that was lost when a text was copied, often out of a
table or a heading: something else may be lost too.

## Example

```md reports
# Access

Ask the owner.Then wait for the answer.
```

```md passes
# Access

Ask the owner. Then wait for the answer of example.com, e.g. in v1.2.
```

## How to fix

Put a space or a line break between them. `trustpress check --fix=suggestions` puts a space.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::SentencesJoined { before, after } = problem else { continue };
        findings
            .add(source, span, format!("no space after {}", code(before)))
            .help(format!("write {}", code(&format!("{before} {after}"))))
            .replace(Safety::Suggestion, format!("{before} {after}"))
            .about(before);
    }
}

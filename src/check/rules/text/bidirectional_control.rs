//! `text-bidirectional-control`: text holds a character that changes the order of letters.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code_point;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-bidirectional-control",
    summary: "text holds a character that changes the order of letters",
    level: Level::ERROR,
    docs: r"
## What it does

Reports the characters with which Unicode switches the direction of text: embeddings,
overrides and isolates.

## Why it matters

They make text look like other text: a reader sees one account number, address or
file name, and copies another.

## Example

```md reports
# Payments

Transfer to account {U+202E}4321{U+202C}.
```

```md passes
# Payments

Transfer to account 1234.
```

## How to fix

Remove the character. Text in Arabic or Hebrew needs none: browsers find its
direction themselves.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::BidirectionalControl { character } = problem else { continue };
        let name = code_point(*character);
        findings
            .add(source, span, format!("{name} changes the order in which text is shown"))
            .help("remove it")
            .about(name);
    }
}

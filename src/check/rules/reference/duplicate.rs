//! `reference-duplicate`: a link label is defined twice.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "reference-duplicate",
    summary: "a link label is defined twice",
    level: Level::WARNING,
    docs: r"
## What it does

Reports the second definition of one label. Case does not matter: `[Terms]` and
`[terms]` are one label.

## Why it matters

Markdown takes the first definition and drops the others without a word. Whoever
edits the second one changes nothing.

## Example

```md reports
# Security

See [the terms][terms].

[terms]: https://example.com/2024
[terms]: https://example.com/2025
```

```md passes
# Security

See [the terms][terms].

[terms]: https://example.com/2025
```

## How to fix

Keep one of them, or give them different labels.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ReferenceDuplicate { label, first } = problem else { continue };
        findings
            .add(source, span, format!("{} is defined twice", code(label)))
            .label("this one is ignored")
            .see(source, *first, "this one counts")
            .about(label);
    }
}

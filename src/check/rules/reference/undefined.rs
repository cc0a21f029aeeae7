//! `reference-undefined`: a reference link has no definition.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "reference-undefined",
    summary: "a reference link has no definition",
    level: Level::WARNING,
    docs: r"
## What it does

Reports `[text][label]` and `[label][]` where the file has no line `[label]: target`.
`[label]` alone may be plain text in brackets and is left alone.

## Why it matters

The page shows the brackets instead of a link.

## Example

```md reports
# Security

See [our policies][policies].
```

```md passes
# Security

See [our policies][policies].

[policies]: https://example.com/policies
```

## How to fix

Add the definition, or correct the label.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ReferenceUndefined { label } = problem else { continue };
        let line = code(&format!("[{label}]: target"));
        findings
            .add(source, span, format!("no definition of {}", code(label)))
            .label("published as plain text")
            .help(format!("add a line {line}"))
            .about(label);
    }
}

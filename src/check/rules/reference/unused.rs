//! `reference-unused`: a link definition is not used.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "reference-unused",
    summary: "a link definition is not used",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a line `[label]: target` that no link in the file refers to.

## Why it matters

Either a link was lost, or its label has a typing mistake. The target is not checked,
because no reader ever sees it.

## Example

```md reports
# Security

See [our policies](https://example.com/policies).

[policies]: https://example.com/policies
```

```md passes
# Security

See [our policies][policies].

[policies]: https://example.com/policies
```

## How to fix

Remove the definition, or link to it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ReferenceUnused { label } = problem else { continue };
        findings
            .add(source, span, format!("no link uses the definition of {}", code(label)))
            .help(format!(
                "remove it, or link with {}",
                code(&format!("[text][{label}]"))
            ))
            .about(label);
    }
}

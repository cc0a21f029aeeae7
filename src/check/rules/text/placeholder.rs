//! `text-placeholder`: something was to be filled in and was not.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-placeholder",
    summary: "something was to be filled in and was not",
    level: Level::WARNING,
    docs: r"
## What it does

Reports what a template left open: `TBD` and its like, `{{ company }}`, `PSA-2025-` and
letters where digits belong, `<mark>[review period]</mark>`, and in controlled documents
square brackets that say what belongs there: `[Company Name]`, `[Insert date]`. Values in
front matter count. Code is left alone, and so are facts: `{{ fact.security_contact }}`.

## Why it matters

A policy that names nobody binds nobody, and tells every reader that nobody read it.

## Example

```md reports
---
kind: policy
---
# Access

[Company Name] reviews access every TBD.
```

```md passes
---
kind: policy
---
# Access

Acme reviews access every quarter.
```

## How to fix

Fill it in, or take the sentence out.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::Placeholder { found } = problem else { continue };
        findings
            .add(source, span, format!("{} was never filled in", code(found)))
            .about(found);
    }
}

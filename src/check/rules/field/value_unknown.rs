//! `field-value-unknown`: a field has a value that is not one of those allowed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::{code, either};
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-value-unknown",
    summary: "a field has a value that is not one of those allowed",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `kind`, `status`, `classification` or other field with a fixed set of values
that holds none of them.

## Why it matters

The value is not understood, so the field counts as missing: a document marked
`intern` is not internal.

## Example

```md reports
---
title: On-call numbers
classification: intern
---
```

```md passes
---
title: On-call numbers
classification: internal
---
```

## How to fix

Write one of the values that the message lists.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ValueUnknown { field, value, allowed, suggestion } = problem
        else {
            continue;
        };
        let field = field.as_str();
        let message = format!("{} is no {}", code(value), code(field));
        let finding = findings.add(source, span, message).about(field);
        if let Some(suggestion) = suggestion {
            finding
                .note(format!("it is one of {}", either(allowed)))
                .help(format!("write {}", code(suggestion)))
                .replace(Safety::Suggestion, &**suggestion);
        } else {
            finding.help(format!("write {}", either(allowed)));
        }
    }
}

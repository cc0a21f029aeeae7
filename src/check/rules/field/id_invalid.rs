//! `field-id-invalid`: an id is not made of lower-case words and hyphens.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-id-invalid",
    summary: "an id is not made of lower-case words and hyphens",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an `id` with other characters than lower-case letters, digits and single
hyphens between them.

## Why it matters

The id names the document in the policy index, in the archive and in URLs, for ever.
One spelling only means that nobody has to remember which.

## Example

```md reports
---
title: Access control
id: Access Control
---
```

```md passes
---
title: Access control
id: access-control
---
```

## How to fix

Write it as the message says.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::IdInvalid { id, suggestion } = problem else { continue };
        let finding = findings.add(source, span, format!("{} is not an id", code(id)));
        finding.label("lower-case words, joined with hyphens").about("id");
        if !suggestion.is_empty() {
            finding
                .help(format!("write {}", code(suggestion)))
                .replace(Safety::Suggestion, suggestion);
        }
    }
}

//! `field-document-unknown`: a field names a document that does not exist.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Conflict, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-document-unknown",
    summary: "a field names a document that does not exist",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an id under `supersedes`, `superseded_by` or `related` that no document has.

## Why it matters

The trail from a document to the one that replaced it ends in nothing.

## Example

```tree reports
-- content/access.md --
---
title: Access control
supersedes: acess-rules
---
-- content/access-rules.md --
---
title: Access rules
id: access-rules
---
```

```tree passes
-- content/access.md --
---
title: Access control
supersedes: access-rules
---
-- content/access-rules.md --
---
title: Access rules
id: access-rules
---
```

## How to fix

Correct the id. `trustpress index` lists all of them.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for conflict in site.conflicts.iter() {
        let Conflict::DocumentUnknown { page, field, name, suggestion } = conflict else {
            continue;
        };
        let source = site.source_of(*page);
        let message = format!("no document has the id {}", code(&name.value));
        let finding = findings.add(source, name.span, message);
        finding.label(format!("named by {}", code(field.as_str()))).about(&name.value);
        if let Some(suggestion) = suggestion {
            finding
                .help(format!("write {}", code(suggestion)))
                .replace(Safety::Suggestion, suggestion);
        }
    }
}

//! `page-id-duplicate`: two documents have one id.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::{place_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, Field};
use crate::resolve::{Conflict, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-id-duplicate",
    summary: "two documents have one id",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document whose id another document has already.

## Why it matters

The id is what the policy index, the archive and other documents know a document by.
Two with one id are taken for one.

## Example

```tree reports
-- content/access.md --
---
title: Access control
id: access
---
-- content/passwords.md --
---
title: Passwords
id: access
---
```

```tree passes
-- content/access.md --
---
title: Access control
id: access
---
-- content/passwords.md --
---
title: Passwords
id: passwords
---
```

## How to fix

Give the newer of the two another id. An id that was ever published keeps its
document.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for conflict in site.conflicts.iter() {
        let Conflict::IdDuplicate { page, first } = conflict else { continue };
        let id = &site.page(*first).id;
        let path = code(site.document(*first).path.as_str());
        let message = format!("{path} has the id {} already", code(id));
        findings
            .add(site.source_of(*page), id_span(site.document(*page)), message)
            .see(site.source_of(*first), id_span(site.document(*first)), "the same")
            .about(id);
    }
}

fn id_span(document: &Document) -> Span {
    place_of(document, Field::Id).map_or_else(|| top(document), |place| place.value)
}

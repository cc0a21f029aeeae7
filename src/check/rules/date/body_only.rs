//! `date-body-only`: a date is in the text only.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::is_written;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-body-only",
    summary: "a date is in the text only",
    level: Level::INFO,
    docs: r"
## What it does

Reports a line of the text such as `Last updated: 2 June 2025` in a document whose
front matter has no `last_updated`.

## Why it matters

The policy index and the review dates are made from the front matter alone.

## Example

```md reports
---
title: Privacy notice
---

*Last updated: June 8, 2023*
```

```md passes
---
title: Privacy notice
last_updated: 2023-06-08
---
```

## How to fix

Move the date to the front matter.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        let Some(said) = &document.body_date else { continue };
        if is_written(document, Field::LastUpdated) {
            continue;
        }
        let line = code(&format!("last_updated: {}", said.value.date));
        findings
            .add(site.source_of(index), said.span, "this date is in the text only")
            .help(format!("write {line} in the front matter"))
            .about(Field::LastUpdated.as_str());
    }
}

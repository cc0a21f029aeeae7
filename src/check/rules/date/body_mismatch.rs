//! `date-body-mismatch`: text and front matter give different dates.

use crate::base::date::WrittenDate;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-body-mismatch",
    summary: "text and front matter give different dates",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a line of the text such as `Last updated: 2 June 2025` that differs from
`last_updated` in the front matter.

## Why it matters

The page shows both.

## Example

```md reports
---
title: Privacy notice
last_updated: 2025-05-15
---

*Last updated: June 8, 2023*
```

```md passes
---
title: Privacy notice
last_updated: 2025-05-15
---

*Last updated: May 15, 2025*
```

## How to fix

Remove the line: the published page shows the date from the front matter.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        let updated = document.front_matter.last_updated.as_ref();
        let (Some(said), Some(updated)) = (&document.body_date, updated) else {
            continue;
        };
        if is_one_day(said.value, updated.value) {
            continue;
        }
        let key = code(key_of(document, Field::LastUpdated));
        let source = site.source_of(index);
        findings
            .add(source, said.span, format!("the text and {key} give different dates"))
            .label(said.value.date.long())
            .see(source, updated.span, updated.value.date.long())
            .help("remove the line; the page shows the date of the front matter")
            .about(Field::LastUpdated.as_str());
    }
}

/// Returns whether both can mean one day: a month holds each of its days.
fn is_one_day(a: WrittenDate, b: WrittenDate) -> bool {
    a.earliest() <= b.date && b.earliest() <= a.date
}

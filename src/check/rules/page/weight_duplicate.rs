//! `page-weight-duplicate`: two pages of a folder have one weight.

use std::collections::BTreeMap;

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::{Item, PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-weight-duplicate",
    summary: "two pages of a folder have one weight",
    level: Level::INFO,
    docs: r"
## What it does

Reports a page whose `weight` another page of the same folder has already.

## Why it matters

Which of the two comes first is then decided by their titles.

## Example

```tree reports
-- content/access.md --
---
title: Access control
weight: 5
---
-- content/passwords.md --
---
title: Passwords
weight: 5
---
```

```tree passes
-- content/access.md --
---
title: Access control
weight: 5
---
-- content/passwords.md --
---
title: Passwords
weight: 6
---
```

## How to fix

Give each its own weight, or none to both.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for section in site.sections.iter() {
        let mut first_of: BTreeMap<i64, (PageIndex, Span)> = BTreeMap::new();
        for item in &section.items {
            let page = match item {
                Item::Page(page) => Some(*page),
                Item::Section(section) => site.section(*section).index,
            };
            let weight = page.and_then(|page| {
                let weight = site.document(page).front_matter.weight.as_ref()?;
                Some((page, weight))
            });
            let Some((page, weight)) = weight else { continue };
            let here = (page, weight.span);
            let (first, span) = *first_of.entry(weight.value).or_insert(here);
            if first == page {
                continue;
            }
            let other = code(&site.page(first).title);
            findings
                .add(
                    site.source_of(page),
                    weight.span,
                    format!("{other} has the weight {} already", weight.value),
                )
                .see(site.source_of(first), span, "the same")
                .about(Field::Weight.as_str());
        }
    }
}

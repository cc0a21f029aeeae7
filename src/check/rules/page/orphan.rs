//! `page-orphan`: no page links to a page.

use std::collections::BTreeSet;

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{PageIndex, SectionIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-orphan",
    summary: "no page links to a page",
    level: Level::INFO,
    docs: r"
## What it does

Reports a published page to which no other page links. Index pages are left alone,
and so are all pages of a site without an `index.md` at its top, which has no place
from which a reader sets out.

## Why it matters

The navigation lists it, but no text leads there: readers who follow the links never
see it.

## Example

```tree reports
-- content/index.md --
# Handbook

Begin with [access](access.md).
-- content/access.md --
# Access control
-- content/lost.md --
# Clean desks
```

```tree passes
-- content/index.md --
# Handbook

Begin with [access](access.md).
-- content/access.md --
# Access control

See also [clean desks](lost.md).
-- content/lost.md --
# Clean desks
```

## How to fix

Link to it from a page where its readers are.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let indexes: BTreeSet<PageIndex> =
        site.sections.iter().filter_map(|section| section.index).collect();
    if site.section(SectionIndex::ROOT).index.is_none() {
        return;
    }
    for (index, document, page) in site.published() {
        if page.inbound == 0 && !indexes.contains(&index) {
            findings
                .add(
                    site.source_of(index),
                    top(document),
                    format!("no page links to {}", code(&page.title)),
                )
                .help("link to it from where its readers are");
        }
    }
}

//! `approval-before-change`: a text was changed after it was approved.

use crate::archive::ChangeClass;
use crate::base::severity::Level;
use crate::base::version::Version;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, Field, Status};
use crate::resolve::{Page, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "approval-before-change",
    summary: "a text was changed after it was approved",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a published document that was approved on a day before the one on which it was last
updated. Both on one day is right. A version that was frozen as an editorial change, or as a
review only, needs no approval of its own.

## Why it matters

What was approved is not what is published.

## Example

```md reports
---
kind: policy
approved_on: 2025-03-01
last_updated: 2025-04-14
---
Lock the door.
```

```md passes
---
kind: policy
approved_on: 2025-04-14
last_updated: 2025-04-14
---
Lock the door.
```

## How to fix

Have the text approved, and write down when. While it is being reviewed, say `status:
in_review`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.controlled() {
        let matter = &document.front_matter;
        let (Some(approved), Some(updated)) = (&matter.approved_on, &matter.last_updated)
        else {
            continue;
        };
        // A date may be a whole month: only what is surely later counts.
        let is_later = approved.value.date < updated.value.earliest();
        if !is_later || page.status != Status::Published || is_minor(site, document, page)
        {
            continue;
        }
        let source = site.source_of(index);
        let message = format!(
            "the text was updated on {}, after it was approved",
            updated.value.date
        );
        findings
            .add(source, approved.span, message)
            .see(source, updated.span, "updated")
            .help(format!(
                "have it approved, and correct {}",
                code(key_of(document, Field::ApprovedOn))
            ))
            .about(Field::ApprovedOn.as_str());
    }
}

/// Returns whether the current version is frozen, and as one that changes no
/// duty.
fn is_minor(site: &Site, document: &Document, page: &Page) -> bool {
    let stated = document.front_matter.version.as_ref();
    let version = stated.and_then(|stated| Version::new(&stated.value).ok());
    let frozen = version.and_then(|version| site.archive.find(&page.id, &version));
    frozen.is_some_and(|frozen| match frozen.entry.change_class {
        Some(ChangeClass::Editorial | ChangeClass::ReviewOnly) => true,
        Some(ChangeClass::Material) | None => false,
    })
}

//! `date-order`: two dates are in the wrong order.

use crate::base::date::WrittenDate;
use crate::base::severity::Level;
use crate::base::span::Spanned;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Field, FrontMatter};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "date-order",
    summary: "two dates are in the wrong order",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document that was updated or reviewed before it was issued, in force
before it was approved, expired before it was in force or issued, or whose next
review is before its last one.

## Why it matters

One of the two dates is wrong, and an auditor will ask which.

## Example

```md reports
---
title: Access control
issued_on: 2018-05-08
last_updated: 2018-01-23
---
```

```md passes
---
title: Access control
issued_on: 2018-01-23
last_updated: 2018-05-08
---
```

## How to fix

Correct the wrong one of the two.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        // A date that is wrong is wrong in each of its pairs: one finding.
        let mut reported = Vec::new();
        for [(early, first), (late, second)] in pairs(&document.front_matter) {
            let (Some(first), Some(second)) = (first, second) else { continue };
            let is_known = reported.contains(&early) || reported.contains(&late);
            if is_known || first.value.earliest() <= second.value.date {
                continue;
            }
            reported.extend([early, late]);
            let (early_key, late_key) = (key_of(document, early), key_of(document, late));
            let source = site.source_of(index);
            let message = format!("{} is before {}", code(late_key), code(early_key));
            findings
                .add(source, second.span, message)
                .see(source, first.span, "should be the earlier one")
                .about(late.as_str());
        }
    }
}

/// A date field and its value.
type Event<'a> = (Field, Option<&'a Spanned<WrittenDate>>);

/// Returns pairs of events of which the first cannot come after the second.
fn pairs(matter: &FrontMatter) -> [[Event<'_>; 2]; 6] {
    let issued = (Field::IssuedOn, matter.issued_on.as_ref());
    let approved = (Field::ApprovedOn, matter.approved_on.as_ref());
    let effective = (Field::EffectiveOn, matter.effective_on.as_ref());
    let updated = (Field::LastUpdated, matter.last_updated.as_ref());
    let reviewed = (Field::LastReviewed, matter.last_reviewed.as_ref());
    let next_review = (Field::NextReview, matter.next_review.as_ref());
    let expires = (Field::ExpiresOn, matter.expires_on.as_ref());
    [
        [issued, updated],
        [issued, reviewed],
        [approved, effective],
        [effective, expires],
        [issued, expires],
        [reviewed, next_review],
    ]
}

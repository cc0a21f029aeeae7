//! `review-expired`: a document is published after its end.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{current, name_of, place_of, top};
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

use super::note_owner;

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-expired",
    summary: "a document is published after its end",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a published document whose `expires_on` is before the day of the check
(`--as-of`). On the day itself it is still valid.

## Why it matters

The document says itself that it does not hold any more, and readers find it among
those that do.

## Example

```md today=2025-06-02 reports
---
title: Interim rules for remote work
expires_on: 2025-06-01
---
```

```md today=2025-06-02 passes
---
title: Interim rules for remote work
expires_on: 2025-06-02
---
```

## How to fix

Extend it, or say what became of it: `status: superseded` with `superseded_by`, or
`status: withdrawn`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in current(site) {
        let Some(end) = page.dates.expires_on else { continue };
        if site.context.as_of <= end {
            continue;
        }
        let span =
            place_of(document, Field::ExpiresOn).map_or(top(document), |it| it.value);
        let message = format!("{} expired on {end}", name_of(page));
        let finding = findings
            .add(site.source_of(index), span, message)
            .label("still published")
            .help("extend it, or set `status` to `superseded` or `withdrawn`")
            .about(Field::ExpiresOn.as_str());
        note_owner(finding, document);
    }
}

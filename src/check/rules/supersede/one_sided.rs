//! `supersede-one-sided`: a document is replaced and does not say so.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::supersede::{is_valid, successions};
use crate::check::rules::walk::{name_of, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "supersede-one-sided",
    summary: "a document is replaced and does not say so",
    level: Level::INFO,
    docs: r"
## What it does

Reports a document that `supersedes` a controlled one, where that one is neither `superseded` nor
names it under `superseded_by`. Where the new document says since when it is in force,
`effective-overlap` tells whether both are.

## Why it matters

Who finds the old document takes it for valid.

## Example

```tree reports
-- content/access.md --
---
id: access
supersedes: rules
---
-- content/rules.md --
---
id: rules
kind: policy
---
```

```tree passes
-- content/access.md --
---
id: access
supersedes: rules
---
-- content/rules.md --
---
id: rules
kind: policy
status: superseded
---
```

## How to fix

Write `status: superseded` and `superseded_by` in the old document.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let successions = successions(site);
    for it in successions.iter().filter(|it| it.stated_by == it.newer) {
        let (newer, older) = (site.page(it.newer), site.page(it.older));
        let is_told = successions.iter().any(|other| {
            other.stated_by == it.older
                && (other.newer, other.older) == (it.newer, it.older)
        });
        let as_of = site.context.as_of;
        let is_dated = newer.dates.effective_on.is_some();
        if is_told
            || is_dated
            || !older.kind.is_controlled()
            || !is_valid(newer, as_of)
            || !is_valid(older, as_of)
        {
            continue;
        }
        let source = site.source_of(it.stated_by);
        let message = format!("{} does not say that it is replaced", name_of(older));
        let path = site.source_path(site.source_of(it.older));
        findings
            .add(source, it.span, message)
            .see(site.source_of(it.older), top(site.document(it.older)), "this one")
            .help(format!(
                "write `status: superseded` and {} in {}",
                code(&format!("superseded_by: {}", newer.id)),
                code(path)
            ))
            .about(&older.id);
    }
}

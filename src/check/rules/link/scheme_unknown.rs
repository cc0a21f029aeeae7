//! `link-scheme-unknown`: a link has a scheme that no browser knows.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-scheme-unknown",
    summary: "a link has a scheme that no browser knows",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a target whose scheme (what comes before the first `:`) is not one that
browsers follow.

## Why it matters

It is nearly always a slip of the finger, and the link is dead.

## Example

```md reports
# Security

See [the standard](htp://example.com).
```

```md passes
# Security

See [the standard](http://example.com).
```

## How to fix

Correct the scheme.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::SchemeUnknown { scheme, suggestion } = defect else { continue };
        let scheme = code(&format!("{scheme}:"));
        let finding = place.add(site, findings, format!("no browser knows {scheme}"));
        if let Some(suggestion) = suggestion {
            place.mend(finding, Safety::Suggestion, suggestion);
        }
    }
}

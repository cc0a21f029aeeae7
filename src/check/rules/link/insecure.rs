//! `link-insecure`: a link leads through an unprotected connection.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::notices;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-insecure",
    summary: "a link leads through an unprotected connection",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link or an image whose address begins with `http://`.

## Why it matters

Anybody between the reader and that host can read and change what comes back, and
browsers say so.

## Example

```md reports
# Guide

See [the standard](http://example.com/standard).
```

```md passes
# Guide

See [the standard](https://example.com/standard), or open `http://localhost:8000`.
```

## How to fix

Write `https://`, and try whether it answers. If it does not, find another source.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::Insecure { suggestion } = notice else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("{href} is not protected"));
        place.mend(finding, Safety::Suggestion, suggestion);
    }
}

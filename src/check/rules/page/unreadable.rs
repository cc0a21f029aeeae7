//! `page-unreadable`: a file cannot be read.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::Unreadable;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-unreadable",
    summary: "a file cannot be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document that the operating system does not let us read.

## Why it matters

The page is not on the site.

## Example

```tree reports
-- content/access.md (unreadable: permission denied) --
```

```tree passes
-- content/access.md --
# Access control
```

## How to fix

Give the user that builds the site the right to read the file.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        let Some(Unreadable::Io(reason)) = &document.unreadable else { continue };
        let path = code(document.path.as_str());
        findings
            .add(site.source_of(index), Span::default(), format!("cannot read {path}"))
            .note("it is not published")
            .note(reason.as_str());
    }
}

//! `page-title-missing`: a page is named after its file.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{is_written, top};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-title-missing",
    summary: "a page is named after its file",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a document without `title` in its front matter and without a heading. Its
title is then made from the name of its file.

## Why it matters

The title is what search results, the navigation and the policy index show.

## Example

```md reports
We encrypt everything.
```

```md passes
# Encryption

We encrypt everything.
```

## How to fix

Begin the text with a heading, or add `title`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        // A title that cannot be understood is a finding of its own.
        let has_title = is_written(document, Field::Title)
            || document.headings.iter().any(|heading| !heading.text.trim().is_empty());
        if document.unreadable.is_some() || has_title {
            continue;
        }
        findings
            .add(site.source_of(index), top(document), "this page has no title")
            .note(format!("it is shown as {}", code(&page.title)))
            .help("begin the text with a heading");
    }
}

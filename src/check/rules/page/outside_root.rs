//! `page-outside-root`: a symbolic link leads out of the content folder.

use std::collections::BTreeMap;

use crate::base::severity::Level;
use crate::base::span::{SourceId, Span};
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::WithheldReason;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-outside-root",
    summary: "a symbolic link leads out of the content folder",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a symbolic link in the content folder whose target is outside.

## Why it matters

What it leads to is never read and never published, whatever it is. The writer sees a
file that the site does not have.

## Example

```tree reports
-- content/index.md --
# Security
-- content/access.md -> ../private/access.md --
-- private/access.md --
# Access control
```

```tree passes
-- content/index.md --
# Security
-- content/access.md --
# Access control
```

## How to fix

Copy the file into the content folder, or move it there and link to it from outside.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    // Such links are among the sources that are no documents.
    let others = (0..).map(SourceId).zip(site.sources.iter()).skip(site.documents.len());
    let others: BTreeMap<&str, SourceId> =
        others.map(|(source, path)| (path.as_str(), source)).collect();
    for withheld in &site.withheld {
        let path = withheld.path.as_str();
        let from_root = site.config.content_path_from_root(path);
        let is_outside = withheld.reason == WithheldReason::Outside;
        let Some(source) = others.get(from_root.as_str()).filter(|_| is_outside) else {
            continue;
        };
        findings
            .add(
                *source,
                Span::default(),
                format!("{} leads out of the content folder", code(path)),
            )
            .note("what it leads to is neither read nor published")
            .about(path);
    }
}

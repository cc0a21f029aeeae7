//! `page-url-reserved`: a page stands where the archive has one.

use std::collections::BTreeSet;

use crate::base::path::UrlPath;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-url-reserved",
    summary: "a page stands where the archive has one",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document of the content folder at an address that belongs to frozen
versions or releases: `v/<version>/`, `history/` and `diff/…` below the page of a document
that was frozen, and `/releases/` once there is a release.

## Why it matters

The page of the content is published and hides the other one, which was promised for ever.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access/history.md --
# History
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- content/access/changes.md --
# History
```

## How to fix

Rename the file.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let reserved: BTreeSet<UrlPath> = site.promised().into_iter().collect();
    if reserved.is_empty() {
        return;
    }
    let pages = site.published().map(|(index, document, page)| {
        (site.source_of(index), top(document), page.url.clone())
    });
    for (source, span, url) in pages.filter(|(_, _, url)| reserved.contains(url)) {
        findings
            .add(source, span, format!("{} belongs to the archive", code(url.as_str())))
            .note("this page is published, and hides the one of the archive")
            .help("rename the file")
            .about(url.as_str());
    }
}

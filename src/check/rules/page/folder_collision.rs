//! `page-folder-collision`: a page has the URL of a folder.

use std::collections::HashMap;

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-folder-collision",
    summary: "a page has the URL of a folder",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a document such as `access.md` beside a folder `access/` that has pages and no
index page: both are `/access/`.

## Why it matters

A folder without an index page gets one that lists what is in it. Here the document
has its URL, so the list is not published, and nothing tells a reader that the two
belong together.

## Example

```tree reports
-- content/access.md --
# Access control
-- content/access/requests.md --
# Requests
```

```tree passes
-- content/access/index.md --
# Access control
-- content/access/requests.md --
# Requests
```

## How to fix

Move the document into the folder as its `index.md`; its URL stays the same.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let without_index = site.sections.iter().filter(|section| section.index.is_none());
    let folders: HashMap<String, &str> = without_index
        .filter(|section| !section.folder.is_empty())
        .map(|section| (format!("/{}/", section.folder), section.folder.as_str()))
        .collect();
    for (index, document, page) in site.published() {
        let Some(folder) = folders.get(page.url.as_str()) else { continue };
        let message =
            format!("the folder {} has this page's URL", code(&format!("{folder}/")));
        findings
            .add(site.source_of(index), top(document), message)
            .note("the list of the folder's pages is not published")
            .help(format!("move it to {}", code(&format!("{folder}/index.md"))))
            .about(page.url.as_str());
    }
}

//! `page-url-collision`: two files have one URL.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Conflict, PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-url-collision",
    summary: "two files have one URL",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document that is not published because another document, or a file, has
its URL: `access.md` and `access/index.md` are both `/access/`.

## Why it matters

One of the two is not on the site, and nothing on the site shows it.

## Example

```tree reports
-- content/access.md --
# Access control
-- content/access/index.md --
# Access control, all documents
```

```tree passes
-- content/access.md --
# Access control
-- content/access/requests.md --
# Requests
```

## How to fix

Rename one of the two, or merge them.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for conflict in site.conflicts.iter() {
        let Conflict::UrlCollision { page, with, url } = conflict else { continue };
        let finding = findings.add(
            site.source_of(*page),
            top(site.document(*page)),
            format!("{} has the URL {} already", code(with), code(url.as_str())),
        );
        finding.note("it is not published").about(url.as_str());
        // What it collides with can be a file that is no document.
        let other = site.documents.binary_search_by(|it| it.path.as_str().cmp(with));
        if let Ok(Ok(other)) = other.map(u32::try_from) {
            finding.see(site.source_of(PageIndex(other)), Span::default(), "published");
        }
    }
}

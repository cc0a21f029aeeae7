//! `page-title-duplicate`: two pages of a folder have one title.

use crate::base::hash::HashMap;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::page::title_span;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-title-duplicate",
    summary: "two pages of a folder have one title",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a published page whose title another page of the same folder has already, or
another controlled document anywhere.

## Why it matters

Readers cannot tell the two apart in the navigation, in search results and in the
policy index. Often one began as a copy of the other.

## Example

```tree reports
-- content/ccpa.md --
# GDPR compliance
-- content/gdpr.md --
# GDPR compliance
```

```tree passes
-- content/ccpa.md --
# CCPA compliance
-- content/gdpr.md --
# GDPR compliance
```

## How to fix

Give each page a title that says what only it is about.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    // Where pages must not share a title: in a folder, and in the policy index.
    let mut in_folder: HashMap<(&str, &str), PageIndex> = HashMap::default();
    let mut in_index: HashMap<&str, PageIndex> = HashMap::default();
    for (index, document, page) in site.published() {
        let title = page.title.as_str();
        let folder = document.path.folder();
        let mut first = *in_folder.entry((folder, title)).or_insert(index);
        if page.kind.is_controlled() && first == index {
            first = *in_index.entry(title).or_insert(index);
        }
        if first == index {
            continue;
        }
        let path = code(site.document(first).path.as_str());
        let message = format!("{path} has the title {} already", code(title));
        findings
            .add(site.source_of(index), title_span(document), message)
            .see(site.source_of(first), title_span(site.document(first)), "the same")
            .about(title);
    }
}

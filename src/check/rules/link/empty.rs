//! `link-empty`: a link has no target.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-empty",
    summary: "a link has no target",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a link or an image without a target: `[text]()`, `<a href="">`.

## Why it matters

A browser takes an empty target for the page itself, so the link seems to work and
does nothing.

## Example

```md reports
# Security

Our [report]() is available.
```

```md passes
# Security

Our [report](https://example.com/report.pdf) is available.
```

## How to fix

Write the target, or remove the link.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::Empty = defect else { continue };
        let label = place.link.uses.first().map_or("", |place| &place.label);
        let message = if label.is_empty() {
            "link without a target".to_owned()
        } else {
            format!("link {} has no target", code(label))
        };
        // All of a page's empty links have the same href: the text tells them apart.
        place.add(site, findings, message).label("leads to this same page").about(label);
    }
}

//! `link-label-ambiguous`: one text leads to different places.

use crate::base::hash::HashMap;
use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Link, LinkForm, LinkRole};
use crate::resolve::{Settled, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-label-ambiguous",
    summary: "one text leads to different places",
    level: Level::INFO,
    docs: r"
## What it does

Reports a page on which two links have the same text, of two words or more, and lead to
different places.

## Why it matters

Who listens to the page cannot tell the two apart, and often one of them is a mistake.

## Example

```md reports
# Privacy

We explain it in [our guide](https://example.com/gdpr). Californians find more in
[our guide](https://example.com/ccpa).
```

```md passes
# Privacy

We explain it in [our guide](https://example.com/gdpr). Californians find more in
[our guide for California](https://example.com/ccpa). Again: [our guide](https://example.com/gdpr).
```

## How to fix

Give each link a text of its own, or both the same target.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.each() {
        let mut known: HashMap<&str, (&str, Span)> = HashMap::default();
        let source = site.source_of(index);
        for (link, settled) in document.links.iter().zip(page.links.iter()) {
            if !is_looked_at(link, settled) {
                continue;
            }
            for place in &link.uses {
                let label = place.label.as_str();
                if !label.contains(' ') {
                    continue;
                }
                let first = known.entry(label).or_insert((&settled.href, place.span));
                if first.0 != settled.href {
                    findings
                        .add(source, place.span, format!("another {}", code(label)))
                        .label("leads elsewhere than the first")
                        .see(source, first.1, "the first")
                        .help("give each a text of its own")
                        .about(label);
                }
            }
        }
    }
}

/// Returns whether a link has a text that somebody wrote, and works.
fn is_looked_at(link: &Link, settled: &Settled) -> bool {
    let is_written =
        matches!(link.form, LinkForm::Inline | LinkForm::Reference | LinkForm::Html);
    is_written && link.role == LinkRole::Page && settled.defect.is_none()
}

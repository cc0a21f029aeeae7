//! `link-label-mismatch`: the text of a link is the title of another page.

use crate::base::hash::HashMap;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::{current, links};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::LinkRole;
use crate::resolve::{PageIndex, Site, Target};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-label-mismatch",
    summary: "the text of a link is the title of another page",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link whose text is the title of one page and whose target is another page, if
only one page of the site has that title and neither title is part of the other.

## Why it matters

The line was copied and the link was not changed: the reader asks for one document and
gets another.

## Example

```tree reports
-- content/privacy.md --
# Our privacy

Californians: [CCPA compliance](gdpr.md).
-- content/gdpr.md --
# GDPR compliance
-- content/ccpa.md --
# CCPA compliance
```

```tree passes
-- content/privacy.md --
# Our privacy

Californians: [CCPA compliance](ccpa.md).
-- content/gdpr.md --
# GDPR compliance
-- content/ccpa.md --
# CCPA compliance
```

## How to fix

Link to the page that the text names, or name the page that is linked to.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let titles = titles(site);
    for place in links(site) {
        let Target::Page { page, anchor: None } = &place.settled.target else { continue };
        let (page, link) = (*page, place.link);
        if link.role != LinkRole::Page || place.settled.defect.is_some() {
            continue;
        }
        for used in &link.uses {
            let meant = titles.get(used.label.as_str()).copied().flatten();
            let Some(meant) = meant.filter(|&meant| meant != page) else { continue };
            if is_part(&site.page(meant).title, &site.page(page).title) {
                continue;
            }
            let source = site.source_of(place.index);
            let label = code(&used.label);
            let path = site.document(meant).path.as_str();
            findings
                .add(source, used.span, format!("{label} is the title of another page"))
                .label(format!("leads to {}", code(&site.page(page).title)))
                .help(format!("link to {}, or change the text", code(path)))
                .about(&used.label);
        }
    }
}

/// Returns the pages by those titles, of two words or more, that only one has.
fn titles(site: &Site) -> HashMap<&str, Option<PageIndex>> {
    let mut titles = HashMap::default();
    for (index, _, page) in current(site) {
        if page.title.contains(' ') {
            let seen = titles.entry(page.title.as_str());
            seen.and_modify(|page| *page = None).or_insert(Some(index));
        }
    }
    titles
}

/// Returns whether one of two titles is part of the other.
fn is_part(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.contains(&other) || other.contains(&one)
}

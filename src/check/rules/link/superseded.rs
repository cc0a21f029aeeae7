//! `link-superseded`: a link leads to a document that is not valid any more.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::supersede::{is_valid, successions};
use crate::check::rules::walk::{links, name_of};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{LinkForm, Status};
use crate::resolve::{Page, Site, Target};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-superseded",
    summary: "a link leads to a document that is not valid any more",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link in the text of a valid controlled document to one that is `superseded` or
`withdrawn`. A document that replaces another one may link to it.

## Why it matters

Whoever follows the rule reads one that does not bind any more.

## Example

```tree reports
-- content/access.md --
---
id: access
kind: policy
---
See [the rules](rules.md).
-- content/rules.md --
---
id: rules
status: withdrawn
---
```

```tree passes
-- content/access.md --
---
id: access
kind: policy
supersedes: rules
---
This replaces [the rules](rules.md).
-- content/rules.md --
---
id: rules
status: superseded
---
```

## How to fix

Link to the document that replaces it. Where the old one is meant, accept the finding with
the reason.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let is_over =
        |page: &Page| matches!(page.status, Status::Superseded | Status::Withdrawn);
    if !site.pages.iter().any(is_over) {
        return;
    }
    let successions = successions(site);
    for place in links(site) {
        let Target::Page { page: target, .. } = place.settled.target else { continue };
        let (from, to) = (site.page(place.index), site.page(target));
        let word = match to.status {
            Status::Superseded => "superseded",
            Status::Withdrawn => "withdrawn",
            Status::Draft | Status::InReview | Status::Published => continue,
        };
        let is_text = !matches!(
            place.link.form,
            LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra
        );
        let is_current = from.publication.is_listed()
            && from.kind.is_controlled()
            && is_valid(from, site.context.as_of);
        let replaces =
            successions.iter().any(|it| (it.newer, it.older) == (place.index, target));
        if !is_text || !is_current || replaces || !to.publication.is_listed() {
            continue;
        }
        let finding = place.add(site, findings, format!("{} is {word}", name_of(to)));
        let newer = successions.iter().find(|it| it.older == target);
        match newer.map(|it| it.newer) {
            Some(newer) if newer == place.index => (),
            Some(newer) => {
                let path = site.source_path(site.source_of(newer));
                finding.help(format!("link to {}, which replaces it", code(path)));
            }
            None => {
                finding.help("link to what is valid instead");
            }
        }
    }
}

//! `link-anchor-noncanonical`: a fragment is not written as the page's id is.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::notices;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-anchor-noncanonical",
    summary: "a fragment is not written as the page's id is",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a fragment that names an id of the page in another form: other upper and
lower case, percent-encoded, hyphens doubled or left out. The published link is
right; the source is not.

## Why it matters

Browsers compare ids exactly, so the same link is dead wherever the source is read
as it is: on GitHub, in an editor, in a copy.

## Example

```tree reports
-- content/vendors.md --
# Vendors

See [scope](access.md#Scope%20).
-- content/access.md --
# Access control

## Scope
```

```tree passes
-- content/vendors.md --
# Vendors

See [scope](access.md#scope).
-- content/access.md --
# Access control

## Scope
```

## How to fix

`trustpress check --fix` writes the id as the page has it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::AnchorNoncanonical { canonical, suggestion } = notice else {
            continue;
        };
        let href = code(&place.link.href);
        let canonical = code(&format!("#{canonical}"));
        let message = format!("{href} is not how the page writes {canonical}");
        let finding = place.add(site, findings, message);
        finding.label("mended on the published page only");
        place.mend(finding, Safety::Safe, suggestion);
    }
}

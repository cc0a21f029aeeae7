//! `link-anchor-missing`: a link leads to a section that its page does not have.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-anchor-missing",
    summary: "a link leads to a section that its page does not have",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link whose fragment (`#…`) is no heading and no id of the page. Ids of
headings are those that GitHub makes; `{#id}` after a heading sets one, and
`anchor_aliases` in front matter keeps old ones. On the pages that are made of registers, such as
`/subprocessors/`, entries have the ids that the register gives them.

## Why it matters

The reader lands at the top of a long page and has to guess what was meant. Most
broken links in real handbooks are of this sort: somebody changed a heading.

## Example

```tree reports
-- content/vendors.md --
# Vendors

Vendors follow [our rule on MFA](access.md#mfa-policy).
-- content/access.md --
# Access control

## Multi-factor authentication
```

```tree passes
-- content/vendors.md --
# Vendors

Vendors follow [our rule on MFA](access.md#multi-factor-authentication).
-- content/access.md --
# Access control

## Multi-factor authentication
```

## How to fix

Link to the heading as it is now. Where others may link to the old id as well, keep
it: `anchor_aliases: { mfa-policy: multi-factor-authentication }` in the front matter
of the page.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let (message, suggestion) = match defect {
            Defect::AnchorMissing { page, anchor, suggestion } => {
                let anchor = code(&format!("#{anchor}"));
                let message = if *page == place.index {
                    format!("this page has no anchor {anchor}")
                } else {
                    let path = code(site.document(*page).path.as_str());
                    format!("page {path} has no anchor {anchor}")
                };
                (message, suggestion)
            }
            Defect::EntryMissing { url, anchor, suggestion } => {
                let (url, anchor) = (code(url.as_str()), code(&format!("#{anchor}")));
                (
                    format!("{url}, which is made of a register, has no {anchor}"),
                    suggestion,
                )
            }
            _ => continue,
        };
        let finding = place.add(site, findings, message);
        finding.label("no such heading or id");
        if let Some(suggestion) = suggestion {
            place.mend(finding, Safety::Suggestion, suggestion);
        }
    }
}

//! `link-outside-root`: a link leads out of the content folder.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::WithheldReason;
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-outside-root",
    summary: "a link leads out of the content folder",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a target outside the content folder: through `..`, or through a symbolic
link.

## Why it matters

Nothing outside the content folder is ever published, so the link is dead. It also
tells readers a path of the machine that the text was written on.

## Example

```tree reports
-- content/security.md --
# Security

The [source](../deploy/firewall.tf) of our rules.
-- deploy/firewall.tf --
# rules
```

```tree passes
-- content/security.md --
# Security

The [source](./firewall.tf) of our rules.
-- content/firewall.tf --
# rules
```

## How to fix

Copy what readers need into the content folder, or link to where it is published.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let label = match defect {
            Defect::OutsideRoot => "nothing out there is published",
            Defect::Withheld { reason: WithheldReason::Outside, .. } => {
                "a symbolic link to something that is not published"
            }
            _ => continue,
        };
        let href = code(&place.link.href);
        place
            .add(site, findings, format!("{href} leads out of the content folder"))
            .label(label);
    }
}

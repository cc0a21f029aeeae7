//! `link-mail-invalid`: a mail link has no valid address.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-mail-invalid",
    summary: "a mail link has no valid address",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `mailto:` link without an address, or with one that no mail can reach.

## Why it matters

Whoever wants to report a vulnerability has one try, and this is it.

## Example

```md reports
# Contact

[Write to us](mailto:security@)
```

```md passes
# Contact

[Write to us](mailto:security@example.com)
```

## How to fix

Write the whole address: `mailto:security@example.com`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::MailInvalid { reason } = defect else { continue };
        let href = code(&place.link.href);
        place
            .add(site, findings, format!("no mail can be sent to {href}"))
            .label(*reason);
    }
}

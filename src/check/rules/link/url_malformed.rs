//! `link-url-malformed`: a link is not a valid URL.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site, begun_once};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-url-malformed",
    summary: "a link is not a valid URL",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a target that begins like a URL and is none: no host, an impossible port,
an address in brackets that is never closed, `https://https://…`.

## Why it matters

No browser can follow it.

## Example

```md reports
# Security

See [the standard](https://[::1).
```

```md passes
# Security

See [the standard](https://example.com/standard).
```

## How to fix

Copy the address from the browser again.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::UrlMalformed { reason } = defect else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("{href} is not a URL"));
        finding.label(*reason);
        if let Some(once) = begun_once(&place.link.href) {
            place.mend(finding, Safety::Suggestion, &once);
        }
    }
}

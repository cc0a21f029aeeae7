//! `link-external-moved`: a page of another site has moved for good.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::outward::answered;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::external::{Answer, Answers};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-external-moved",
    summary: "a link leads to a page of another site that has moved for good",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link that another site answers with a permanent redirect (301, 308), in
`check --external`. Redirects for the time being are followed and not reported.

## Why it matters

Redirects are given up sooner or later. Today the new address is known.

## Example

```external reports
-- content/a.md --
# A

See [the guide](http://vendor.com/guide).
-- answers --
http://vendor.com/guide moved: https://vendor.com/guides/security
```

```external passes
-- content/a.md --
# A

See [the guide](https://vendor.com/guides/security).
-- answers --
https://vendor.com/guides/security working
```

## How to fix

Write the new address. The report has it, and `--fix=suggestions` writes it.
",
    check: Check::External(check),
};

fn check(site: &Site, answers: &Answers, findings: &mut Findings) {
    for (place, answer) in answered(site, answers) {
        let Answer::Moved { to } = answer else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("{href} has moved for good"));
        finding.label("answered by a permanent redirect");
        place.mend(finding, Safety::Suggestion, to);
    }
}

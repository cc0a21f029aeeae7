//! `link-external-broken`: a link leads to a page of another site that is gone.

use crate::base::date::Date;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::outward::answered;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::external::{Answer, Answers};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-external-broken",
    summary: "a link leads to a page of another site that is gone",
    level: Level::ERROR,
    docs: r"
## What it does

`trustpress check --external` asks other sites for the pages that documents link to, and
reports those that are not found (404), gone (410), lead round in circles, or whose host
is not known: if they were so on an earlier run as well, an hour or more ago. What was
found is remembered in `.trustpress-cache/external.jsonl`, good answers for two weeks, so
keep that folder from run to run in CI.

Hosts that are reserved for examples (RFC 2606) are not asked.

## Why it matters

The law, the report or the sub-processor's own policy that a text relies on is not there to
be read.

## Example

```external reports
-- content/a.md --
# A

See [their report](https://vendor.com/soc2).
-- answers --
https://vendor.com/soc2 broken: the answer is 404 (not found)
```

```external passes
-- content/a.md --
# A

See [their report](https://vendor.com/soc2).
-- answers --
https://vendor.com/soc2 working
```

## How to fix

Link to where the page is now, or to an archived copy of it.
",
    check: Check::External(check),
};

fn check(site: &Site, answers: &Answers, findings: &mut Findings) {
    for (place, answer) in answered(site, answers) {
        let Answer::Broken { reason, since } = answer else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("nothing is at {href} any more"));
        finding.label(reason).help("link to where it is now, or to an archived copy");
        let day = i64::try_from(*since).ok().and_then(Date::from_unix);
        if let Some(day) = day {
            finding.note(format!("so since {day}, on two runs or more"));
        }
    }
}

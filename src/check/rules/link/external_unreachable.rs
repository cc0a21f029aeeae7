//! `link-external-unreachable`: a link to another site could not be proved.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::outward::answered;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::external::{Answer, Answers};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-external-unreachable",
    summary: "a link to another site could not be proved",
    level: Level::INFO,
    docs: r"
## What it does

Reports a link to another site of which `check --external` could not tell whether it works:
the host did not answer in time, asked for a login (401, 403), was overloaded (429, 5xx), the
page has no such place, or is gone for the first time. Servers that ask for patience are given
it, and what fails is tried twice more.

## Why it matters

What was not proved is said. It is no error: a server may have a bad day, and many refuse
programs what they show to people.

## Example

```external reports
-- content/a.md --
# A

See [the law](https://law.gov/act).
-- answers --
https://law.gov/act unreachable: the answer is 403 (forbidden)
```

```external passes
-- content/a.md --
# A

See [the law](https://law.gov/act).
-- answers --
https://law.gov/act working
```

## How to fix

Open the link yourself. If it works, nothing needs to be done.
",
    check: Check::External(check),
};

fn check(site: &Site, answers: &Answers, findings: &mut Findings) {
    for (place, answer) in answered(site, answers) {
        let Answer::Unreachable { reason } = answer else { continue };
        let href = code(&place.link.href);
        let message = format!("whether {href} works could not be proved");
        place
            .add(site, findings, message)
            .label(reason)
            .help("open it, and see for yourself");
    }
}

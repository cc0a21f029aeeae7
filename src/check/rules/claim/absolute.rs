//! `claim-absolute`: a promise that leaves no exception.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-absolute",
    summary: "a promise leaves no exception",
    level: Level::INFO,
    docs: r"
## What it does

Reports `fully compliant`, `completely secure`, `100% uptime`, `we guarantee`, `we
never share`, `doesn't see any of your data` and the like, unless the sentence asks
for it (`must be fully compliant`) or doubts it (`we cannot guarantee`).

## Why it matters

One exception makes it false, and it is quoted in the claim that follows.

## Example

```md reports
# Privacy

Our service is fully compliant with every law.
```

```md passes
# Privacy

We cannot guarantee that. All vendors must be fully compliant with our policy.
```

## How to fix

Say what is done, and where it ends.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        if claim.kind == ClaimKind::Absolute {
            findings
                .add(source, span, format!("{} leaves no exception", code(&claim.words)))
                .help("say what is done, and where it ends")
                .about(&claim.words);
        }
    }
}

//! `claim-in-progress`: something is being worked for, since nobody knows when.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-in-progress",
    summary: "a certification is being worked for, without a date",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a sentence that says that we are in the process of obtaining a certification,
pursuing it, working towards compliance, or may consider it in the future, without
saying since when or until when.

What customers, vendors or readers do is left alone, and so is everything that is not
about a certification, an attestation or compliance.

## Why it matters

Such sentences stay for years. `In the process of obtaining our SOC 2 certification`
is read in the same way on the first day and after the project was given up.

## Example

```md reports
# SOC 2

We are in the process of obtaining our SOC 2 report.
```

```md passes
# SOC 2

We have been in the process of obtaining our SOC 2 report since May 2025. If you are
working towards ISO 27001, write to us.
```

## How to fix

Say when it began and when it is expected, or that it is over.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        if claim.kind == ClaimKind::InProgress {
            findings
                .add(source, span, format!("{} has no date", code(&claim.words)))
                .help("say when it began and when it is expected, or that it is over")
                .about(&claim.words);
        }
    }
}

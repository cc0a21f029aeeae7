//! `claim-count-mismatch`: more or fewer things follow than announced.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-count-mismatch",
    summary: "more or fewer things follow than announced",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a line such as `We have the following 24 policies:` when the list or table
right after it has another number of items or rows. Numbers count as digits and, up
to twenty, as words. `one of the following 3` announces a choice and is left alone.

## Why it matters

A policy was added or removed, and the reader cannot tell which one is missing.

## Example

```md reports
# Policies

We have the following three policies:

- Access control
- Backup
```

```md passes
# Policies

We have the following two policies:

- Access control
- Backup
```

## How to fix

Correct the number, or leave it out: the list says how long it is.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Count { stated, counted } = claim.kind else { continue };
        let message =
            format!("{} announces {stated}, and {counted} follow", code(&claim.words));
        findings
            .add(source, span, message)
            .help("correct the number, or leave it out")
            .about(&claim.words);
    }
}

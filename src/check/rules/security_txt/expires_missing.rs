//! `security-txt-expires-missing`: `security.txt` does not say when it expires.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-expires-missing",
    summary: "`security.txt` does not say when it expires",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `security.txt` without a day on which it expires, or with one that cannot be read.

## Why it matters

The field is required (RFC 9116, section 2.5.5). Without it, researchers cannot tell whether
the address is still read.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  preferred_languages: [en]
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-12-01
```

## How to fix

Add `expires` with a day less than a year from now.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(known) = &site.security_txt else { return };
    if known.expires.is_none() {
        findings
            .add(known.source, known.start, "`security.txt` does not say when it expires")
            .help("add `expires` with a day less than a year from now");
    }
}

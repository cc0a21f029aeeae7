//! `security-txt-policy-missing`: the policy that `security.txt` names is not there.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-policy-missing",
    summary: "the policy that `security.txt` names is not there",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a `policy` of a `security.txt` that leads to this site and to no page of it.

## Why it matters

Researchers read the policy before they report: it says what they may do. They find a page
that does not exist.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-12-01
  policy: /disclosure.md
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
security_txt:
  expires: 2025-12-01
  policy: /disclosure.md
-- content/disclosure.md --
# Report a vulnerability
```

## How to fix

Write the path of the page from the content folder.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(known) = &site.security_txt else { return };
    for policy in known.policies.iter().filter(|policy| policy.is_broken) {
        let href = &policy.href;
        findings
            .add(known.source, href.span, format!("{} leads nowhere", code(&href.value)))
            .help("write the path of the page that says how vulnerabilities are handled")
            .about(&href.value);
    }
}

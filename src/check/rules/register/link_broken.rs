//! `register-link-broken`: a link in a register leads nowhere.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-link-broken",
    summary: "a link in a register leads nowhere",
    level: Level::ERROR,
    docs: r"
## What it does

Reports links of registers that lead to this site and to no page, file or heading of it.

## Why it matters

Customers follow these links to ask for a report, to object or to report a vulnerability.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
    url: /security.md
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
    url: /security.md
-- content/security.md --
# Report a vulnerability
```

## How to fix

Write the path of a file from the content folder, such as `/policies/privacy.md`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for link in site.register_links.iter() {
        // The policy of `security.txt` has a rule of its own.
        if link.settled.defect.is_none() || link.key == "policy" {
            continue;
        }
        let href = &link.href;
        findings
            .add(
                site.register_source(link.file),
                href.span,
                format!("{} leads nowhere", code(&href.value)),
            )
            .help("write the path of a file from the content folder: `/policies/privacy.md`")
            .about(&href.value);
    }
    for known in site.register_texts.iter() {
        let links = known.text.document.links.iter().zip(&known.links);
        for (link, _) in links.filter(|(_, settled)| settled.defect.is_some()) {
            let href = code(&link.href);
            findings
                .add(
                    site.register_source(known.text.file),
                    known.text.span,
                    format!("{href} in this text leads nowhere"),
                )
                .help("begin the path at the content folder: `/policies/privacy.md`")
                .about(&link.href);
        }
    }
}

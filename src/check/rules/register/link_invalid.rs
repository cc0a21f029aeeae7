//! `register-link-invalid`: a value in a register is not a link.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-link-invalid",
    summary: "a value in a register is not a link",
    level: Level::ERROR,
    docs: r"
## What it does

Reports values of the keys that hold a link or a mail address and are none: `javascript:`
and other schemes that run, relative paths, addresses with spaces.

## Why it matters

The link is not published. What runs in the reader's browser must not come from data.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
    url: javascript:alert(1)
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
    url: https://tidemark.example/report
```

## How to fix

Write an address that begins with `https://`, or a path that begins with `/`. A mail address
has an `@` and a host.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::LinkInvalid { key, value } = flaw else { continue };
        let (what, help) = if key == "email" {
            ("a mail address", "write it as `name@example.com`")
        } else {
            ("a link", "write an address with `https://`, or a path that begins with `/`")
        };
        findings
            .add(source, span, format!("{} is not {what}", code(value)))
            .note("it is not published")
            .help(help)
            .about(value);
    }
}

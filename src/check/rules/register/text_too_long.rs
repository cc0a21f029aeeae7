//! `register-text-too-long`: a value in a register is very long.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-text-too-long",
    summary: "a value in a register is very long",
    level: Level::WARNING,
    docs: r"
## What it does

Reports values of more than 1,000 characters, and texts in markdown of more than 20,000.

## Why it matters

Registers are shown in tables, and read by programs that keep one value in one field.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    purpose: >-
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
      Write to us about anything that has to do with security, at any hour and in any language.
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    purpose: Write to us about anything that has to do with security.
```

## How to fix

Say it in a sentence or two; put the rest on a page, and link to that.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::TooLong { key, length, limit } = flaw else { continue };
        findings
            .add(
                source,
                span,
                format!(
                    "{} has {length} characters, and {limit} are too many",
                    code(key)
                ),
            )
            .help("shorten it, and put the rest on a page")
            .about(key);
    }
}

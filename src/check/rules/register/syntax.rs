//! `register-syntax`: a register cannot be read.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-syntax",
    summary: "a register cannot be read",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a register that is not valid YAML.

## Why it matters

Nothing in it counts, and the pages made from it are not on the site.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: @security
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
```

## How to fix

Text that begins with one of ``@ ` % & * ! | > [ { # ?``, or has `: ` in it, needs quotes.
Indent with spaces, not with tabs.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::Syntax { message, help } = flaw else { continue };
        let finding = findings.add(source, span, "this register cannot be read");
        finding.label(message.as_str());
        if let Some(help) = help {
            finding.help(help.as_str());
        }
    }
}

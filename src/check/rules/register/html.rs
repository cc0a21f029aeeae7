//! `register-html`: a value in a register holds HTML.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-html",
    summary: "a value in a register holds HTML",
    level: Level::WARNING,
    docs: r"
## What it does

Reports values with a tag in them, such as `<br />` or `<a href=…>`.

## Why it matters

The page shows the tag as it is written, and so does every program that reads the data.

## Example

```tree reports
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security<br />team
```

```tree passes
-- content/registers/contacts.yaml --
contacts:
  - id: security
    name: Security team
    email: security@tidemark.example
```

## How to fix

Write text. A list takes several values; links have keys of their own; answers and updates
are markdown.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::Html { key, tag } = flaw else { continue };
        findings
            .add(source, span, format!("{} holds HTML: {}", code(key), code(tag)))
            .note("readers see the tag as it is written")
            .help("write text without tags")
            .about(tag);
    }
}

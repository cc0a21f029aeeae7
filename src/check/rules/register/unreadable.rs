//! `register-unreadable`: a register is too large, or no text.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::version::lock_unreadable::unreadable;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-unreadable",
    summary: "a register is too large, or no text",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a register of more than 256 KiB, one that is not UTF-8, and one that the operating
system does not let us read.

## Why it matters

Nothing in it counts, and the pages made from it are not on the site.

## Example

```tree reports
-- content/registers/facts.yaml --
hosting: M{0xFC}nchen
```

```tree passes
-- content/registers/facts.yaml --
hosting: Frankfurt
```

## How to fix

Save it as UTF-8, give the user that builds the site the right to read it, and keep long
texts in pages.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (at, file) in site.registers.files.iter().enumerate() {
        let source = site.register_source(at);
        if let Some(reason) = &file.unreadable {
            let message = format!("this register {}", unreadable(reason));
            findings.add(source, Span::default(), message);
        }
        for flaw in &file.flaws {
            if let FlawKind::TooLarge { limit } = flaw.kind {
                let message = format!("this register has more than {limit} bytes");
                findings
                    .add(source, flaw.span, message)
                    .help("keep long texts in pages, and link to them");
            }
        }
    }
}

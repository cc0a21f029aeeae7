//! `register-unknown`: a register has an unknown name.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::flaws;
use crate::check::rules::words::either;
use crate::check::{Findings, Rule};
use crate::parse::register::{FlawKind, REGISTERS};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-unknown",
    summary: "a register has an unknown name",
    level: Level::WARNING,
    docs: r"
## What it does

Reports YAML files in `registers/` that are none of the registers that trustpress knows.

## Why it matters

Nothing reads the file.

## Example

```tree reports
-- content/registers/subprocessor.yaml --
notice_days: 30
```

```tree passes
-- content/registers/subprocessors.yaml --
notice_days: 30
```

## How to fix

Rename it: `certifications`, `contacts`, `facts`, `faq`, `reports`, `subprocessors` or
`updates`. Facts that fit none of the others go into `facts.yaml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::FileUnknown { suggestion } = flaw else { continue };
        let finding = findings.add(source, span, "nothing reads a register of this name");
        match suggestion {
            Some(meant) => finding.help(format!("rename it to `{meant}.yaml`")),
            None => finding.help(format!("rename it to one of {}", either(&REGISTERS))),
        };
    }
}

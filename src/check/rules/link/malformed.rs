//! `link-malformed`: text was meant to be a link and is not one.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::{Conflict, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-malformed",
    summary: "text was meant to be a link and is not one",
    level: Level::ERROR,
    docs: r"
## What it does

Reports `[text](target)` that markdown does not take for a link, most often because
the target has a space in it. Also a line of `_redirects` that does not say from where
to where.

## Why it matters

The page shows brackets and a path instead of a link.

## Example

```tree reports
-- content/security.md --
# Security

See the [report](./audit report.md).
-- content/audit report.md --
# Audit report
```

```tree passes
-- content/security.md --
# Security

See the [report](<./audit report.md>).
-- content/audit report.md --
# Audit report
```

## How to fix

Put the target in angle brackets, or write `%20` for each space.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::LinkMalformed { target } = problem else { continue };
        let finding = findings
            .add(source, span, format!("{} is not read as a link", code(target)))
            .label("published as plain text")
            .about(target);
        if target.contains(' ') {
            let instead = target.trim().replace(' ', "%20");
            finding
                .help(format!("write {}", code(&instead)))
                .replace(Safety::Suggestion, instead);
        }
    }
    for conflict in site.conflicts.iter() {
        let Conflict::RedirectMalformed { source, span, found } = conflict else {
            continue;
        };
        findings
            .add(*source, *span, format!("{} is no redirect", code(found)))
            .label("this line is ignored")
            .help("write `/old/ /new/`: where it starts, and where it leads")
            .about(found);
    }
}

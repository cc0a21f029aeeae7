//! `front-matter-syntax`: front matter cannot be read.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "front-matter-syntax",
    summary: "front matter cannot be read",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports front matter that is not valid YAML (between `---`) or TOML (between `+++`).

## Why it matters

Nothing in it counts: the document has no owner, no dates, no version.

## Example

```md reports
---
title: Access control
owner: @security
---
```

```md passes
---
title: Access control
owner: "@security"
---
```

## How to fix

Text that begins with one of ``@ ` % & * ! | > [ { # ?``, or has `: ` in it, needs
quotes. Indent with spaces, not with tabs.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::FrontMatterSyntax { message, help } = problem else { continue };
        let finding = findings.add(source, span, "front matter cannot be read");
        finding.label(message.as_str());
        if let Some(help) = help {
            finding.help(help.as_str());
        }
    }
}

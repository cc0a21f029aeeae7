//! `link-case-mismatch`: a link differs from the file's name in upper and lower case.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-case-mismatch",
    summary: "a link differs from the file's name in upper and lower case",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a target that differs from a file only in the case of its letters.

## Why it matters

It works on the writer's Mac or Windows machine, and nowhere else: web servers tell
`Terms` from `terms`.

## Example

```tree reports
-- content/handbook.md --
# Handbook

See our [terms](./legal/Terms.md).
-- content/legal/terms.md --
# Terms
```

```tree passes
-- content/handbook.md --
# Handbook

See our [terms](./legal/terms.md).
-- content/legal/terms.md --
# Terms
```

## How to fix

`trustpress check --fix` writes the name as the file has it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::CaseMismatch { actual, suggestion } = defect else { continue };
        let (href, actual) = (code(&place.link.href), code(actual));
        let message = format!("{href} differs from {actual} only by case");
        let finding = place.add(site, findings, message);
        finding.label("works on macOS and Windows only");
        place.mend(finding, Safety::Safe, suggestion);
    }
}

//! `link-excluded-target`: a link names a file that is never published.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::WithheldReason;
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-excluded-target",
    summary: "a link names a file that is never published",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a link to a file that exists and stays out of the site: its name begins with
a dot, `[content] exclude` names it, or it belongs to the configuration.

## Why it matters

The writer sees the file, the reader does not. And somebody meant to publish what
somebody else decided to keep back: one of them is wrong.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[content]
exclude = ["notes/**"]
-- content/security.md --
# Security

See the [minutes](./notes/2025-05.md).
-- content/notes/2025-05.md --
# May 2025
```

```tree passes
-- content/security.md --
# Security

See the [minutes](./notes/2025-05.md).
-- content/notes/2025-05.md --
# May 2025
```

## How to fix

Remove the link, or publish the file: move it, or change `[content] exclude`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::Withheld { resolved, reason } = defect else { continue };
        let label = match reason {
            WithheldReason::Hidden => "a name that begins with a dot",
            WithheldReason::Excluded => "excluded by `[content] exclude`",
            WithheldReason::Configuration => "part of the site's configuration",
            // Reported by `link-outside-root`.
            WithheldReason::Outside => continue,
        };
        place
            .add(site, findings, format!("{} is never published", code(resolved)))
            .label(label);
    }
}

//! `link-scheme-forbidden`: a link has a scheme that a public page must not use.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-scheme-forbidden",
    summary: "a link has a scheme that a public page must not use",
    level: Level::ERROR,
    docs: r"
## What it does

Reports `javascript:`, `vbscript:`, `data:`, `file:` and other schemes that run
code or name a place on one machine, such as `C:`.

## Why it matters

Such a link either does nothing, or does what no reader of a policy asked for. It is
not published.

## Example

```md reports
# Security

[Print this page](javascript:print())
```

```md passes
# Security

[Our PGP key](https://example.com/key.asc)
```

## How to fix

Link to a page or a file. To offer a file from your machine, copy it into the content
folder.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::SchemeForbidden { scheme } = defect else { continue };
        // One letter before the colon is a drive of Windows.
        let label = match scheme.as_str() {
            "file" => "a place on one machine",
            _ if scheme.len() == 1 => "a place on one machine",
            _ => "not published",
        };
        let scheme = code(&format!("{scheme}:"));
        place
            .add(site, findings, format!("a public page must not link to {scheme}"))
            .label(label);
    }
}

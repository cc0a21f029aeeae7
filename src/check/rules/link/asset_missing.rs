//! `link-asset-missing`: a link or an image names a file that does not exist.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-asset-missing",
    summary: "a link or an image names a file that does not exist",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an image, or a link to a file that is not a page (a PDF, a spreadsheet),
that is not in the content folder.

## Why it matters

The reader sees a broken image, or gets an error page in place of the report that
the text offers.

## Example

```tree reports
-- content/security.md --
# Security

![How data flows](./data-flow.png)
```

```tree passes
-- content/security.md --
# Security

![How data flows](./data-flow.png)
-- content/data-flow.png --
(an image)
```

## How to fix

Add the file to the content folder, or correct its name.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::AssetMissing { resolved, suggestion } = defect else { continue };
        let href = &place.link.href;
        let finding = place.add(site, findings, format!("no file at {}", code(href)));
        if resolved != href {
            finding.label(format!("resolves to {}", code(resolved)));
        }
        if let Some(suggestion) = suggestion {
            place.mend(finding, Safety::Suggestion, suggestion);
        }
    }
}

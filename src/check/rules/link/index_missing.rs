//! `link-index-missing`: a link leads to a folder that has no page of its own.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-index-missing",
    summary: "a link leads to a folder that has no page of its own",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link to a folder at whose address nothing is published: it has no `index.md`,
`_index.md` or `README.md`, and no document of which a list could be made. A link to `x.md`
where `x.md` is a folder is reported as well, because a document was meant.

## Why it matters

There is nothing at the folder's URL, although the folder is there.

## Example

```tree reports
-- content/handbook.md --
# Handbook

All [forms](forms/).
-- content/forms/request.pdf --
A form.
```

```tree passes
-- content/handbook.md --
# Handbook

All [policies](policies/).
-- content/policies/access.md --
# Access control
```

## How to fix

Write an `index.md` in the folder, or link to one of its pages.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, defect) in defects(site) {
        let Defect::IndexMissing { resolved } = defect else { continue };
        let folder = resolved.trim_end_matches('/');
        place
            .add(site, findings, format!("folder {} has no index page", code(folder)))
            .label("there is nothing to show at this address")
            .help(format!("add {}", code(&format!("{folder}/index.md"))));
    }
}

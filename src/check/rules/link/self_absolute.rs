//! `link-self-absolute`: a link names the site's own address.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::notices;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-self-absolute",
    summary: "a link names the site's own address",
    level: Level::INFO,
    docs: r#"
## What it does

Reports a link to a page of this site by its whole URL: `base_url`, or one of
`own_origins`. Such links are checked like all others.

## Why it matters

A link with the whole URL leads out of a preview, out of a copy, and astray when the
site moves to another domain.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
base_url = "https://trust.example.com/"
-- content/handbook.md --
# Handbook

See [access control](https://trust.example.com/access/).
-- content/access.md --
# Access control
```

```tree passes
-- site.toml --
[site]
title = "Example"
base_url = "https://trust.example.com/"
-- content/handbook.md --
# Handbook

See [access control](access.md).
-- content/access.md --
# Access control
```

## How to fix

`trustpress check --fix` links to the file.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::SelfAbsolute { suggestion } = notice else { continue };
        let href = code(&place.link.href);
        let finding = place.add(site, findings, format!("{href} is this site"));
        finding.label("leads astray when the site moves");
        place.mend(finding, Safety::Safe, suggestion);
    }
}
